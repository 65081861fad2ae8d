"""Keeping promised letters on their way. The scheduler sends; here is written down how far each has come."""

import random
from datetime import timedelta

from sqlalchemy.orm import Session

from ..clock import now
from ..models import Account, Letter, LetterKind, LetterState
from ..queries.mail import next_letter, recent_letter

LEASE = timedelta(minutes=1)
"""For how long a scheduler has a letter to itself, beyond the time for which it waits for a silent mail host."""

PAUSE = timedelta(minutes=5)
"""How long somebody waits before a letter that they asked for is sent once more."""

FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=6)
GIVEN_UP_AFTER = timedelta(days=3)


def promise_once(db: Session, kind: LetterKind, account: Account) -> bool:
    """Promise a letter, unless there was such a one a moment ago: asking often does not fill a mailbox."""
    if db.scalar(recent_letter(kind, account, now() - PAUSE)) is not None:
        return False
    db.add(Letter(kind=kind, account_id=account.id))
    return True


def claim_letter(db: Session, *, patience: timedelta) -> Letter | None:
    """Take the letter that is due, so that no other scheduler does while the mail host is waited for.

    One at a time: of many, the last would become due again while the first ones are still being sent.
    """
    letter: Letter | None = db.scalar(next_letter())
    if letter is not None:
        letter.due_at = now() + LEASE + patience
        letter.attempts += 1
    return letter


def record_sent(letter: Letter) -> None:
    """Write down that the mail host took a letter."""
    letter.state = LetterState.SENT
    letter.ended_at = now()
    letter.trouble = ""


def record_dropped(letter: Letter) -> None:
    """Write down that there is no reason for a letter any more."""
    letter.state, letter.ended_at = LetterState.DROPPED, now()


def record_trouble(letter: Letter, trouble: str, *, for_good: bool) -> None:
    """Write down why a letter was not taken. It is tried again, later each time, unless the refusal is `for_good`."""
    letter.trouble = trouble[:500]
    if for_good or now() - letter.created_at > GIVEN_UP_AFTER:
        letter.state, letter.ended_at = LetterState.DEAD, now()
        return
    wait = min(FIRST_WAIT * 2 ** min(letter.attempts - 1, 20), LONGEST_WAIT)
    letter.due_at = now() + wait * random.uniform(0.8, 1.2)  # noqa: S311 - so that not all come back at one moment
