"""The days that were counted, as they are shown: figures, and what may be named of their rankings now."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from ..actions.statistics import is_final
from ..clock import today
from ..models import Account, CountedDay, DailyCount, DailyRank, Measure, Post, Ranking, Tag
from ..queries.posts import visible_posts
from ..queries.statistics import counted_days_between, counts_between, ranks_between
from ..queries.tags import tags_used
from ..queries.trends import namable
from .languages import LANGUAGES

A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Day:
    """A day that was counted."""

    day: date
    revision: int
    """1 at first, and one more whenever a new count found other figures."""
    counted_at: datetime
    changed_at: datetime
    figures: Mapping[Measure, int]

    @property
    def final(self) -> bool:
        """Whether it will not be counted again."""
        return is_final(self.day, self.counted_at)


@dataclass(frozen=True)
class Place:
    """A place in a ranking, of something that may be named now."""

    rank: int
    key: str
    name: str
    count: int
    post: Post | None = None


def yesterday() -> date:
    """The last day that is over."""
    return today() - A_DAY


def days_between(db: Session, first: date = date.min, last: date = date.max) -> list[Day]:
    """The finished days that were counted, the oldest first, in two queries."""
    last = min(last, yesterday())
    columns = counts_between(first, last).with_only_columns(DailyCount.day, DailyCount.measure, DailyCount.count)
    figures: dict[date, dict[Measure, int]] = defaultdict(lambda: dict.fromkeys(Measure, 0))
    for day, measure, count in db.execute(columns):
        figures[day][measure] = count
    counted = db.scalars(counted_days_between(first, last))
    return [Day(one.day, one.revision, one.counted_at, one.changed_at, figures[one.day]) for one in counted]


def day_of(db: Session, counted: CountedDay) -> Day:
    """The figures of one day."""
    return days_between(db, counted.day, counted.day)[0]


def neighbours_of(db: Session, counted: CountedDay) -> tuple[CountedDay | None, CountedDay | None]:
    """The days before and after one, as far as they were counted."""
    last = min(counted.day + A_DAY, yesterday())
    around = {one.day: one for one in db.scalars(counted_days_between(counted.day - A_DAY, last))}
    return around.get(counted.day - A_DAY), around.get(counted.day + A_DAY)


def rankings_of(db: Session, day: date) -> tuple[dict[Ranking, list[Place]], bool]:
    """A day's rankings without what may not be named now; and whether something was left out."""
    rows = db.scalars(ranks_between(day, day)).all()
    tags = _tags(db, [row.key for row in rows if row.ranking == Ranking.TAGS])
    posts = _posts(db, [int(row.key) for row in rows if row.ranking == Ranking.POSTS])
    places: dict[Ranking, list[Place]] = {ranking: [] for ranking in Ranking}
    for row in rows:
        places[row.ranking] += _places(row, tags, posts)
    return places, len(rows) > sum(map(len, places.values()))


def labels(ranking: Ranking, rows: Iterable[tuple[str, str, int]]) -> list[Place]:
    """Name what is no secret by itself: languages and applications."""
    return [
        Place(rank, key, label or LANGUAGES.get(key, key) if ranking == Ranking.LANGUAGES else label, count)
        for rank, (key, label, count) in enumerate(rows, start=1)
    ]


def _places(row: DailyRank, tags: Mapping[str, Tag], posts: Mapping[str, Post]) -> list[Place]:
    """Name what stands at a place, or nothing if it may not be named now."""
    match row.ranking:
        case Ranking.TAGS:
            return [Place(row.rank, row.key, tags[row.key].name, row.count)] if row.key in tags else []
        case Ranking.POSTS:
            return [Place(row.rank, row.key, "", row.count, posts[row.key])] if row.key in posts else []
        case Ranking.LANGUAGES:
            return [Place(row.rank, row.key, LANGUAGES.get(row.key, row.key), row.count)]
    return [Place(row.rank, row.key, row.label, row.count)] if row.label else []


def _tags(db: Session, keys: Sequence[str]) -> dict[str, Tag]:
    """Those of some hashtags that stand where everybody sees them, by their keys."""
    return {tag.key: tag for tag in db.scalars(tags_used(None).where(Tag.key.in_(keys)))} if keys else {}


def _posts(db: Session, ids: Sequence[int]) -> dict[str, Post]:
    """Those of some posts that may be pointed out to everybody, by their ids as text."""
    seen = visible_posts(ids, None).join(Account, Account.id == Post.author_id).where(namable())
    return {str(post.id): post for post in db.scalars(seen)} if ids else {}
