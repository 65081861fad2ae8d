"""Pages of posts."""

from collections.abc import Mapping
from typing import Any

from pyramid.request import Request
from pyramid.view import view_config
from sqlalchemy import Select

from ..models import Post, Tag
from ..queries.paging import Place
from ..queries.timelines import home_timeline, public_timeline, read_timeline, tag_timeline
from ..queries.trends import recently, trending_tags
from ..queries.viewpoints import viewpoint_of
from .composer import Composer, begun
from .forms import place_of

MOST_TAGS = 10


def page_of(request: Request, timeline: Select[Post]) -> dict[str, Any]:
    """Read the page of a timeline that the request's address asks for."""
    return _page(request, timeline, place_of(request))


def _page(request: Request, timeline: Select[Post], place: Place) -> dict[str, Any]:
    page = read_timeline(request.db, timeline, place)
    return {"page": page, "view": viewpoint_of(request.db, request.account, page.rows)}


@view_config(route_name="home", renderer="timelines/home.jinja2", request_method="GET", budget=8)
def home(request: Request) -> Mapping[str, Any]:
    """Show members their own timeline, and strangers the public one."""
    if request.account is None:
        return {**page_of(request, public_timeline(None)), "form": None, "tags": _tags(request)}
    return {**page_of(request, home_timeline(request.account)), "form": Composer(request, begun(request)), "tags": []}


@view_config(route_name="public", renderer="timelines/public.jinja2", request_method="GET", budget=8)
def public(request: Request) -> Mapping[str, Any]:
    """Show everybody's posts."""
    return {**page_of(request, public_timeline(request.account)), "tags": _tags(request)}


@view_config(route_name="tag", renderer="timelines/tag.jinja2", request_method="GET", budget=8)
def tag(context: Tag, request: Request) -> Mapping[str, Any]:
    """Show the posts that carry a hashtag."""
    return {**page_of(request, tag_timeline(context.id, request.account)), "tag": context}


def _tags(request: Request) -> list[tuple[str, int]]:
    """The hashtags of the week, and how often they were used."""
    tags = trending_tags(request.account, recently()).limit(MOST_TAGS)
    return [(tag.name, uses) for tag, uses in request.db.execute(tags)]
