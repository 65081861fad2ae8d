"""How far one has read, for all of one's applications."""

from typing import Any

from pydantic import Field
from pyramid.request import Request

from .. import models
from ..actions.markers import move_marker
from ..models import MarkedTimeline
from ..queries.markers import markers_of
from .contract import api_view
from .entities.markers import Markers
from .given import Given, Key, Many, Words


class MarkersWanted(Given):
    """Of which timelines to tell."""

    timeline: Many[Words] = Field([])
    """home, notifications or both."""


class MarkerMove(Given):
    """How far one has read."""

    last_read_id: Key


class MarkerMoves(Given):
    """How far one has read which timeline."""

    home: MarkerMove | None = None
    notifications: MarkerMove | None = None


@api_view("markers", "GET", permission="read:statuses", takes=MarkersWanted, returns=Markers)
def show(context: Any, request: Request) -> list[models.Marker]:
    """Tell how far one has read."""
    timelines = [one for one in MarkedTimeline if one in request.given.timeline]
    return list(request.db.scalars(markers_of(request.account, timelines)))


@api_view("markers", "POST", permission="write:statuses", takes=MarkerMoves, returns=Markers)
def move(context: Any, request: Request) -> list[models.Marker]:
    """Note down how far one has read.

    One may go back, too. What is read of the notifications counts on the website as well.
    """
    moves = {one: getattr(request.given, one.value) for one in MarkedTimeline}
    return [
        move_marker(request.db, request.account, timeline, to=wish.last_read_id)
        for timeline, wish in moves.items()
        if wish is not None
    ]
