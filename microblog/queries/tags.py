"""Questions about hashtags."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy import ScalarSelect, Select, distinct, func, or_, select
from sqlalchemy.orm import Session, joinedload

from ..clock import today
from ..models import (
    Account,
    FeaturedTag,
    Post,
    Tag,
    TagFollow,
    Tagging,
    Visibility,
    id_on,
    moment_of,
)
from ..text import tag_key
from .days import day_of, day_with
from .paging import Page, Place, read_page
from .posts import visible_to

HISTORY = 7
"""For how many days a tag's uses are told."""
SUGGESTIONS = 10


def tag_named(name: str) -> Select[Tag]:
    """Find a hashtag, however it is spelt."""
    return select(Tag).where(Tag.key == tag_key(name))


def tags_used(reader: Account | None) -> Select[Tag]:
    """The hashtags that stand in anything `reader` may see; of all others nobody is told that there are any."""
    used = select(Tagging.post_id).join(Post, Post.id == Tagging.post_id)
    return select(Tag).where(used.where(Tagging.tag_id == Tag.id, visible_to(reader)).exists())


def tags_known(reader: Account | None) -> Select[Tag]:
    """The hashtags that `reader` sees used, follows, or shows on their profile."""
    if reader is None:
        return tags_used(None)
    own = (select(one.tag_id).where(one.account_id == reader.id) for one in (TagFollow, FeaturedTag))
    return select(Tag).where(or_(Tag.id.in_(tags_used(reader).with_only_columns(Tag.id)), *map(Tag.id.in_, own)))


def tags_with(keys: Collection[str]) -> Select[Tag]:
    """Find hashtags by their keys."""
    return select(Tag).where(Tag.key.in_(keys))


def keys_of_tags(post: Post) -> Select[str]:
    """The keys of the hashtags that a post carries."""
    return select(Tag.key).join(Tagging, Tagging.tag_id == Tag.id).where(Tagging.post_id == post.id)


def tag_follow_of(reader: Account, tag: Tag) -> Select[TagFollow]:
    """Find the fact that somebody follows a hashtag."""
    return select(TagFollow).where(TagFollow.account_id == reader.id, TagFollow.tag_id == tag.id)


def tag_follows(reader: Account, tag: Tag) -> ScalarSelect[int]:
    """Whether somebody follows a hashtag: 1 or 0, for use in another query."""
    follows = select(func.count()).where(TagFollow.account_id == reader.id, TagFollow.tag_id == tag.id)
    return follows.scalar_subquery()


def read_followed_tags(db: Session, reader: Account, place: Place) -> Page[Tag]:
    """Read one page of the hashtags that somebody follows, those that came last first."""
    follows = select(TagFollow, Tag).join(Tag, TagFollow.tag_id == Tag.id).where(TagFollow.account_id == reader.id)
    return read_page(db, follows, TagFollow.id, place).column(1)


def featured_tags_of(account: Account) -> Select[FeaturedTag]:
    """The hashtags on somebody's profile, the oldest first."""
    featured = select(FeaturedTag).where(FeaturedTag.account_id == account.id)
    return featured.options(joinedload(FeaturedTag.tag, innerjoin=True)).order_by(FeaturedTag.id)


def featured_tag_count(db: Session, account: Account) -> int:
    """Count the hashtags on somebody's profile."""
    return db.scalar(select(func.count()).where(FeaturedTag.account_id == account.id)) or 0


def tags_to_feature(account: Account) -> Select[Tag]:
    """The hashtags that somebody uses most and does not show on their profile yet."""
    featured = select(FeaturedTag.tag_id).where(FeaturedTag.account_id == account.id)
    used = select(Tag).join(Tagging, Tagging.tag_id == Tag.id).join(Post, Post.id == Tagging.post_id)
    used = used.where(Post.author_id == account.id, visible_to(None), Tag.id.not_in(featured))
    return used.group_by(Tag.id).order_by(func.count().desc(), Tag.key).limit(SUGGESTIONS)


@dataclass(frozen=True)
class Uses:
    """How often somebody wrote with a hashtag, for everybody to see, and on which day (UTC) last."""

    posts: int = 0
    last_on: date | None = None


def uses_of_featured(db: Session, featured: Collection[FeaturedTag]) -> dict[int, Uses]:
    """Tell of each hashtag on a profile how often its owner used it, by the id of the fact; in one query."""
    rows = (
        select(FeaturedTag.id, func.count(), func.max(Post.id))
        .join(Tagging, Tagging.tag_id == FeaturedTag.tag_id)
        .join(Post, (Post.id == Tagging.post_id) & (Post.author_id == FeaturedTag.account_id))
        .where(FeaturedTag.id.in_([one.id for one in featured]), visible_to(None))
        .group_by(FeaturedTag.id)
    )
    used = {id: Uses(count, moment_of(last).date()) for id, count, last in db.execute(rows)}
    return {one.id: used.get(one.id, Uses()) for one in featured}


@dataclass(frozen=True)
class TagDay:
    """In how many public posts a hashtag stood on a day (UTC), and how many people wrote those."""

    day: date
    uses: int = 0
    accounts: int = 0


@dataclass(frozen=True)
class TagFacts:
    """What there is to say of a hashtag, to one reader."""

    history: list[TagDay] = field(default_factory=list)
    """The last seven days, today first."""
    following: bool = False
    featuring: bool = False
    used: bool = False
    """Whether it stands in anything that the reader may see."""


def facts_of_tags(db: Session, tags: Collection[Tag], reader: Account | None) -> dict[int, TagFacts]:
    """Tell what there is to say of hashtags, by their ids; in four queries however many they are."""
    ids = {tag.id for tag in tags}
    if not ids:
        return {}
    history = _history(db, ids)
    following = _own(db, TagFollow, ids, reader)
    featuring = _own(db, FeaturedTag, ids, reader)
    used = set(db.scalars(tags_used(reader).with_only_columns(Tag.id).where(Tag.id.in_(ids))))
    return {id: TagFacts(history[id], id in following, id in featuring, id in used) for id in ids}


def _history(db: Session, ids: Collection[int]) -> dict[int, list[TagDay]]:
    """Count the uses of each of the last days."""
    days = [today() - timedelta(days=n) for n in range(HISTORY)]
    rows = (
        select(Tagging.tag_id, day_of(Post.id), func.count(), func.count(distinct(Post.author_id)))
        .join(Post, Post.id == Tagging.post_id)
        .where(Tagging.tag_id.in_(ids), Post.id >= id_on(days[-1]))
        .where(Post.visibility == Visibility.PUBLIC, visible_to(None))
        .group_by(Tagging.tag_id, day_of(Post.id))
    )
    used = {(id, day_with(number)): counts for id, number, *counts in db.execute(rows)}
    return {id: [TagDay(day, *used.get((id, day), ())) for day in days] for id in ids}


def _own(db: Session, table: type[TagFollow | FeaturedTag], ids: Collection[int], reader: Account | None) -> set[int]:
    """Which of some hashtags a reader follows, or shows."""
    if reader is None:
        return set()
    return set(db.scalars(select(table.tag_id).where(table.account_id == reader.id, table.tag_id.in_(ids))))
