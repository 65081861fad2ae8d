"""Changing a password, and getting a new one."""

from contextlib import suppress

from sqlalchemy.orm import Session

from ..clock import now
from ..errors import Invalid, TooMany
from ..i18n import _
from ..models import Account, LetterKind, Login
from ..queries.accounts import account_with_email
from .accounts import forget_address_change
from .hashing import checked, hash_password, matches
from .inputs import Input, Plain
from .letters import LETTERS_AN_HOUR, promise, promise_once
from .sessions import end_logins
from .tokens import end_tokens


class ChangedPassword(Input):
    """A new password, and the old one to show that it is its owner who asks."""

    old: Plain
    new: Plain


class NewPassword(Input):
    """A new password by somebody who followed the link in our letter."""

    new: Plain


class ForgottenPassword(Input):
    """The address of somebody who forgot their password."""

    email: Plain


def change_password(db: Session, account: Account, change: ChangedPassword, *, keep: Login | None = None) -> None:
    """Change one's password; every key and every login but `keep` end, and a letter says that it happened."""
    if not matches(account, change.old):
        raise Invalid(old=_("That is not your password."))
    set_password(db, account, checked(change.new, field="new"), keep=keep)


def set_password(db: Session, account: Account, password: str, *, keep: Login | None = None) -> None:
    """Give an account a password, whoever wanted it."""
    account.password_hash = hash_password(password)
    end_logins(db, account, keep=keep)
    end_tokens(db, account)
    forget_address_change(db, account)  # whoever knew the old password may have asked for it
    promise(db, LetterKind.PASSWORD_CHANGED, account)


def ask_to_reset(db: Session, forgotten: ForgottenPassword, *, limit: int = LETTERS_AN_HOUR) -> None:
    """Promise a letter with a link; whoever asks cannot see whether there is such an account.

    Nor can they see that a mailbox got `limit` such letters within an hour and gets no more for now.
    """
    account = db.scalar(account_with_email(forgotten.email.strip()))
    if account is not None:
        with suppress(TooMany):
            promise_once(db, LetterKind.PASSWORD_RESET, account, limit=limit)


def reset_password(db: Session, account: Account, given: NewPassword) -> None:
    """Set the password of somebody who followed the link in our letter, which shows that the address is theirs."""
    password = checked(given.new, field="new")
    account.email_confirmed_at = account.email_confirmed_at or now()
    set_password(db, account, password)
