"""Where one stopped reading one's home page. The top of it is looked at, and the place moves there.

For all of one's applications the place is a marker (`models/markers.py`). As that moves as soon as one looks, the form
cookie keeps for the rest of the visit where one had been before.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any

from pyramid.request import Request
from sqlalchemy import BigInteger, ColumnElement, case, literal
from sqlalchemy.exc import DBAPIError

from ..actions.markers import advance_marker
from ..clock import now
from ..database import transaction_of_its_own
from ..models import MarkedTimeline, Post
from ..queries.markers import last_read
from ..queries.paging import Page
from ..queries.timelines import MOST_NEWS, home_timeline, news_in
from ..queries.viewpoints import Viewpoint

log = logging.getLogger(__name__)

VISIT = timedelta(minutes=30)
"""Whoever comes back so soon after something new came is thought never to have left."""
KEY = "home"
"""Under which the form cookie keeps where one had been, up to where one has looked since, and when that was."""


@dataclass(frozen=True)
class Stop:
    """Where one stopped reading."""

    id: int = 0
    """The newest post that one had seen; 0 if that is not known."""
    news: int = 0
    """How many posts of others came since."""
    below: bool = False
    """Whether the page begins just above it."""

    @property
    def many(self) -> bool:
        """Whether more came than are counted."""
        return self.news >= MOST_NEWS


def questions(request: Request) -> Mapping[str, ColumnElement[int]]:
    """What to ask of the database, besides the facts about the posts at the top of the home page."""
    mark = last_read(request.account, MarkedTimeline.HOME)
    since, seen = _visit(request)
    place = case((mark == literal(seen, BigInteger), literal(since, BigInteger)), else_=mark) if seen else mark
    return {"mark": mark, "place": place, "news": news_in(home_timeline(request.account), place, request.account)}


def look_at_top(request: Request, page: Page[Post], view: Viewpoint) -> Stop:
    """Tell where one stopped reading, and note that one has seen what stands there now."""
    place, top = view.also["place"], page.first or 0
    if top > view.also["mark"] and _is_looked_at(request):
        request.session[KEY] = [place or top, top, int(now().timestamp())]
        request.add_finished_callback(partial(_note, account_id=request.account.id, top=top))
    return Stop(place, view.also["news"] if place else 0)


def look_above(request: Request, after: int) -> Stop:
    """Tell whether a page is the one that begins where one stopped reading."""
    since, _ = _visit(request)
    return Stop(since, below=since == after)


def _visit(request: Request) -> tuple[int, int]:
    """Where one had been when this visit began, and up to where one has looked since; zeros if that is over."""
    since, seen, at = request.session.get(KEY) or (0, 0, 0)
    return (since, seen) if now().timestamp() - at < VISIT.total_seconds() else (0, 0)


def _is_looked_at(request: Request) -> bool:
    """Whether somebody sees the page: it is not only fetched in case they might."""
    return request.method == "GET" and "Sec-Purpose" not in request.headers


def _note(request: Any, *, account_id: int, top: int) -> None:
    """Move the marker, once the answer is on its way. If that fails, the next page will do it."""
    try:
        with transaction_of_its_own(request.registry) as db:
            advance_marker(db, account_id, MarkedTimeline.HOME, to=top)
    except DBAPIError as fault:
        log.warning("A place could not be noted: %s", fault.orig)
