"""Pages of posts."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from pyramid.request import Request
from pyramid.view import view_config
from sqlalchemy import ColumnElement, Select

from ..models import FilterContext, Post
from ..queries.timelines import home_timeline, public_timeline, read_timeline
from ..queries.trends import recently, trending_tags
from ..queries.viewpoints import viewpoint_of
from . import places
from .composer import Composer, begun
from .forms import place_of, word
from .suggestions import suggested

MOST_TAGS = 10
MOST_PEOPLE = 5


def page_of(
    request: Request,
    timeline: Select[Post],
    context: FilterContext | None = None,
    also: Mapping[str, ColumnElement[int]] | None = None,
    besides: Sequence[Post] = (),
    names: Collection[str] = (),
) -> dict[str, Any]:
    """Read the page of a timeline that the request's address asks for, and what is to be known of its posts.

    `context` says which filters work there, `also` what else is asked for, `besides` which posts stand there, too, and
    `names` of which usernames to ask whether they are somebody's.
    """
    page = read_timeline(request.db, timeline, place_of(request))
    posts = [*besides, *page.rows]
    return {"page": page, "view": viewpoint_of(request.db, request.account, posts, context, also, names)}


@view_config(route_name="home", renderer="timelines/home.jinja2", request_method="GET", budget=8)
def home(request: Request) -> Mapping[str, Any]:
    """Show members their own timeline, and strangers the public one."""
    if request.account is not None:
        return {**_own_timeline(request), "form": Composer(request, begun(request)), "tags": []}
    page = page_of(request, public_timeline(None))
    return {**page, "form": None, "tags": _tags(request), "stop": None, "top": False, "oldest": False}


def _own_timeline(request: Request) -> dict[str, Any]:
    """Read a page of one's own timeline; at its top, tell where one stopped reading."""
    timeline, place = home_timeline(request.account), place_of(request)
    oldest = place.after is not None and word(request, "order") == "oldest"
    if (place.before, place.after) != (None, None):
        stop = places.look_above(request, place.after or 0)
        return {**page_of(request, timeline, FilterContext.HOME), "stop": stop, "top": False, "oldest": oldest}
    page = page_of(request, timeline, FilterContext.HOME, places.questions(request))
    people = {} if len(page["page"]) else suggested(request, MOST_PEOPLE)
    return {**page, **people, "stop": places.look_at_top(request, **page), "top": True, "oldest": False}


@view_config(route_name="public", renderer="timelines/public.jinja2", request_method="GET", budget=8)
def public(request: Request) -> Mapping[str, Any]:
    """Show everybody's posts."""
    page = page_of(request, public_timeline(request.account), FilterContext.PUBLIC)
    return {**page, "tags": _tags(request)}


def _tags(request: Request) -> list[tuple[str, int]]:
    """The hashtags of the week, and how often they were used."""
    tags = trending_tags(request.account, recently()).limit(MOST_TAGS)
    return [(tag.name, uses) for tag, uses in request.db.execute(tags)]
