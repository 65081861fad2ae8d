"""What was counted, day by day (UTC), and an author's own days. How a day is counted, `counting.py` says."""

import enum
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Select, String, Subquery, func, literal, select, union_all
from sqlalchemy.orm import InstrumentedAttribute, aliased

from ..models import Account, CountedDay, DailyCount, DailyRank, Favourite, Follow, Mention, Post, Ranking, id_on
from .days import day_of
from .posts import visible_to


class OwnMeasure(enum.StrEnum):
    """What is counted of an author's own days."""

    POSTS = "posts"
    """What they wrote, replies among them; whoever may see it."""
    REPLIES = "replies"
    BOOSTS = "boosts"
    """How often somebody passed on what they wrote."""
    FAVOURITES = "favourites"
    """How often somebody liked what they wrote."""
    MENTIONS = "mentions"
    """Posts that name them and that they may see; their own are none."""
    FOLLOWERS = "followers"
    """Who began to follow them, and still does."""


def made_on(id: InstrumentedAttribute[int], first: date, last: date) -> ColumnElement[bool]:
    """Limit to what was made on some days. Ids order by time, so the primary key answers."""
    return id.between(id_on(first), id_on(last + timedelta(days=1)) - 1)


def counts_between(first: date, last: date) -> Select[DailyCount]:
    """What was counted of the days from `first` to `last`, day by day: a row for each measure, zeros among them."""
    return select(DailyCount).where(DailyCount.day.between(first, last)).order_by(DailyCount.day)


def ranks_between(first: date, last: date, ranking: Ranking | None = None) -> Select[DailyRank]:
    """The places of a ranking (of all, without one), day by day, the first place first.

    They hold what everybody could see when it was counted: what is shown by name, a post or a tag, is to be limited
    to what may be seen now.
    """
    ranks = select(DailyRank).where(DailyRank.day.between(first, last))
    if ranking is not None:
        ranks = ranks.where(DailyRank.ranking == ranking)
    return ranks.order_by(DailyRank.day, DailyRank.ranking, DailyRank.rank)


def counted_days_between(first: date, last: date) -> Select[CountedDay]:
    """The days that were counted, the oldest first, with their revisions and when their figures last changed."""
    return select(CountedDay).where(CountedDay.day.between(first, last)).order_by(CountedDay.day)


def tags_between(first: date, last: date) -> Select[DailyRank]:
    """Which hashtags were used most, day by day."""
    return ranks_between(first, last, Ranking.TAGS)


def oldest_account() -> Select[Account]:
    """Whoever joined first: there is nothing to count before them."""
    return select(Account).order_by(Account.id).limit(1)


def own_days(account: Account, first: date, last: date) -> Select[int, str, int]:
    """Count an author's own days, as things are now: (number of the day, OwnMeasure, count), in no order.

    The number is that of `days.day_with`. What did not happen on a day has no row.
    """
    mine = Post.author_id == account.id, Post.boosted_id.is_(None), Post.deleted_at.is_(None)
    written = select(Post.id).where(*mine, made_on(Post.id, first, last))
    original, boost = aliased(Post), aliased(Post)
    boosts = select(boost.id).join(original, original.id == boost.boosted_id).where(original.deleted_at.is_(None))
    favourites = select(Favourite.id).join(Post, Post.id == Favourite.post_id).where(*mine)
    mentions = select(Post.id).join(Mention, Mention.post_id == Post.id).where(Mention.account_id == account.id)
    follows = select(Follow.id).where(Follow.followed_id == account.id, made_on(Follow.id, first, last))
    counted = {
        OwnMeasure.POSTS: written,
        OwnMeasure.REPLIES: written.where(Post.parent_id.is_not(None)),
        OwnMeasure.BOOSTS: boosts.where(original.author_id == account.id, made_on(boost.id, first, last)),
        OwnMeasure.FAVOURITES: favourites.where(made_on(Favourite.id, first, last)),
        OwnMeasure.MENTIONS: mentions.where(
            Post.author_id != account.id, visible_to(account), made_on(Post.id, first, last)
        ),
        OwnMeasure.FOLLOWERS: follows,
    }
    return union_all(*(_by_day(measure, made.subquery()) for measure, made in counted.items()))  # type: ignore[return-value]


def _by_day(measure: OwnMeasure, made: Subquery) -> Select[int, str, int]:
    """Count ids by the day on which they were made."""
    day: ColumnElement[int] = day_of(made.c.id)  # type: ignore[arg-type]
    return select(day.label("day"), literal(str(measure), String).label("what"), func.count()).group_by("day")
