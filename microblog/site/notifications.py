"""What happened that concerns one, with alike things told as one."""

from collections.abc import Mapping
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from ..actions.notifications import mark_as_read
from ..i18n import _
from ..models import Event, FilterContext, MarkedTimeline
from ..queries.grouped_notifications import people_of, read_groups
from ..queries.markers import last_read
from ..queries.notification_policies import people_kept_apart
from ..queries.notifications import Wanted
from ..queries.paging import MAX_ID
from ..queries.relationships import requests_to
from ..queries.viewpoints import viewpoint_of
from .forms import place_of, word

KINDS: Mapping[str, tuple[str, frozenset[Event]]] = {
    "": (_("Everything"), frozenset(Event)),
    "words": (_("Words to you"), frozenset({Event.MENTION, Event.REPLY, Event.QUOTE})),
    "likes": (_("Likes and boosts"), frozenset({Event.FAVOURITE, Event.BOOST})),
    "followers": (_("Followers"), frozenset({Event.FOLLOW, Event.FOLLOW_REQUEST})),
    "more": (_("Polls and posts"), frozenset({Event.POLL, Event.POST, Event.EDIT, Event.QUOTED_EDIT})),
}
"""What one can look at alone, by the word in the address; whatever else stands there is everything."""

ICONS = {
    Event.REPLY: "reply",
    Event.FOLLOW: "person",
    Event.FOLLOW_REQUEST: "person",
    Event.FAVOURITE: "star",
    Event.BOOST: "boost",
    Event.EDIT: "pen",
    Event.QUOTE: "quote",
    Event.QUOTED_EDIT: "pen",
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
    """Show what happened, the newest first, and tell of those who wait for a word."""
    kind = word(request, "only") if word(request, "only") in KINDS else ""
    page = read_groups(request.db, request.account, place_of(request), Wanted(KINDS[kind][1]))
    posts = [one.head.post for one in page if one.head.post is not None]
    reader = request.account
    asked = {"read": last_read(reader, MarkedTimeline.NOTIFICATIONS), "asking": requests_to(reader)}
    asked["apart"] = people_kept_apart(reader)
    view = viewpoint_of(request.db, reader, posts, FilterContext.NOTIFICATIONS, asked)
    return {
        "page": page,
        "people": people_of(request.db, page) if len(page) else {},
        "view": view,
        **view.also,
        "icons": ICONS,
        "kinds": {key: words for key, (words, _events) in KINDS.items()},
        "kind": kind,
    }


@view_config(route_name="notifications", permission="member", request_method="POST")
def read(request: Request) -> Response:
    """Mark as read what the page showed, and nothing that came in since."""
    newest = word(request, "newest")
    if newest.isascii() and newest.isdigit() and len(newest) <= 19:
        mark_as_read(request.db, request.account, up_to=min(int(newest), MAX_ID))
    return HTTPSeeOther(request.route_url("notifications"))
