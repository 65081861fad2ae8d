"""Keeping promised letters on their way. The scheduler sends; here is written down how far each has come."""

import random
from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy.orm import Session

from ..clock import now
from ..models import Letter, LetterState
from ..queries.mail import due_letters

LEASE = timedelta(minutes=5)
"""For how long a scheduler has a letter to itself. Longer than any mail host is waited for."""

FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=6)
GIVEN_UP_AFTER = timedelta(days=3)


def claim_letters(db: Session, limit: int) -> list[int]:
    """Take some letters that are due, so that no other scheduler does; return their ids."""
    claimed: Sequence[Letter] = db.scalars(due_letters(limit)).all()
    for letter in claimed:
        letter.due_at = now() + LEASE
        letter.attempts += 1
    return [letter.id for letter in claimed]


def record_sent(letter: Letter) -> None:
    """Write down that the mail host took a letter."""
    letter.state = LetterState.SENT
    letter.sent_at = now()
    letter.trouble = ""


def record_dropped(letter: Letter) -> None:
    """Write down that there is no reason for a letter any more."""
    letter.state = LetterState.DROPPED


def record_trouble(letter: Letter, trouble: str, *, for_good: bool) -> None:
    """Write down why a letter was not taken. It is tried again, later each time, unless the refusal is `for_good`."""
    letter.trouble = trouble[:500]
    if for_good or now() - letter.created_at > GIVEN_UP_AFTER:
        letter.state = LetterState.DEAD
        return
    wait = min(FIRST_WAIT * 2 ** min(letter.attempts - 1, 20), LONGEST_WAIT)
    letter.due_at = now() + wait * random.uniform(0.8, 1.2)  # noqa: S311 - so that not all come back at one moment


def release_letter(letter: Letter) -> None:
    """Give back a letter that was claimed and not tried."""
    letter.due_at = now()
    letter.attempts -= 1
