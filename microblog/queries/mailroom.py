"""What those who look after the mail ask about letters."""

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from ..models import Account, Letter, LetterState, Reason


def letters_in(state: LetterState) -> Select[Letter]:
    """The letters in a state, with who gets them: those that have ended the latest first, others as they are due."""
    letters = select(Letter).where(Letter.state == state).options(joinedload(Letter.account, innerjoin=True))
    if state in (LetterState.WAITING, LetterState.SENDING):
        return letters.order_by(Letter.due_at, Letter.id)
    return letters.order_by(Letter.ended_at.desc(), Letter.id.desc())


def letter_with_account(id: int) -> Select[Letter]:
    """Find a letter, with who gets it."""
    return select(Letter).where(Letter.id == id).options(joinedload(Letter.account, innerjoin=True))


def reasons_of(letter: Letter) -> Select[Reason]:
    """Why a letter was written, the oldest reason first, with who gave it."""
    told = select(Reason).where(Reason.letter_id == letter.id).order_by(Reason.id)
    return told.options(joinedload(Reason.by, innerjoin=True))


def disabled_addresses() -> Select[Account]:
    """Those who get no news by letter because their address refused some, the latest first."""
    disabled = select(Account).where(Account.email_disabled_at.is_not(None))
    return disabled.order_by(Account.email_disabled_at.desc(), Account.id.desc())
