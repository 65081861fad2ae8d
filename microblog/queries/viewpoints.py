"""What a page of posts needs to know beyond the posts: loaded once for the whole page, never for a row."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from ..models import Account, Mention, Post
from .posts import visible_to


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


def viewpoint_of(db: Session, reader: Account | None, posts: Iterable[Post]) -> Viewpoint:
    """Take `reader`'s view of some posts, in three queries however many they are."""
    ids = [post.id for post in posts]
    if not ids:
        return Viewpoint(reader)
    return Viewpoint(reader, _named(db, ids), _replies(db, ids, reader), _answered(db, ids))


def _named(db: Session, ids: list[int]) -> dict[int, frozenset[str]]:
    """Whom each post names."""
    rows = select(Mention.post_id, Account.username).join(Mention.account).where(Mention.post_id.in_(ids))
    named = defaultdict(set)
    for post_id, username in db.execute(rows):
        named[post_id].add(username)
    return {post_id: frozenset(usernames) for post_id, usernames in named.items()}


def _replies(db: Session, ids: list[int], reader: Account | None) -> dict[int, int]:
    """How many answers each post has."""
    counts = select(Post.parent_id, func.count()).where(Post.parent_id.in_(ids), visible_to(reader))
    return {parent_id: count for parent_id, count in db.execute(counts.group_by(Post.parent_id)) if parent_id}


def _answered(db: Session, ids: list[int]) -> dict[int, str]:
    """Whom each post answers."""
    parent = aliased(Post)
    rows = select(Post.id, Account.username).join(parent, Post.parent_id == parent.id).where(Post.id.in_(ids))
    return dict(db.execute(rows.join(Account, Account.id == parent.author_id)).all())
