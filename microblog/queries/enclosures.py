"""What letters show beside the words that they tell of: pictures, polls, and what is answered."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, Select, case, or_, select
from sqlalchemy.orm import Session, aliased, joinedload

from ..models import Account, Event, Media, MediaKind, Poll, Post, Reason
from .posts import visible_to, wanted_by

WORDS = frozenset({Event.MENTION, Event.REPLY, Event.QUOTE})
"""What these tell of is shown with what it answers or quotes."""


@dataclass(frozen=True)
class Enclosures:
    """What belongs to the posts of some reasons, as far as those who are told may see it."""

    media: dict[int, list[tuple[MediaKind, str]]] = field(default_factory=dict)
    """Post → its pictures, films and sounds in order, each with its description."""
    options: dict[int, list[str]] = field(default_factory=dict)
    """Post → what its poll offers."""
    posts: dict[tuple[int, int], Post] = field(default_factory=dict)
    """(reader, post) → what a post of theirs answers or quotes, and what began its conversation."""


def enclosures_of(db: Session, reasons: Collection[Reason]) -> Enclosures:
    """Load what belongs to the posts of some reasons, for however many readers, in three queries at most."""
    ids = {reason.post_id for reason in reasons if reason.post_id is not None}
    if not ids:
        return Enclosures()
    media: dict[int, list[tuple[MediaKind, str]]] = defaultdict(list)
    for post_id, kind, description in db.execute(_media_of(ids)):
        if post_id is not None:
            media[post_id].append((kind, description))
    answers = {reason.id for reason in reasons if reason.post and reason.event in WORDS and _refers(reason.post)}
    return Enclosures(
        media=media,
        options=dict(db.execute(select(Poll.post_id, Poll.options).where(Poll.post_id.in_(ids))).all()),
        posts={(reader_id, post.id): post for reader_id, post in db.execute(_around(answers))} if answers else {},
    )


def _refers(post: Post) -> bool:
    """Whether a post quotes, or stands in a conversation that another one began."""
    return post.parent_id is not None or post.thread_id != post.id or post.quoted_id is not None


def _media_of(ids: Collection[int]) -> Select[int | None, MediaKind, str]:
    """What hangs on some posts: (post, kind, description), in order."""
    media = select(Media.post_id, Media.kind, Media.description).where(Media.post_id.in_(ids))
    return media.order_by(Media.position, Media.id)


def _around(reasons: Collection[int]) -> Select[int, Post]:
    """What the posts of some reasons answer and quote, and what began their conversations: (reader, post) if visible.

    What is by somebody whom the reader blocks or mutes is left out.
    """
    reader, told, shown = aliased(Account), aliased(Post), aliased(Post)
    rows = select(reader.id, shown).options(joinedload(shown.author, innerjoin=True))
    rows = rows.select_from(Reason).join(reader, reader.id == Reason.account_id).join(told, told.id == Reason.post_id)
    rows = rows.join(shown, or_(shown.id == told.parent_id, shown.id == told.thread_id, shown.id == _quoted_by(told)))
    return rows.where(Reason.id.in_(reasons), visible_to(reader, shown), wanted_by(reader, shown))


def _quoted_by(post: type[Post]) -> ColumnElement[int | None]:
    """What a post quotes, unless its author does not want that."""
    return case((post.quote_revoked_at.is_(None), post.quoted_id))
