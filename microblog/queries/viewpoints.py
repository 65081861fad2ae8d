"""What a page of posts needs to know beyond the posts: loaded once for the whole page, never for a row.

Facts are those of originals: of a boost, look for them under `post.original.id`.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, func, literal, select, union_all
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from ..models import (
    Account,
    Bookmark,
    Favourite,
    Media,
    Mention,
    Pin,
    Post,
    Tag,
    Tagging,
    ThreadMute,
)
from .polls import PollView, polls_of
from .posts import visible_to

T = TypeVar("T")


@dataclass(frozen=True)
class Viewpoint:
    """A page of posts as one reader sees it."""

    reader: Account | None
    named: dict[int, frozenset[str]] = field(default_factory=dict)
    """Post → the usernames in its text that are somebody's."""
    replies: dict[int, int] = field(default_factory=dict)
    """Post → how many answers to it the reader may see."""
    answered: dict[int, str] = field(default_factory=dict)
    """Post → the username of the author it answers."""
    media: dict[int, list[Media]] = field(default_factory=dict)
    """Post → what is attached to it, in order."""
    polls: dict[int, PollView] = field(default_factory=dict)
    """Post → the question that it asks."""


@dataclass(frozen=True)
class FullViewpoint(Viewpoint):
    """A page of posts with all that an application is told of them; but for polls, of which it is told more."""

    parents: dict[int, int] = field(default_factory=dict)
    """Post → the post that it answers, if the reader may see that. `answered` is not asked for."""
    mentioned: dict[int, list[Account]] = field(default_factory=dict)
    """Post → whom it names, those who joined first first."""
    tags: dict[int, list[str]] = field(default_factory=dict)
    """Post → its hashtags, each as it was first written by anybody."""
    boosts: dict[int, int] = field(default_factory=dict)
    """Post → how many boosts of it the reader may see."""
    favourites: dict[int, int] = field(default_factory=dict)
    """Post → how many like it."""
    favourited: frozenset[int] = frozenset()
    """The posts that the reader likes."""
    boosted: frozenset[int] = frozenset()
    """The posts that the reader boosted."""
    bookmarked: frozenset[int] = frozenset()
    """The posts that the reader keeps."""
    pinned: frozenset[int] = frozenset()
    """The posts that the reader pinned."""
    muted: frozenset[int] = frozenset()
    """The posts of conversations of which the reader wants to hear no more."""


def viewpoint_of(db: Session, reader: Account | None, posts: Iterable[Post]) -> Viewpoint:
    """Take `reader`'s view of some posts, in five queries however many they are; in eight where one asks something."""
    originals = {post.original.id: post.original for post in posts}
    if not originals:
        return Viewpoint(reader)
    ids = originals.keys()
    return Viewpoint(
        reader,
        named={id: frozenset(one.username for one in people) for id, people in _mentioned(db, ids).items()},
        replies=_replies(db, ids, reader),
        answered=_answered(db, ids),
        media=_media(db, ids),
        polls=polls_of(db, originals.values(), reader),
    )


def full_viewpoint_of(db: Session, reader: Account | None, posts: Iterable[Post]) -> FullViewpoint:
    """Take `reader`'s view of some posts with everything, in nine queries however many they are (strangers': seven)."""
    originals = {post.original.id: post.original for post in posts}
    if not originals:
        return FullViewpoint(reader)
    ids = originals.keys()
    mentioned = _mentioned(db, ids)
    deeds = _deeds(db, ids, reader)
    return FullViewpoint(
        reader,
        named={id: frozenset(one.username for one in people) for id, people in mentioned.items()},
        replies=_replies(db, ids, reader),
        parents=_parents(db, ids, reader),
        media=_media(db, ids),
        mentioned=mentioned,
        tags=_tags(db, ids),
        boosts=_boosts(db, ids, reader),
        favourites=_favourites(db, ids),
        favourited=deeds["favourited"],
        boosted=deeds["boosted"],
        bookmarked=deeds["bookmarked"],
        pinned=deeds["pinned"],
        muted=_muted(db, originals, reader),
    )


def _mentioned(db: Session, ids: Collection[int]) -> dict[int, list[Account]]:
    """Whom each post names."""
    rows = select(Mention.post_id, Account).join(Mention.account).where(Mention.post_id.in_(ids))
    return _grouped(db.execute(rows.order_by(Account.id)).all())


def _tags(db: Session, ids: Collection[int]) -> dict[int, list[str]]:
    """The hashtags of each post."""
    rows = select(Tagging.post_id, Tag.name).join(Tag, Tag.id == Tagging.tag_id).where(Tagging.post_id.in_(ids))
    return _grouped(db.execute(rows.order_by(Tag.id)).all())


def _media(db: Session, ids: Collection[int]) -> dict[int, list[Media]]:
    """What is attached to each post."""
    attached = select(Media).where(Media.post_id.in_(ids)).order_by(Media.position, Media.id)
    return _grouped((one.post_id, one) for one in db.scalars(attached) if one.post_id is not None)


def _grouped(rows: Iterable[tuple[int, T]]) -> dict[int, list[T]]:
    """Put together what belongs to one post."""
    groups = defaultdict(list)
    for post_id, one in rows:
        groups[post_id].append(one)
    return dict(groups)


def _replies(db: Session, ids: Collection[int], reader: Account | None) -> dict[int, int]:
    """How many answers each post has."""
    return _counted(db, Post.parent_id, Post.parent_id.in_(ids), visible_to(reader))


def _boosts(db: Session, ids: Collection[int], reader: Account | None) -> dict[int, int]:
    """How many boosts each post has."""
    return _counted(db, Post.boosted_id, Post.boosted_id.in_(ids), visible_to(reader))


def _favourites(db: Session, ids: Collection[int]) -> dict[int, int]:
    """How many like each post; those who are shut out do not count."""
    shut_out = select(Account.id).where(Account.suspended_at.is_not(None))
    return _counted(db, Favourite.post_id, Favourite.post_id.in_(ids), Favourite.account_id.not_in(shut_out))


def _counted(
    db: Session, key: InstrumentedAttribute[int] | InstrumentedAttribute[int | None], *conditions: ColumnElement[bool]
) -> dict[int, int]:
    """Count the rows for each value of a column."""
    return {id: count for id, count in db.execute(select(key, func.count()).where(*conditions).group_by(key)) if id}


def _answered(db: Session, ids: Collection[int]) -> dict[int, str]:
    """Whom each post answers."""
    rows = select(Post.id, Account.username).join(Account, Account.id == Post.answered_id).where(Post.id.in_(ids))
    return dict(db.execute(rows).all())


def _parents(db: Session, ids: Collection[int], reader: Account | None) -> dict[int, int]:
    """Which post each answers; of one that the reader may not see, nothing is told."""
    parent = aliased(Post)
    rows = select(Post.id, parent.id).join(parent, parent.id == Post.parent_id)
    return dict(db.execute(rows.where(Post.id.in_(ids), visible_to(reader, parent))).all())


def _deeds(db: Session, ids: Collection[int], reader: Account | None) -> dict[str, frozenset[int]]:
    """What the reader did with the posts."""
    deeds: dict[str, set[int]] = {"favourited": set(), "boosted": set(), "bookmarked": set(), "pinned": set()}
    if reader is not None:
        places: dict[str, tuple[Any, Any]] = {
            "favourited": (Favourite.account_id, Favourite.post_id),
            "boosted": (Post.author_id, Post.boosted_id),
            "bookmarked": (Bookmark.account_id, Bookmark.post_id),
            "pinned": (Pin.account_id, Pin.post_id),
        }
        questions = [
            select(literal(deed), to.label("id")).where(by == reader.id, to.in_(ids))
            for deed, (by, to) in places.items()
        ]
        for deed, id in db.execute(union_all(*questions)):
            deeds[deed].add(id)
    return {deed: frozenset(done) for deed, done in deeds.items()}


def _muted(db: Session, originals: dict[int, Post], reader: Account | None) -> frozenset[int]:
    """Which posts stand in conversations that the reader muted."""
    if reader is None:
        return frozenset()
    threads = {post.thread_id for post in originals.values()}
    mutes = select(ThreadMute.thread_id).where(ThreadMute.account_id == reader.id, ThreadMute.thread_id.in_(threads))
    muted = set(db.scalars(mutes))
    return frozenset(id for id, post in originals.items() if post.thread_id in muted)
