"""What happened that concerns one."""

from collections.abc import Mapping
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from ..actions.notifications import mark_as_read
from ..models import Event, MarkedTimeline
from ..queries.markers import read_up_to
from ..queries.notifications import read_notifications
from ..queries.paging import MAX_ID
from ..queries.viewpoints import viewpoint_of
from .forms import place_of, word

SENTENCES = {
    Event.MENTION: "named you.",
    Event.REPLY: "answered you.",
    Event.FOLLOW: "follows you now.",
    Event.FOLLOW_REQUEST: "wants to follow you.",
    Event.FAVOURITE: "likes this post of yours.",
    Event.BOOST: "boosted this post of yours.",
    Event.POLL: "asked this, and the poll has ended.",
    Event.POST: "wrote this.",
    Event.EDIT: "changed this post, which you boosted.",
}
"""What is said of somebody, after their name."""

ICONS = {
    Event.REPLY: "reply",
    Event.FOLLOW: "person",
    Event.FOLLOW_REQUEST: "person",
    Event.FAVOURITE: "star",
    Event.BOOST: "boost",
    Event.EDIT: "pen",
}
"""What stands before it; a bell where nothing is said."""


@view_config(
    route_name="notifications",
    renderer="notifications/list.jinja2",
    permission="member",
    request_method="GET",
    budget=9,
)
def notifications(request: Request) -> Mapping[str, Any]:
    """Show what happened, the newest first."""
    page = read_notifications(request.db, request.account, place_of(request))
    posts = [one.post for one in page if one.post is not None]
    return {
        "page": page,
        "read": read_up_to(request.db, request.account, MarkedTimeline.NOTIFICATIONS),
        "view": viewpoint_of(request.db, request.account, posts),
        "sentences": SENTENCES,
        "icons": ICONS,
    }


@view_config(route_name="notifications", permission="member", request_method="POST")
def read(request: Request) -> Response:
    """Mark as read what the page showed, and nothing that came in since."""
    newest = word(request, "newest")
    if newest.isascii() and newest.isdigit() and len(newest) <= 19:
        mark_as_read(request.db, request.account, up_to=min(int(newest), MAX_ID))
    return HTTPSeeOther(request.route_url("notifications"))
