"""Counting days."""

from datetime import date, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from ..clock import today
from ..models import CountedDay, DailyCount, DailyRank, Measure, Ranking
from ..queries.statistics import counted_days, counts_on, oldest_account, tags_on


def record_day(db: Session, day: date) -> None:
    """Count a day (UTC) and keep the figures, in place of what was counted of it before."""
    counts = db.execute(counts_on(day)).one()._mapping
    tags = db.execute(tags_on(day)).all()

    for table in (DailyCount, DailyRank):
        db.execute(delete(table).where(table.day == day))
    db.add_all(DailyCount(day=day, measure=measure, count=counts.get(measure, 0)) for measure in Measure)
    db.add_all(
        DailyRank(day=day, ranking=Ranking.TAGS, rank=rank, key=tag, label=tag, count=count)
        for rank, (tag, count) in enumerate(tags, start=1)
    )
    db.merge(CountedDay(day=day))
    db.flush()


def uncounted_days(db: Session) -> list[date]:
    """List the finished days that were never counted, from that of the first account; gaps among them."""
    oldest = db.scalar(oldest_account())
    if oldest is None:
        return []
    first, counted = oldest.created_at.date(), set(db.scalars(counted_days()))
    finished = (first + timedelta(days=n) for n in range((today() - first).days))
    return [day for day in finished if day not in counted]
