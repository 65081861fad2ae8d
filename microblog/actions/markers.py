"""Noting down how far one has read."""

from sqlalchemy import update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from ..clock import now
from ..models import Account, MarkedTimeline, Marker, violated
from ..queries.markers import markers_of


def move_marker(
    db: Session, account: Account, timeline: MarkedTimeline, *, to: int, forward_only: bool = False
) -> Marker:
    """Note down that somebody has read a timeline up to an id, and return their marker.

    They may go back, too, unless it may go `forward_only`. Of two who do it at one moment, each counts as one version.
    """
    if not _move(db, account, timeline, to, forward_only):
        _place(db, account, timeline, to, forward_only)
    return db.scalars(markers_of(account, [timeline]).execution_options(populate_existing=True)).one()


def advance_marker(db: Session, account_id: int, timeline: MarkedTimeline, *, to: int) -> None:
    """Note down in passing, in one statement, that somebody has read on; it never goes back."""
    insert = (postgresql if db.get_bind().dialect.name == "postgresql" else sqlite).insert(Marker)
    made = insert.values(account_id=account_id, timeline=timeline, last_read_id=to, version=1, updated_at=now())
    moved = {"last_read_id": to, "version": Marker.version + 1, "updated_at": now()}
    ahead = Marker.last_read_id < to
    db.execute(made.on_conflict_do_update(index_elements=["account_id", "timeline"], set_=moved, where=ahead))


def _move(db: Session, account: Account, timeline: MarkedTimeline, to: int, forward_only: bool) -> bool:
    """Move a marker, if there is one that may be moved; the database counts, so that no move is lost."""
    there = update(Marker).where(Marker.account_id == account.id, Marker.timeline == timeline)
    if forward_only:
        there = there.where(Marker.last_read_id < to)
    moved = there.values(last_read_id=to, version=Marker.version + 1, updated_at=now()).returning(Marker.version)
    return db.execute(moved.execution_options(synchronize_session=False)).first() is not None


def _place(db: Session, account: Account, timeline: MarkedTimeline, to: int, forward_only: bool) -> None:
    """Make a marker; if there is one by now, move that."""
    try:
        with db.begin_nested():
            db.add(Marker(account_id=account.id, timeline=timeline, last_read_id=to))
            db.flush()
    except IntegrityError as error:
        if violated(error) != "pk_markers":
            raise
        _move(db, account, timeline, to, forward_only)
