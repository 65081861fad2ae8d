"""What people do with posts without answering: like, boost, keep, pin, and hear no more of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config
from sqlalchemy.orm import Session

from ..actions import boosts, quotes, reactions
from ..i18n import _
from ..models import Account, Post
from ..queries.paging import read_page
from ..queries.posts import boosts_of
from ..queries.reactions import read_favourited_by
from ..queries.viewpoints import viewpoint_of
from .deeds import done
from .forms import place_of
from .globals import deed_url, post_url


@dataclass(frozen=True)
class Deed:
    """Something that one does with a post, and what takes it back."""

    act: Callable[[Session, Account, Post], object]
    undo: str
    sentence: str = ""
    """What is said of it; nothing where the button itself shows it."""
    anew: bool = False
    """Whether it changes what is quoted."""


DEEDS: Mapping[str, Deed] = {
    "favourite": Deed(reactions.favourite, "unfavourite"),
    "unfavourite": Deed(reactions.unfavourite, "favourite"),
    "boost": Deed(boosts.boost, "unboost"),
    "unboost": Deed(boosts.unboost, "boost"),
    "bookmark": Deed(reactions.bookmark, "unbookmark"),
    "unbookmark": Deed(reactions.unbookmark, "bookmark"),
    "pin": Deed(reactions.pin, "unpin", _("The post stands on top of your profile now.")),
    "unpin": Deed(reactions.unpin, "pin", _("The post does not stand on top of your profile any more.")),
    "revoke": Deed(quotes.revoke_quote, "unrevoke", _("Your post is not shown in this quote any more."), anew=True),
    "unrevoke": Deed(quotes.restore_quote, "revoke", _("Your post is shown in this quote again."), anew=True),
    "mute": Deed(reactions.mute_thread, "unmute", _("You hear no more of this conversation.")),
    "unmute": Deed(reactions.unmute_thread, "mute", _("You hear of this conversation again.")),
}
"""By the word that stands in the address."""


@view_config(route_name="post.deed", request_method="POST", permission="member")
def react(context: Post, request: Request) -> Response:
    """Do it, and say so."""
    deed = DEEDS[request.matchdict["deed"]]
    post = context.original
    deed.act(request.db, request.account, post)
    request.db.flush()
    view = viewpoint_of(request.db, request.account, [post])
    return done(
        request,
        deed.sentence,
        undo=deed_url(request, post, deed.undo),
        parts=("parts/post.jinja2", {"post": post, "view": view, "anew": deed.anew}),
        otherwise=post_url(request, post),
        anchor=f"post-{request.params.get('row', post.id)}",
    )


@view_config(route_name="post.boosted_by", renderer="accounts/people.jinja2", request_method="GET", budget=4)
def boosted_by(context: Post, request: Request) -> Mapping[str, Any]:
    """Show who boosted a post."""
    boosts = boosts_of(context.original, request.account)
    page = read_page(request.db, boosts, Post.id, place_of(request)).column(1)
    return {"page": page, "title": _("Who boosted this post"), "back": post_url(request, context.original)}


@view_config(route_name="post.favourited_by", renderer="accounts/people.jinja2", request_method="GET", budget=4)
def favourited_by(context: Post, request: Request) -> Mapping[str, Any]:
    """Show who likes a post."""
    page = read_favourited_by(request.db, context.original, place_of(request))
    return {"page": page, "title": _("Who likes this post"), "back": post_url(request, context.original)}
