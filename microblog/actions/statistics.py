"""Counting days."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from ..clock import now, today
from ..models import CountedDay, DailyCount, DailyRank, Measure, Ranking
from ..queries.counting import closing_of, counts_on, ranks_on
from ..queries.leisure import REST
from ..queries.statistics import counted_days_between, counts_between, oldest_account, ranks_between

SETTLED = timedelta(minutes=5)
"""How long after a day was closed it is counted for the last time: what was being done at that moment is done then."""

UNHURRIED = {"work_mem": "64MB", "max_parallel_workers_per_gather": "0", "jit": "off"}
"""How PostgreSQL is to count: in memory, and on one processor, so that pages have the others."""

Rank = tuple[Ranking, int, str, str, int]
"""(ranking, rank, key, label, count)"""


@dataclass(frozen=True)
class Figures:
    """All that is counted of a day."""

    counts: Mapping[Measure, int]
    ranks: tuple[Rank, ...]


def figures_of(db: Session, day: date, *, rest: float = 0) -> Figures:
    """Count a day (UTC) from the raw tables; nothing is written.

    PostgreSQL may `rest` for some seconds again and again meanwhile; SQLite, where nobody else can write, never does.
    """
    if db.get_bind().dialect.name == "postgresql":
        settings = {**UNHURRIED, REST: str(rest)}
        db.execute(select(*(func.set_config(name, value, True) for name, value in settings.items())))
    counts: dict[str, int] = {}
    for statement in counts_on(day):
        counts |= db.execute(statement).one()._mapping
    ranks: list[Rank] = []
    for ranking, statement in ranks_on(day).items():
        ranks += [(ranking, rank, *row) for rank, row in enumerate(db.execute(statement), start=1)]
    return Figures({measure: counts[measure] for measure in Measure}, tuple(ranks))


def recorded_figures(db: Session, day: date) -> Figures:
    """The figures that were kept of a day."""
    counts = {row.measure: row.count for row in db.scalars(counts_between(day, day))}
    ranks = [(row.ranking, row.rank, row.key, row.label, row.count) for row in db.scalars(ranks_between(day, day))]
    order = list(Ranking)
    return Figures(counts, tuple(sorted(ranks, key=lambda rank: (order.index(rank[0]), rank[1]))))


def record_day(db: Session, day: date, *, rest: float = 0) -> int:
    """Count a day (UTC) and keep the figures, in place of what was counted of it before; return how many are new.

    Whoever else counts the same day at this moment waits until this is done.
    """
    counted = _hold(db, day)
    counted.counted_at = now()
    figures, former = figures_of(db, day, rest=rest), recorded_figures(db, day)
    if figures == former and counted.revision:
        return 0

    counted.revision += 1
    counted.changed_at = counted.counted_at
    for table in (DailyCount, DailyRank):
        db.execute(delete(table).where(table.day == day))
    db.add_all(DailyCount(day=day, measure=measure, count=count) for measure, count in figures.counts.items())
    db.add_all(
        DailyRank(day=day, ranking=ranking, rank=rank, key=key, label=label, count=count)
        for ranking, rank, key, label, count in figures.ranks
    )
    db.flush()
    return len(figures.counts.items() - former.counts.items()) + len(set(figures.ranks) - set(former.ranks))


def days_to_count(db: Session) -> list[date]:
    """List the finished days that were not counted since they were closed, from that of the first account."""
    oldest = db.scalar(oldest_account())
    if oldest is None:
        return []
    first = oldest.created_at.date()
    counted = {one.day: one.counted_at for one in db.scalars(counted_days_between(first, today()))}
    finished = (first + timedelta(days=n) for n in range((today() - first).days))
    return [day for day in finished if day not in counted or not is_final(day, counted[day])]


def is_final(day: date, counted_at: datetime) -> bool:
    """Whether a count was the last that a day needs: it was made after the day was closed."""
    return counted_at >= closing_of(day) + SETTLED


def _hold(db: Session, day: date) -> CountedDay:
    """Find the row of a day, or make it, so that nobody else has it before this transaction ends."""
    insert = (postgresql if db.get_bind().dialect.name == "postgresql" else sqlite).insert(CountedDay)
    made = insert.values(day=day, revision=0, counted_at=now(), changed_at=now())
    db.execute(made.on_conflict_do_update(index_elements=["day"], set_={"day": insert.excluded.day}))
    return db.get_one(CountedDay, day, populate_existing=True)
