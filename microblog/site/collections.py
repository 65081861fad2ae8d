"""What one keeps: the posts that one likes, and those that one wants to find again."""

from collections.abc import Mapping
from typing import Any

from pyramid.request import Request
from pyramid.view import view_config

from ..i18n import _
from ..models import Post
from ..queries.paging import Page
from ..queries.reactions import read_bookmarks, read_favourites
from ..queries.viewpoints import viewpoint_of
from .forms import place_of


@view_config(
    route_name="favourites", renderer="timelines/kept.jinja2", permission="member", request_method="GET", budget=8
)
def favourites(request: Request) -> Mapping[str, Any]:
    """Show what one likes, what one liked last first."""
    page = read_favourites(request.db, request.account, place_of(request))
    hint = _("Press the star under a post, and it stands here. Its author is told that you like it.")
    return {**_shown(request, page), "title": _("Favourites"), "hint": hint}


@view_config(
    route_name="bookmarks", renderer="timelines/kept.jinja2", permission="member", request_method="GET", budget=8
)
def bookmarks(request: Request) -> Mapping[str, Any]:
    """Show what one keeps, what one kept last first."""
    page = read_bookmarks(request.db, request.account, place_of(request))
    hint = _("Press the ribbon under a post that you want to find again, and it stands here. Nobody else is told.")
    return {**_shown(request, page), "title": _("Bookmarks"), "hint": hint}


def _shown(request: Request, page: Page[Post]) -> dict[str, Any]:
    """A page of posts, as its reader sees them. What they chose themselves is not filtered."""
    return {"page": page, "view": viewpoint_of(request.db, request.account, page.rows)}
