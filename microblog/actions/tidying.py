"""Clearing away what has ended, or is too old to be asked for: a batch at a time, so that nobody waits long."""

from datetime import timedelta

from sqlalchemy import ColumnElement, delete, inspect, select, tuple_
from sqlalchemy.orm import Session

from ..clock import now
from ..models import (
    AccessToken,
    AddressChange,
    AuthorizationCode,
    Base,
    Filter,
    IdempotencyKey,
    Letter,
    Mute,
    Notification,
    Preview,
    Reason,
    id_at,
)
from ..queries.notifications import read_by_its_hearer
from ..queries.previews import linked_by_nobody
from .late_changes import letters_gone, note_late_changes

BATCH = 1000
"""How many rows of a kind are removed in one transaction."""

KEPT = timedelta(days=1)
"""How long a code is kept beyond its end: if it comes in again, what it was exchanged for is ended, too."""

FILTERS_KEPT = timedelta(days=90)
"""How long a filter is kept beyond its end. Applications show it as ended, and its owner may let it work again."""

LETTERS_KEPT = timedelta(days=400)
"""How long is known which letters were written and why: the days of more than a year can be counted again."""


def remove_ended(db: Session, *, limit: int = BATCH) -> int:
    """Remove mutes, filters, keys and codes whose time is over, what applications called their wishes, and pages that
    no post links to any more.

    Tell how many were removed; at most `limit` of each kind are.
    """
    ended: list[tuple[type[Base], ColumnElement[bool]]] = [
        (Mute, Mute.expires_at <= now()),
        (Filter, Filter.expires_at <= now() - FILTERS_KEPT),
        (AccessToken, AccessToken.expires_at <= now()),
        (AuthorizationCode, AuthorizationCode.expires_at <= now() - KEPT),
        (AddressChange, AddressChange.expires_at <= now()),
        (IdempotencyKey, IdempotencyKey.created_at <= now() - KEPT),
        (Preview, linked_by_nobody() & (Preview.created_at <= now() - KEPT)),
    ]
    return sum(_remove(db, what, over, limit) for what, over in ended)


def remove_old_notifications(db: Session, kept: timedelta, *, limit: int = BATCH) -> int:
    """Forget what people were told so long ago, if they have read it; what they have not, after twice as long."""
    old = Notification.id < id_at(now() - kept)
    very_old = Notification.id < id_at(now() - 2 * kept)
    return _remove(db, Notification, old & (very_old | read_by_its_hearer()), limit)


def remove_old_letters(db: Session, *, limit: int = BATCH) -> int:
    """Forget letters that ended long ago, and the reasons of those days."""
    before = now() - LETTERS_KEPT
    old = select(Letter.id).where(Letter.ended_at < before).order_by(Letter.id).limit(limit)
    ids = db.scalars(old.with_for_update(skip_locked=True)).all()
    note_late_changes(db, letters_gone(db, Letter.id.in_(ids)))
    letters = _remove(db, Letter, Letter.id.in_(ids), limit)
    return letters + _remove(db, Reason, (Reason.id < id_at(before)) & Reason.letter_id.is_(None), limit)


def _remove(db: Session, what: type[Base], over: ColumnElement[bool], limit: int) -> int:
    """Remove some rows of one kind."""
    key = inspect(what).primary_key
    found = select(*key).where(over).order_by(*key).limit(limit)
    # What somebody changes at this moment is looked at once more, so `over` is asked of each row itself, too.
    gone = delete(what).where(tuple_(*key).in_(found), over).execution_options(synchronize_session=False)
    return int(db.execute(gone).rowcount)  # type: ignore[attr-defined]
