"""What many people wrote about and liked in the last days: from the daily statistics, as far as it may be seen now."""

from datetime import date, timedelta

from sqlalchemy import BigInteger, ColumnElement, Select, Subquery, cast, func, select
from sqlalchemy.orm import InstrumentedAttribute

from ..clock import today
from ..models import Account, DailyRank, Post, Ranking, Tag, Visibility
from .posts import posts, visible_to, wanted_by
from .tags import tags_used

RECENT = timedelta(days=7)
"""What counts as the last days: the day that is not over yet and seven before it."""


def recently() -> date:
    """The first of the last days."""
    return today() - RECENT


def trending_tags(reader: Account | None, since: date) -> Select[Tag, int]:
    """The most used hashtags of the days since one, with their uses; only those that stand where `reader` sees them."""
    ranked = _ranked(Ranking.TAGS, DailyRank.key, since)
    seen = tags_used(reader).join(ranked, ranked.c.key == Tag.key)
    return seen.add_columns(ranked.c.uses).order_by(ranked.c.uses.desc(), Tag.key)


def trending_posts(reader: Account | None, since: date) -> Select[Post, int]:
    """The posts that were liked and boosted most on the days since one, with how often.

    Only those for everybody, by authors who may be recommended, of whom `reader` wants to hear.
    """
    ranked = _ranked(Ranking.POSTS, cast(DailyRank.key, BigInteger), since)
    seen = posts().join(Account, Account.id == Post.author_id).join(ranked, ranked.c.key == Post.id)
    seen = seen.where(namable(), visible_to(reader), wanted_by(reader))
    return seen.add_columns(ranked.c.uses).order_by(ranked.c.uses.desc(), Post.id.desc())


def trending_labels(ranking: Ranking, since: date) -> Select[str, str, int]:
    """The most frequent of what is no secret by itself, languages or applications: (key, label, uses)."""
    uses = func.sum(DailyRank.count)
    ranked = select(DailyRank.key, func.max(DailyRank.label), uses)
    ranked = ranked.where(DailyRank.ranking == ranking, DailyRank.day >= since).group_by(DailyRank.key)
    return ranked.order_by(uses.desc(), DailyRank.key)


def namable() -> ColumnElement[bool]:
    """Limit posts, joined with their authors, to those that may be pointed out to people who did not look for them."""
    return (Post.visibility == Visibility.PUBLIC) & Account.discoverable


def _ranked(ranking: Ranking, key: ColumnElement[int] | InstrumentedAttribute[str], since: date) -> Subquery:
    """Add up how often something was counted."""
    ranked = select(key.label("key"), func.sum(DailyRank.count).label("uses"))
    ranked = ranked.where(DailyRank.ranking == ranking, DailyRank.day >= since)
    return ranked.group_by(key).subquery()
