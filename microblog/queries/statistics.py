"""What is counted of a day (UTC), from the raw tables; and what was counted."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, distinct, func, select
from sqlalchemy.orm import InstrumentedAttribute

from ..models import Account, DailyCount, DailyRank, Follow, Measure, Mention, Post, Ranking, Tag, Tagging, Visit, id_on
from .posts import visible_to

TOP_TAGS = 10


def _on(id: InstrumentedAttribute[int], day: date) -> ColumnElement[bool]:
    """Limit to what was made on a day. Ids order by time, so the primary key answers."""
    return id.between(id_on(day), id_on(day + timedelta(days=1)) - 1)


def _posts(day: date, what: Any) -> Select[Any]:
    """Ask something about the day's posts; to boost is not to write."""
    written = _on(Post.id, day), Post.boosted_id.is_(None)
    return select(what).select_from(Post).where(*written, visible_to(None))


COUNTED: dict[Measure, Callable[[date], Select[Any]]] = {
    Measure.ACCOUNTS: lambda day: select(func.count()).where(_on(Account.id, day)),
    Measure.WRITERS: lambda day: _posts(day, func.count(distinct(Post.author_id))),
    Measure.READERS: lambda day: select(func.count()).where(Visit.day == day),
    Measure.POSTS: lambda day: _posts(day, func.count()),
    Measure.REPLIES: lambda day: _posts(day, func.count()).where(Post.parent_id.is_not(None)),
    Measure.MENTIONS: lambda day: _posts(day, func.count()).join(Mention, Mention.post_id == Post.id),
    Measure.FOLLOWS: lambda day: select(func.count()).where(_on(Follow.id, day)),
}


def counts_on(day: date) -> Select[*tuple[Any, ...]]:
    """Count everything of a day, in one row: a column for each measure."""
    return select(*(count(day).scalar_subquery().label(measure) for measure, count in COUNTED.items()))


def tags_on(day: date) -> Select[str, int]:
    """The most used hashtags of a day: (tag, in how many posts). Equals are ordered by name, so that it is certain."""
    uses = func.count()
    tags = select(Tag.name, uses).join(Tagging, Tagging.tag_id == Tag.id).join(Post, Post.id == Tagging.post_id)
    tags = tags.where(_on(Post.id, day), visible_to(None)).group_by(Tag.id, Tag.name, Tag.key)
    return tags.order_by(uses.desc(), Tag.key).limit(TOP_TAGS)


def counted_days() -> Select[date]:
    """The days that were counted; each has a row for each measure."""
    return select(DailyCount.day).where(DailyCount.measure == Measure.POSTS)


def oldest_account() -> Select[Account]:
    """Whoever joined first: there is nothing to count before them."""
    return select(Account).order_by(Account.id).limit(1)


def counts_between(first: date, last: date) -> Select[DailyCount]:
    """What was counted, day by day."""
    return select(DailyCount).where(DailyCount.day.between(first, last)).order_by(DailyCount.day)


def tags_between(first: date, last: date) -> Select[DailyRank]:
    """Which hashtags were used most, day by day."""
    ranks = select(DailyRank).where(DailyRank.ranking == Ranking.TAGS, DailyRank.day.between(first, last))
    return ranks.order_by(DailyRank.day, DailyRank.rank)
