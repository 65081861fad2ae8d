"""Questions about how far somebody has read."""

from collections.abc import Iterable

from sqlalchemy import ScalarSelect, Select, func, select

from ..models import Account, MarkedTimeline, Marker


def markers_of(account: Account, timelines: Iterable[MarkedTimeline] = tuple(MarkedTimeline)) -> Select[Marker]:
    """How far somebody has read some timelines; those of which they never said it are missing."""
    markers = select(Marker).where(Marker.account_id == account.id, Marker.timeline.in_(list(timelines)))
    return markers.order_by(Marker.timeline)


def last_read(account: Account, timeline: MarkedTimeline) -> ScalarSelect[int]:
    """The id of the last thing that somebody has read of a timeline; 0 if they never said it."""
    markers = select(func.coalesce(func.max(Marker.last_read_id), 0)).where(Marker.account_id == account.id)
    return markers.where(Marker.timeline == timeline).scalar_subquery()
