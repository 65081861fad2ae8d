"""Questions about letters that were promised."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Select, or_, select

from ..models import Account, Letter, LetterKind, LetterState


def recent_letter(kind: LetterKind, account: Account, since: datetime) -> Select[Letter]:
    """Find a letter of one kind that is on its way to somebody's present address, or was promised since a moment."""
    letters = select(Letter).where(Letter.account_id == account.id, Letter.kind == kind)
    letters = letters.where(Letter.address.in_(["", account.email]))
    return letters.where(or_(Letter.state == LetterState.WAITING, Letter.created_at > since)).limit(1)


def letters_to(mailbox: str, since: datetime) -> Select[Letter]:
    """The letters that anybody could cause and that were promised to a mailbox since a moment, the newest first."""
    letters = select(Letter).where(Letter.mailbox == mailbox, Letter.created_at > since)
    return letters.order_by(Letter.created_at.desc(), Letter.id.desc())


def letter_about(account: Account, kind: LetterKind, about: str) -> Select[Letter]:
    """Find a letter of one kind that somebody got about one thing."""
    return select(Letter).where(Letter.account_id == account.id, Letter.kind == kind, Letter.about == about).limit(1)


def letters_like(kind: LetterKind, account: Account, since: datetime) -> Select[int]:
    """The ids of the letters of one kind that were promised somebody since a moment."""
    return select(Letter.id).where(Letter.account_id == account.id, Letter.kind == kind, Letter.created_at > since)


def unsent_letters(ids: Collection[int]) -> Select[int]:
    """The ids of those of some letters that tell nobody anything, so far or for good; none of them goes meanwhile."""
    unsent = select(Letter.id).where(Letter.id.in_(ids), Letter.state.in_([LetterState.WAITING, LetterState.DROPPED]))
    return unsent.order_by(Letter.id).with_for_update()
