"""Deleting for good everything of somebody who left, piece by piece, so that nobody waits long.

How far it has come shows in what is still there: whoever goes on after somebody who was killed finds the rest. What
points to an account goes, unless it is named here; so what is new is not forgotten. The account's row stays, with
nothing in it but its name, which nobody else gets, and so do the rows of its posts, without words, on which answers of
others hang. The days that were counted stay as they are.
"""

from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import Table, delete, select, tuple_, update
from sqlalchemy.orm import Session

from ..clock import now
from ..models import Account, Base, Favourite, Follow, Letter, Measure, Media, Mention, Post, Role
from ..queries.departures import (
    answers_to,
    due_departure,
    follows_around,
    letters_for,
    likes_by,
    mentions_of,
    remaining_posts,
)
from .hashing import hash_of_nobody
from .late_changes import bytes_gone, follows_ended, letters_gone, mentions_gone, note_late_changes, reactions_undone
from .posts import delete_post

PIECE = 200
"""How many rows of a kind are deleted in one transaction; of posts, on which much hangs, a tenth."""

STAYS = frozenset({"posts.author_id", "posts.answered_id", "visits.account_id", "reasons.by_id"})
"""Columns by which rows point to an account that stay: posts without words, and what the days of the past count, that
is on which days somebody was here, and of whose mentions others got letters; that goes when those letters do."""


def erase_next(db: Session) -> tuple[int, bool] | None:
    """Delete a piece of what is left of somebody whose time to come back is over; None if there is nobody.

    Tells how many rows that were, and whether nothing is left.
    """
    account = db.scalar(due_departure())
    if account is None:
        return None
    for erase in PIECES:
        gone = erase(db, account)
        if gone:
            return gone, False
    _empty(account)
    return 1, True


def _posts(db: Session, account: Account) -> int:
    """Delete posts with what hangs on them, and boosts."""
    posts = db.scalars(remaining_posts(account, PIECE // 10)).all()
    for post in posts:
        delete_post(db, account, post, delete_media=True)
    return len(posts)


def _favourites(db: Session, account: Account) -> int:
    """Take back what they liked."""
    rows = db.execute(likes_by(account, PIECE)).all()
    gone = [reactions_undone(Measure.FAVOURITES, post, [like.id]) for like, post in rows]
    note_late_changes(db, *gone)
    db.execute(delete(Favourite).where(Favourite.id.in_([like.id for like, _ in rows])))
    return len(rows)


def _mentions(db: Session, account: Account) -> int:
    """Let posts of others name nobody where they named them; the words stay."""
    rows = db.execute(mentions_of(account, PIECE)).all()
    note_late_changes(db, *(mentions_gone(post, 1) for _, post in rows))
    named = Mention.post_id.in_([post.id for _, post in rows])
    db.execute(delete(Mention).where(Mention.account_id == account.id, named))
    return len(rows)


def _answers(db: Session, account: Account) -> int:
    """Let answers of others be answers to nobody."""
    ids = db.scalars(answers_to(account, PIECE)).all()
    db.execute(update(Post).where(Post.id.in_(ids)).values(answered_id=None))
    return len(ids)


def _follows(db: Session, account: Account) -> int:
    """End what they follow, and who follows them."""
    ids = db.scalars(follows_around(account, PIECE)).all()
    gone = db.scalars(delete(Follow).where(Follow.id.in_(ids)).returning(Follow.id)).all()
    note_late_changes(db, follows_ended(gone))
    return len(gone)


def _media(db: Session, account: Account) -> int:
    """Forget what they sent; the files themselves go with the next sweep."""
    some = select(Media.id).where(Media.account_id == account.id).limit(PIECE)
    gone = db.execute(delete(Media).where(Media.id.in_(some)).returning(Media.id, Media.bytes)).all()
    note_late_changes(db, bytes_gone(gone))
    return len(gone)


def _letters(db: Session, account: Account) -> int:
    """Forget the letters that they got, and where those went."""
    ids = db.scalars(letters_for(account, PIECE)).all()
    note_late_changes(db, letters_gone(db, Letter.id.in_(ids)))
    db.execute(delete(Letter).where(Letter.id.in_(ids)))
    return len(ids)


def _rest(db: Session, account: Account) -> int:
    """Delete whatever else points to them."""
    for table, column in _pointing():
        key = list(table.primary_key.columns)
        some = select(*key).where(column == account.id).limit(PIECE)
        found: Any = tuple_(*key).in_(some) if len(key) > 1 else key[0].in_(some)
        gone = int(db.execute(delete(table).where(found)).rowcount)  # type: ignore[attr-defined]
        if gone:
            db.expire_all()
            return gone
    return 0


PIECES: tuple[Callable[[Session, Account], int], ...] = (
    _posts,
    _favourites,
    _mentions,
    _answers,
    _follows,
    _media,
    _letters,
    _rest,
)
"""What is deleted, in this order."""


def _pointing() -> Iterator[tuple[Table, Any]]:
    """Tell which columns of which tables point to accounts, but for what stays."""
    for table in reversed(Base.metadata.sorted_tables):
        for column in table.columns:
            points = any(key.column.table.name == Account.__tablename__ for key in column.foreign_keys)
            if points and str(column) not in STAYS:
                yield table, column


def _empty(account: Account) -> None:
    """Leave nothing in an account but its name."""
    account.email = f"{account.id}@deleted.invalid"  # RFC 2606 §2: no letter can be sent there
    account.email_confirmed_at = account.email_disabled_at = None
    account.email_trouble = account.display_name = account.bio = ""
    account.password_hash = hash_of_nobody()
    account.avatar = account.header = account.default_language = None
    account.fields, account.attribution_domains = [], []
    account.role, account.time_zone = Role.USER, "UTC"
    account.discoverable = account.indexable = account.bot = account.locked = False
    account.erase_at, account.erased_at = None, now()
