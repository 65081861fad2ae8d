"""What those who look after the mail do with letters."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..clock import now
from ..errors import Conflict, NotFound
from ..models import Letter, LetterState
from .late_changes import letters_gone, note_late_changes
from .mail import retry_letter


def requeue_letter(db: Session, id: int) -> Letter:
    """Let a dead letter be tried again from the beginning; the figures of closed days stay what they were."""
    letter = _locked(db, id)
    if letter.state != LetterState.DEAD:
        raise Conflict(f"Letter {id} is not dead but {letter.state}.")

    note_late_changes(db, letters_gone(db, Letter.id == id))
    retry_letter(db, letter)
    return letter


def requeue_letters(db: Session, limit: int) -> int:
    """Let dead letters be tried again, the oldest first; return how many, at most `limit`."""
    dead = select(Letter.id).where(Letter.state == LetterState.DEAD).order_by(Letter.id).limit(limit)
    ids = db.scalars(dead.with_for_update(skip_locked=True)).all()
    for id in ids:
        requeue_letter(db, id)
    return len(ids)


def drop_letter(db: Session, id: int) -> Letter:
    """Let a letter that waits, or is dead, never be sent."""
    letter = _locked(db, id)
    if letter.ended_at is not None and letter.state != LetterState.DEAD:
        raise Conflict(f"Letter {id} is {letter.state} already.")
    if letter.state == LetterState.SENDING or letter.holder_id is not None:
        raise Conflict(f"A scheduler is at letter {id} just now; try again in a moment.")

    note_late_changes(db, letters_gone(db, Letter.id == id))
    letter.state, letter.ended_at = LetterState.DROPPED, now()
    return letter


def _locked(db: Session, id: int) -> Letter:
    """Find a letter, and keep schedulers from it."""
    found = select(Letter).where(Letter.id == id).with_for_update().execution_options(populate_existing=True)
    letter = db.scalar(found)
    if letter is None:
        raise NotFound(f"There is no letter {id}.")
    return letter
