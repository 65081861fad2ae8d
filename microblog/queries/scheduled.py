"""Questions about posts that are to appear later."""

from collections.abc import Collection
from datetime import UTC, date, datetime, time

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from ..clock import now
from ..models import Account, Media, ScheduledPost
from .paging import Page, Place, read_page


def scheduled_by(author: Account) -> Select[ScheduledPost]:
    """What somebody wrote for later."""
    return select(ScheduledPost).where(ScheduledPost.account_id == author.id)


def read_scheduled(db: Session, author: Account, place: Place) -> Page[ScheduledPost]:
    """Read one page of what somebody wrote for later, what was written last first."""
    return read_page(db, scheduled_by(author), ScheduledPost.id, place).column(0)


def scheduled_post(id: int, author: Account) -> Select[ScheduledPost]:
    """Find something that somebody wrote for later."""
    return scheduled_by(author).where(ScheduledPost.id == id)


def locked_scheduled(id: int) -> Select[ScheduledPost]:
    """Find something that was written for later, and hold on to it; nobody publishes it meanwhile."""
    found = select(ScheduledPost).where(ScheduledPost.id == id)
    return found.with_for_update().execution_options(populate_existing=True)


def waiting_posts(author: Account, day: date | None = None) -> Select[int]:
    """Count what waits to be published for somebody; on one day (UTC), if it is given."""
    waiting = select(func.count()).where(ScheduledPost.account_id == author.id, ScheduledPost.trouble == "")
    if day is None:
        return waiting
    first, last = (datetime.combine(day, moment, UTC) for moment in (time.min, time.max))
    return waiting.where(ScheduledPost.due_at.between(first, last))


def due_posts() -> Select[int]:
    """The ids of what is to be published now, what has been due for longest first."""
    due = select(ScheduledPost.id).where(ScheduledPost.due_at <= now(), ScheduledPost.trouble == "")
    return due.order_by(ScheduledPost.due_at, ScheduledPost.id)


def due_post(id: int) -> Select[ScheduledPost]:
    """Find something that is to be published now, unless somebody else is just publishing it."""
    due = select(ScheduledPost).where(
        ScheduledPost.id == id, ScheduledPost.due_at <= now(), ScheduledPost.trouble == ""
    )
    return due.with_for_update(skip_locked=True).execution_options(populate_existing=True)


def held_for(db: Session, scheduled: Collection[ScheduledPost]) -> dict[int, list[Media]]:
    """What is to be attached to posts once they are published, in order, in one query; scheduled post → files."""
    held: dict[int, list[Media]] = {one.id: [] for one in scheduled}
    if held:
        files = select(Media).where(Media.scheduled_id.in_(held)).order_by(Media.position, Media.id)
        for file in db.scalars(files):
            held[file.scheduled_id or 0].append(file)
    return held
