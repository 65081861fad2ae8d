"""How a day (UTC) is counted from the raw tables.

A day's figures are a fact: what there was when the day was closed, three days after its end; until then, what there is
now. Posts keep a row when they are deleted, and so are counted as of that moment. What has left the tables since was
written down as a `LateChange` by whoever took it away: `figure = what is counted now + delta`. Both are read by one
statement, so that nothing can be taken away between the two.

Only what everybody may see is counted: what is public or unlisted. Whether its author is suspended changes nothing.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Select,
    String,
    Subquery,
    Text,
    and_,
    case,
    cast,
    distinct,
    func,
    literal,
    or_,
    select,
    union_all,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import aliased
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from ..models import (
    Account,
    ApiCalls,
    Event,
    Favourite,
    Follow,
    LateChange,
    Letter,
    LetterState,
    Measure,
    Media,
    Mention,
    Post,
    Ranking,
    Reason,
    ReasonState,
    Tag,
    Tagging,
    Visit,
)
from .leisure import at_leisure
from .posts import OPEN
from .statistics import made_on

TOP = 10
"""How many places a ranking has."""
OPEN_FOR = timedelta(days=3)
"""How long after its end a day's figures follow what is deleted."""
WEEK, MONTH = timedelta(days=6), timedelta(days=29)
"""How many days before it belong to a day's week and month."""


def closing_of(day: date) -> datetime:
    """Tell when a day's figures are closed: from then on nothing that is deleted changes them."""
    return datetime.combine(day + timedelta(days=1), time(), UTC) + OPEN_FOR


def counts_on(day: date) -> list[Select[*tuple[Any, ...]]]:
    """Count all measures of a day: statements of one row each, with a column for each measure that it counts."""
    return [
        _posts(day),
        _one(day, Measure.MENTIONS, _mentions(day)),
        _one(day, Measure.FAVOURITES, _favourites(day)),
        _readers(day),
        _mails(day),
        _one(day, Measure.ACCOUNTS, select(func.count()).where(_made(Account.id, day))),
        _one(day, Measure.FOLLOWS, select(func.count()).where(_made(Follow.id, day))),
        _one(day, Measure.MEDIA_BYTES, select(_sum(Media.bytes)).where(_made(Media.id, day))),
        _one(day, Measure.API_CALLS, select(_sum(ApiCalls.count)).where(ApiCalls.day == day)),
    ]


def ranks_on(day: date) -> Mapping[Ranking, Select[str, str, int]]:
    """Rank what is counted apart on a day: (key, label, count), the most first; equals by key, so it is certain."""
    return {
        Ranking.TAGS: _tags(day),
        Ranking.POSTS: _best_posts(day),
        Ranking.LANGUAGES: _languages(day),
        Ranking.APPLICATIONS: _applications(day),
    }


def ranking_key(ranking: Ranking) -> str:
    """What a LateChange says that it is about, if it is about a ranking."""
    return f"ranking.{ranking}"


class _bytewise(FunctionElement[str]):
    """Order words by their bytes: a database's own order of words changes with its libraries."""

    inherit_cache = True
    type = String()


@compiles(_bytewise)
def _compile_bytewise(element: _bytewise, compiler: SQLCompiler, **words: Any) -> str:
    return f"{compiler.process(element.clauses, **words)} COLLATE BINARY"


@compiles(_bytewise, "postgresql")
def _compile_bytewise_postgresql(element: _bytewise, compiler: SQLCompiler, **words: Any) -> str:
    return f'{compiler.process(element.clauses, **words)} COLLATE "C"'


def _sum(column: Any) -> ColumnElement[int]:
    """Add up, nothing to 0; PostgreSQL would make a decimal of it."""
    return cast(func.coalesce(func.sum(column), 0), BigInteger)


def _late(day: date, measure: Measure) -> ColumnElement[int]:
    """How far a figure has moved since its day was closed."""
    moved = select(_sum(LateChange.delta)).where(LateChange.day == day, LateChange.what == str(measure))
    return moved.scalar_subquery()


def _made(id: Any, day: date) -> ColumnElement[bool]:
    """Limit to what was made on a day, and let others get on while that is read."""
    return and_(made_on(id, day, day), at_leisure(id))


def _one(day: date, measure: Measure, counted: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """Count one measure."""
    return select((counted.scalar_subquery() + _late(day, measure)).label(measure))


def _counted(day: date) -> ColumnElement[bool]:
    """Limit to posts, and boosts, that are counted: what everybody might see when the day was closed."""
    return and_(_made(Post.id, day), Post.visibility.in_(OPEN), _there(Post, day))


def _there(post: type[Post], day: date) -> ColumnElement[bool]:
    """Limit to posts that were there when a day was closed."""
    return or_(post.deleted_at.is_(None), post.deleted_at >= closing_of(day))


def _of_what_was_there(day: date) -> ColumnElement[bool]:
    """Leave out boosts of what was deleted: as long as that may be taken back, they have their rows."""
    original = aliased(Post)
    gone = select(original.id).where(original.id == Post.boosted_id, ~_there(original, day))
    return or_(Post.boosted_id.is_(None), ~gone.exists())


def _posts(day: date) -> Select[*tuple[Any, ...]]:
    """Count posts and boosts; to boost is not to write."""
    written = Post.boosted_id.is_(None)
    return select(
        func.count().filter(written).label(Measure.POSTS),
        func.count(distinct(Post.author_id)).filter(written).label(Measure.WRITERS),
        func.count().filter(written, Post.parent_id.is_not(None)).label(Measure.REPLIES),
        (func.count().filter(Post.boosted_id.is_not(None)) + _late(day, Measure.BOOSTS)).label(Measure.BOOSTS),
    ).where(_counted(day), _of_what_was_there(day))


def _mentions(day: date) -> Select[*tuple[Any, ...]]:
    """Count how often somebody is named."""
    named = select(func.count()).select_from(Mention).join(Post, Post.id == Mention.post_id)
    return named.where(_counted(day), _made(Mention.post_id, day))


def _favourites(day: date) -> Select[*tuple[Any, ...]]:
    """Count what was liked, of what everybody may see."""
    liked = select(func.count()).select_from(Favourite).join(Post, Post.id == Favourite.post_id)
    return liked.where(_made(Favourite.id, day), Post.visibility.in_(OPEN), _there(Post, day))


def _readers(day: date) -> Select[*tuple[Any, ...]]:
    """Count who came by, on the day and in its week and its month."""
    came = {Measure.READERS: day, Measure.READERS_WEEK: day - WEEK, Measure.READERS_MONTH: day - MONTH}
    people = {
        measure: func.count(distinct(case((Visit.day >= first, Visit.account_id)))) for measure, first in came.items()
    }
    columns = [count.label(measure) for measure, count in people.items()]
    return select(*columns).where(Visit.day.between(day - MONTH, day))


def _mails(day: date) -> Select[*tuple[Any, ...]]:
    """Count the mentions of which a letter ended on the day, for good or ill."""
    begin = datetime.combine(day, time(), UTC)
    ended = {Measure.MAILS_SENT: LetterState.SENT, Measure.MAILS_FAILED: LetterState.DEAD}
    columns = [
        (func.count().filter(Letter.state == state) + _late(day, measure)).label(measure)
        for measure, state in ended.items()
    ]
    return mention_mails(*columns).where(Letter.ended_at >= begin, Letter.ended_at < begin + timedelta(days=1))


def mention_mails(*columns: Any) -> Select[*tuple[Any, ...]]:
    """Ask something about the letters that tell of mentions, once for each mention."""
    told = select(*columns).select_from(Letter).join(Reason, Reason.letter_id == Letter.id)
    told = told.join(Post, Post.id == Reason.post_id).where(Post.visibility.in_(OPEN))
    return told.where(Reason.event == Event.MENTION, Reason.state == ReasonState.WRITTEN)


def _tags(day: date) -> Select[str, str, int]:
    """Rank hashtags by the posts that carry them."""
    uses = select(Tagging.tag_id, func.count().label("n")).join(Post, Post.id == Tagging.post_id)
    uses = uses.where(_counted(day), _made(Tagging.post_id, day)).group_by(Tagging.tag_id)
    used = uses.subquery()
    moved = _moved(day, Ranking.TAGS, select(Tag.key.label("key"), used.c.n).join(used, used.c.tag_id == Tag.id))
    ranked = select(moved.c.key, func.coalesce(Tag.name, moved.c.key), moved.c.n)
    ranked = ranked.outerjoin(Tag, Tag.key == moved.c.key).where(moved.c.n > 0)
    return ranked.order_by(moved.c.n.desc(), _bytewise(moved.c.key)).limit(TOP)


def _best_posts(day: date) -> Select[str, str, int]:
    """Rank posts, of any day, by how often they were liked and passed on."""
    liked = select(Favourite.post_id.label("key")).where(_made(Favourite.id, day))
    boosted = select(Post.boosted_id).where(_counted(day), Post.boosted_id.is_not(None))
    both = union_all(liked, boosted).subquery()
    heard = select(both.c.key, func.count().label("n")).group_by(both.c.key).subquery()
    seen = (
        select(heard.c.key, heard.c.n)
        .join(Post, Post.id == heard.c.key)
        .where(Post.visibility.in_(OPEN), _there(Post, day))
    )
    moved = _moved(day, Ranking.POSTS, seen, cast(LateChange.key, BigInteger))
    ranked = select(cast(moved.c.key, Text), literal("", String), moved.c.n).where(moved.c.n > 0)
    return ranked.order_by(moved.c.n.desc(), moved.c.key).limit(TOP)


def _languages(day: date) -> Select[str, str, int]:
    """Rank languages by the posts that are written in them."""
    written = select(Post.language.label("key"), func.count().label("n"))
    written = written.where(_counted(day), Post.boosted_id.is_(None), Post.language.is_not(None))
    moved = _moved(day, Ranking.LANGUAGES, written.group_by(Post.language))
    ranked = select(moved.c.key, literal("", String), moved.c.n).where(moved.c.n > 0)
    return ranked.order_by(moved.c.n.desc(), _bytewise(moved.c.key)).limit(TOP)


def _applications(day: date) -> Select[str, str, int]:
    """Rank applications by their requests; what has no name is nobody else's business."""
    called = select(cast(ApiCalls.application_id, Text), ApiCalls.name, ApiCalls.count)
    called = called.where(ApiCalls.day == day, ApiCalls.name != "")
    return called.order_by(ApiCalls.count.desc(), ApiCalls.application_id).limit(TOP)


def _moved(day: date, ranking: Ranking, counted: Select[*tuple[Any, ...]], key: Any = LateChange.key) -> Subquery:
    """Add to what is counted now (key, n) how far that has moved since the day was closed."""
    late = select(key, LateChange.delta).where(LateChange.day == day, LateChange.what == ranking_key(ranking))
    both = union_all(counted, late).subquery()
    return select(both.c[0].label("key"), _sum(both.c[1]).label("n")).group_by(both.c[0]).subquery()
