"""Promising letters that are no news: those that somebody asked for, and those about the safety of an account."""

from datetime import timedelta

from sqlalchemy.orm import Session

from ..clock import now
from ..errors import TooMany
from ..i18n import _
from ..models import ASKED_KINDS, NEWS_KINDS, Account, Letter, LetterKind
from ..queries.letters import letters_like, letters_to, recent_letter
from ..queries.locks import wait_for
from ..text import mailbox_of

LETTERS_AN_HOUR = 4
"""How many letters that anybody may cause one mailbox gets an hour, where no operator said otherwise."""

WARNINGS_AN_HOUR = 20
"""How many warnings of one kind somebody gets an hour: whoever has a password could bury the others in mail."""

HOUR = timedelta(hours=1)

PAUSE = timedelta(minutes=5)
"""How long somebody waits before a letter that they asked for is sent once more."""

FULL = _(
    "Several letters were sent to that address in the last hour. Look among the unwanted ones, too, or try again later."
)


def promise(db: Session, kind: LetterKind, account: Account, *, about: str = "", address: str = "") -> Letter | None:
    """Promise a letter, in the transaction in which its cause is done; None if it is for nobody's eyes, or too much.

    What warns somebody goes only to an address that is known to be theirs: else anybody could sign up with another's
    and fill their mailbox. It goes to the `address` that is given, or to what is theirs now: whoever changes it while
    letters wait, a thief say, turns none of them to themselves, or to somebody whom they want to bury in mail.
    """
    if kind in NEWS_KINDS:
        raise ValueError("News are promised as reasons, and gathered.")
    if kind not in ASKED_KINDS and not address and (not account.confirmed or _is_warned(db, kind, account)):
        return None
    letter = Letter(kind=kind, account_id=account.id, about=about, address=address or account.email)
    if kind in ASKED_KINDS:
        letter.mailbox = mailbox_of(letter.address)
    db.add(letter)
    return letter


def promise_once(db: Session, kind: LetterKind, account: Account, *, limit: int) -> bool:
    """Promise a letter that somebody asked for, unless there was such a one a moment ago; False then.

    Beyond `limit` letters an hour to one mailbox: TooMany.
    """
    check_mailbox(db, account.email, limit=limit)
    if db.scalar(recent_letter(kind, account, now() - PAUSE)) is not None:
        return False
    promise(db, kind, account)
    return True


def check_mailbox(db: Session, address: str, *, limit: int) -> None:
    """Refuse one more letter that anybody may cause, if a mailbox got `limit` of them within an hour already.

    Whoever asks for another one at this moment waits until this one is promised, and counts it.
    """
    mailbox = mailbox_of(address)
    wait_for(db, f"mailbox {mailbox}")
    newest = db.scalars(letters_to(mailbox, now() - HOUR).limit(limit)).all()
    if len(newest) >= limit:
        wait = newest[-1].created_at + HOUR - now()
        raise TooMany(FULL, retry_after=max(1, int(wait.total_seconds())))


def _is_warned(db: Session, kind: LetterKind, account: Account) -> bool:
    """Whether somebody was warned so often of one kind of thing that once more tells them nothing."""
    warnings = letters_like(kind, account, now() - HOUR).limit(WARNINGS_AN_HOUR)
    return len(db.scalars(warnings).all()) == WARNINGS_AN_HOUR
