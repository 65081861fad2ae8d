"""Going away, for a while or for good, and coming back. What is to be deleted for good, `erasing.py` deletes."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from ..clock import now
from ..errors import Forbidden, Invalid, NotFound
from ..i18n import _
from ..models import Account, LetterKind
from ..queries.accounts import locked_account
from .hashing import matches
from .inputs import Input, Plain
from .letters import promise
from .sessions import end_logins
from .tokens import end_tokens

DELETION_DAYS = 30
"""For how many days somebody who leaves may come back, where no operator said otherwise."""


class Deactivation(Input):
    """Somebody who wants to be out of sight for a while; the password shows that it is they."""

    password: Plain


class Departure(Input):
    """Somebody who wants everything of theirs to be deleted; they type their name, so that it is no slip."""

    password: Plain
    username: Plain


def deactivate(db: Session, account: Account, given: Deactivation) -> None:
    """Put somebody out of sight until they come back: nobody is shown them, or what they wrote; logins and keys end."""
    if not matches(account, given.password):
        raise Invalid(password=_("That is not your password."))
    _hide(db, account)


def leave(db: Session, account: Account, given: Departure, *, days: int = DELETION_DAYS) -> datetime:
    """Put somebody out of sight at once, and have everything of theirs deleted after some days; tell when that will be.

    Until then they may come back by logging in. A letter says so.
    """
    problems = {}
    if not matches(account, given.password):
        problems["password"] = _("That is not your password.")
    if given.username.strip().removeprefix("@").lower() != account.username:
        problems["username"] = _("Type your name here: ${name}", mapping={"name": account.username})
    if problems:
        raise Invalid(problems)

    _hide(db, account)
    account.erase_at = now() + timedelta(days=days)
    db.flush()
    promise(db, LetterKind.LEAVING, account)
    return account.erase_at


def come_back(db: Session, account: Account) -> None:
    """Let somebody be seen again who went away; what was to be deleted is not."""
    db.execute(locked_account(account))
    db.refresh(account)
    if account.erased_at is not None or (account.erase_at is not None and account.erase_at <= now()):
        raise NotFound(_("It is too late: the account is being deleted."))
    if account.suspended:
        raise Forbidden(_("Your account is suspended."))
    account.deactivated_at = account.erase_at = None


def _hide(db: Session, account: Account) -> None:
    """Put somebody out of sight."""
    db.execute(locked_account(account))
    account.deactivated_at = account.deactivated_at or now()
    end_logins(db, account)
    end_tokens(db, account)
