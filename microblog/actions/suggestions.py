"""Wanting to have somebody suggested no more."""

from sqlalchemy import delete
from sqlalchemy.orm import Session

from ..models import Account, Dismissal
from .once import keep_once


def dismiss_suggestion(db: Session, account: Account, dismissed: Account) -> None:
    """Suggest somebody no more. Doing it twice is doing it once."""
    fact = Dismissal(account_id=account.id, dismissed_id=dismissed.id)
    keep_once(db, fact, "uq_dismissals_account_id_dismissed_id")


def restore_suggestion(db: Session, account: Account, dismissed: Account) -> None:
    """Suggest somebody again."""
    db.execute(delete(Dismissal).where(Dismissal.account_id == account.id, Dismissal.dismissed_id == dismissed.id))
