"""Questions about the place as a whole."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count

from sqlalchemy import ColumnElement, Select, and_, distinct, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from ..clock import today
from ..models import Account, DailyCount, Measure, Post, Role, Visit, id_on
from .days import day_of, day_with
from .posts import visible_to
from .statistics import counts_between

WEEKS = 12
DAY = timedelta(days=1)
WEEK = timedelta(weeks=1)
MONTH = timedelta(days=30)
HALF_YEAR = timedelta(days=180)
ADDED_UP = (Measure.POSTS, Measure.ACCOUNTS)
"""Of what is told of a week: what is the sum of its days. Who came on two days is one person."""


@dataclass(frozen=True)
class InstanceFigures:
    """How large the place is."""

    accounts: int
    posts: int
    active_month: int
    """How many people came by within thirty days."""
    active_half_year: int


@dataclass(frozen=True)
class Week:
    """What happened in a week (UTC)."""

    monday: date
    posts: int
    visitors: int
    accounts: int
    """How many were made."""


def contact_account() -> Select[Account]:
    """Whom to speak to: the first of those who run the place."""
    running = select(Account).where(Account.role == Role.ADMIN, ~Account.hidden)
    return running.order_by(Account.id).limit(1)


def figures_of_instance(db: Session) -> InstanceFigures:
    """Count people and posts, in two queries. Of the days that the statistics have counted, their word is taken."""
    counted = select(func.max(DailyCount.day), func.sum(DailyCount.count))
    counted = counted.where(DailyCount.measure == Measure.POSTS, DailyCount.day < today())
    last, posts = db.execute(counted).one()

    people = select(func.count()).where(~Account.hidden, Account.email_confirmed_at.is_not(None))
    newer = select(func.count()).where(Post.id >= (id_on(last + DAY) if last else 0), _written())
    parts = (people, newer, _visitors(today() - MONTH, today()), _visitors(today() - HALF_YEAR, today()))
    accounts, fresh, month, half_year = db.execute(select(*(part.scalar_subquery() for part in parts))).one()
    return InstanceFigures(accounts, int(posts or 0) + fresh, month, half_year)


def activity_by_week(db: Session) -> list[Week]:
    """Tell what happened in this week and the eleven before it, this one first; in four queries.

    Of the days that the statistics have counted, their word is taken; today, and what they missed, is counted now.
    """
    mondays = [_monday_of(today()) - n * WEEK for n in range(WEEKS)]
    counted = _counted_days(db, mondays[-1], today() - DAY)
    missed = next(day for day in _days_from(mondays[-1]) if (Measure.POSTS, day) not in counted)
    happened: Counter[tuple[Measure, date]] = Counter()
    for (measure, day), figure in counted.items():
        happened[measure, _monday_of(day)] += figure if measure in ADDED_UP else 0

    for measure, rows in (
        (Measure.POSTS, _by_day(Post.id, missed).where(_written())),
        (Measure.ACCOUNTS, _by_day(Account.id, missed)),
    ):
        for number, figure in db.execute(rows):
            if (measure, day_with(number)) not in counted:
                happened[measure, _monday_of(day_with(number))] += figure

    weeks = (_visitors(monday, monday + WEEK - DAY).scalar_subquery() for monday in mondays)
    came = dict(zip(mondays, db.execute(select(*weeks)).one(), strict=True))
    came |= {monday: counted.get((Measure.READERS_WEEK, monday + WEEK - DAY), came[monday]) for monday in mondays}
    return [
        Week(monday, happened[Measure.POSTS, monday], came[monday], happened[Measure.ACCOUNTS, monday])
        for monday in mondays
    ]


def _counted_days(db: Session, first: date, last: date) -> dict[tuple[Measure, date], int]:
    """The figures of some days that weeks are told by."""
    counts = counts_between(first, last).where(DailyCount.measure.in_([*ADDED_UP, Measure.READERS_WEEK]))
    columns = counts.with_only_columns(DailyCount.measure, DailyCount.day, DailyCount.count)
    return {(measure, day): figure for measure, day, figure in db.execute(columns)}


def _days_from(first: date) -> Iterator[date]:
    """One day after the other."""
    return (first + n * DAY for n in count())


def _written() -> ColumnElement[bool]:
    """Limit to what people wrote for everybody; to boost is not to write."""
    return and_(visible_to(None), Post.boosted_id.is_(None))


def _visitors(first: date, last: date) -> Select[int]:
    """How many people came by between two days, both included."""
    return select(func.count(distinct(Visit.account_id))).where(Visit.day.between(first, last))


def _by_day(id: InstrumentedAttribute[int], since: date) -> Select[int, int]:
    """How many things were made on each day since one, by its number."""
    return select(day_of(id), func.count()).where(id >= id_on(since)).group_by(day_of(id))


def _monday_of(day: date) -> date:
    """The day on which a day's week began."""
    return day - timedelta(days=day.weekday())
