"""Hashtags: what carries one, and following it."""

from collections.abc import Mapping
from typing import Any

from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from ..actions.tags import follow_tag, unfollow_tag
from ..i18n import _
from ..models import FilterContext, Tag
from ..queries.tags import read_followed_tags, tag_follows
from ..queries.timelines import tag_timeline
from .deeds import done
from .forms import place_of
from .timelines import page_of


@view_config(route_name="tag", renderer="timelines/tag.jinja2", request_method="GET", budget=8)
def tag(context: Tag, request: Request) -> Mapping[str, Any]:
    """Show the posts that carry a hashtag."""
    also = {"follows": tag_follows(request.account, context)} if request.account else {}
    page = page_of(request, tag_timeline(context.id, request.account), FilterContext.PUBLIC, also)
    return {**page, "tag": context, "followed": bool(page["view"].also.get("follows"))}


@view_config(route_name="tags", renderer="tags/followed.jinja2", permission="member", request_method="GET", budget=3)
def tags(request: Request) -> Mapping[str, Any]:
    """Show which hashtags one follows, those that came last first."""
    return {"page": read_followed_tags(request.db, request.account, place_of(request))}


@view_config(route_name="tag.follow", request_method="POST", permission="member")
def follow(context: Tag, request: Request) -> Response:
    """Begin to read all that carries a hashtag."""
    tag = follow_tag(request.db, request.account, context.name)
    return _done(request, tag, _("You follow #${name} now.", mapping={"name": tag.name}), followed=True)


@view_config(route_name="tag.unfollow", request_method="POST", permission="member")
def unfollow(context: Tag, request: Request) -> Response:
    """Stop reading what carries a hashtag."""
    unfollow_tag(request.db, request.account, context)
    return _done(request, context, _("You do not follow #${name} any more.", mapping={"name": context.name}))


def _done(request: Request, tag: Tag, sentence: str, *, followed: bool = False) -> Response:
    """Say whether one follows a hashtag now, and offer to take it back."""
    return done(
        request,
        sentence,
        undo=request.route_path("tag.unfollow" if followed else "tag.follow", name=tag.name),
        parts=("parts/tag.jinja2", {"tag": tag, "followed": followed}),
        otherwise=request.route_path("tag", name=tag.name),
    )
