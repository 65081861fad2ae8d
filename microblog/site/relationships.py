"""Following and unfollowing, and how one reads those whom one follows."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config
from sqlalchemy.orm import Session
from translationstring import TranslationString

from ..actions.relationships import FollowWish, follow, unfollow
from ..i18n import _
from ..models import Account, FollowRequest
from ..queries.accounts import figures_of
from ..queries.relationships import followed_by, followers_of, read_people, relationship_of
from .deeds import done
from .forms import place_of
from .globals import person_url


@dataclass(frozen=True)
class Deed:
    """Something that one does about somebody, what takes it back, and what is said of it."""

    act: Callable[[Session, Account, Account], object]
    undo: str
    sentence: str


DEEDS: Mapping[str, Deed] = {
    "follow": Deed(follow, "unfollow", _("You follow @${name} now.")),
    "unfollow": Deed(unfollow, "follow", _("You do not follow @${name} any more.")),
    "hide-boosts": Deed(
        partial(follow, wish=FollowWish(boosts=False)), "show-boosts", _("You see no boosts of @${name} any more.")
    ),
    "show-boosts": Deed(
        partial(follow, wish=FollowWish(boosts=True)), "hide-boosts", _("You see the boosts of @${name} again.")
    ),
    "tell": Deed(
        partial(follow, wish=FollowWish(notify=True)), "tell-not", _("You are told of each post of @${name}.")
    ),
    "tell-not": Deed(
        partial(follow, wish=FollowWish(notify=False)), "tell", _("You are not told of the posts of @${name} any more.")
    ),
}
"""By the word that stands in the address."""

ASKED = _("You asked to follow @${name}, who decides about it.")


@view_config(route_name="person.deed", request_method="POST", permission="member")
def act(context: Account, request: Request) -> Response:
    """Do it, and say so."""
    deed = DEEDS[request.matchdict["deed"]]
    made = deed.act(request.db, request.account, context)
    sentence = ASKED if isinstance(made, FollowRequest) else deed.sentence
    return told(request, context, sentence, undo=person_url(request, context, "person.deed", deed=deed.undo))


def told(request: Request, about: Account, sentence: str, *, undo: str = "") -> Response:
    """Say what was done about somebody (`${name}`), show what they are to one now, and lead back to where one was."""
    request.db.flush()
    facts = {
        "them": relationship_of(request.db, request.account, about),
        "figures": figures_of(request.db, about, request.account),
    }
    return done(
        request,
        TranslationString(sentence, mapping={"name": about.username}),
        undo=undo,
        parts=("parts/person.jinja2", {"account": about, **facts}),
        otherwise=person_url(request, about),
    )


@view_config(route_name="followers", renderer="accounts/people.jinja2", request_method="GET", budget=5)
def followers(context: Account, request: Request) -> Mapping[str, Any]:
    """Show who follows somebody."""
    page = read_people(request.db, followers_of(context, request.account), place_of(request))
    title = _("Followers of ${name}", mapping={"name": context.name})
    empty = _("Whoever follows them stands here, as far as they tell it.")
    return {"page": page, "title": title, "back": person_url(request, context), "empty": empty}


@view_config(route_name="following", renderer="accounts/people.jinja2", request_method="GET", budget=5)
def following(context: Account, request: Request) -> Mapping[str, Any]:
    """Show whom somebody follows."""
    page = read_people(request.db, followed_by(context, request.account), place_of(request))
    title = _("${name} follows", mapping={"name": context.name})
    empty = _("Whom they follow stands here, as far as they tell it.")
    return {"page": page, "title": title, "back": person_url(request, context), "empty": empty}
