"""Joining, and being somebody."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from email_validator import EmailNotValidError, validate_email
from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from ..clock import now
from ..errors import Forbidden, Invalid, TooMany
from ..i18n import _
from ..models import (
    EMAIL_LENGTH,
    USERNAME_LENGTH,
    Account,
    AddressChange,
    Letter,
    LetterKind,
    LetterState,
    Role,
    violated,
)
from ..queries.accounts import account_named, account_with_email, locked_account
from .hashing import checked, hash_password
from .inputs import Input, Plain
from .letters import LETTERS_AN_HOUR, PAUSE, check_mailbox, promise, promise_once
from .sessions import end_logins
from .tokens import end_tokens

_RESERVED = (
    "about abuse account accounts admin administrator admins all anonymous api app apps auth billing blog bot "
    "bots channel confirm contact deleted dev docs everyone everybody explore favicon feed feeds followers following "
    "guest help here home hostmaster imprint info inbox invite legal list lists login logout mail me media metrics "
    "microblog moderation moderator moderators null nobody noreply no_reply notifications oauth outbox owner post "
    "postmaster posts press privacy public register reset robots root rss search security settings signin signout "
    "signup site staff static statistics status statuses support sysadmin system tag tags team terms timeline "
    "undefined unknown user username users webmaster well_known www"
)
RESERVED = frozenset(_RESERVED.split())
"""Names that would look like the site itself, or like a part of it."""

ASKING = (LetterKind.ADDRESS_NEW, LetterKind.ADDRESS_OLD)
"""Letters that ask two addresses whether the one shall replace the other."""

TAKEN = _("Somebody has that name already. Try another.")
KNOWN_ADDRESS = _("There is an account with that address already. Log in, or have its password reset.")


class SignUp(Input):
    """Somebody who wants to join."""

    username: Plain
    email: Plain
    password: Plain


def sign_up(db: Session, wish: SignUp, *, confirmed: bool = False, limit: int = LETTERS_AN_HOUR) -> Account:
    """Make an account. Unless it is `confirmed`, a letter asks whether the address is theirs.

    Where a mailbox got `limit` such letters within an hour, no account is made for it: TooMany.
    """
    username, email = wish.username.strip().lower(), wish.email.strip().lower()
    problems = _problems_of(db, username, email)
    try:
        password = checked(wish.password)
    except Invalid as refusal:
        problems |= refusal.sentences
    if problems:
        raise Invalid(problems)
    if not confirmed:
        check_mailbox(db, email, limit=limit)

    account = Account(username=username, email=email, password_hash=hash_password(password))
    account.email_confirmed_at = now() if confirmed else None
    with _unless_taken(db):
        db.add(account)

    if not confirmed:
        promise(db, LetterKind.CONFIRMATION, account)
    return account


def confirm_email(db: Session, account: Account) -> None:
    """Take somebody's address as theirs, because they followed the link in our letter or an operator says so."""
    account.email_confirmed_at = account.email_confirmed_at or now()


def ask_to_confirm(db: Session, account: Account, *, limit: int = LETTERS_AN_HOUR) -> None:
    """Promise the letter that asks whether an address is theirs once more, but not at once, or too often."""
    if account.confirmed:
        raise Forbidden(_("Your address is confirmed already."))
    if not promise_once(db, LetterKind.CONFIRMATION, account, limit=limit):
        wait = int(PAUSE.total_seconds())
        raise TooMany(_("The letter was sent a moment ago. Look among the unwanted ones, too."), retry_after=wait)


def change_email(
    db: Session, account: Account, email: str, *, confirmed: bool = False, limit: int = LETTERS_AN_HOUR
) -> None:
    """Give an account another address: links in letters to the former one are void, and a letter there says so.

    Unless it is `confirmed`, a letter asks whether the new one is theirs; until then they cannot post.
    """
    email = email.strip().lower()
    db.execute(locked_account(account))
    problem = _("That is the address already.") if email == account.email else _problem_of_email(db, email)
    if problem:
        raise Invalid(email=problem)
    if not confirmed:
        check_mailbox(db, email, limit=limit)

    forget_address_change(db, account)
    former = account.email if account.confirmed else ""
    with _unless_taken(db):
        account.email, account.email_confirmed_at = email, now() if confirmed else None
        account.email_refusals, account.email_disabled_at, account.email_trouble = 0, None, ""

    if former:
        promise(db, LetterKind.ADDRESS_CHANGED, account, address=former)
    if not confirmed:
        promise(db, LetterKind.CONFIRMATION, account)


def forget_address_change(db: Session, account: Account) -> None:
    """Forget that somebody wants to have another address, and ask nobody about it any more."""
    db.execute(delete(AddressChange).where(AddressChange.account_id == account.id))
    asking = update(Letter).where(Letter.account_id == account.id, Letter.kind.in_(ASKING), Letter.holder_id.is_(None))
    waiting = asking.where(Letter.state == LetterState.WAITING)
    db.execute(waiting.values(state=LetterState.DROPPED, ended_at=now()))


def set_role(account: Account, role: Role) -> None:
    """Let somebody do more, or less, than write and read."""
    account.role = role


def suspend(db: Session, account: Account) -> None:
    """Shut somebody out: what they wrote is hidden, and all their logins and keys end."""
    account.suspended_at = account.suspended_at or now()
    end_logins(db, account)
    end_tokens(db, account)


def unsuspend(account: Account) -> None:
    """Let somebody in again; they log in anew."""
    account.suspended_at = None


def is_address(email: str) -> bool:
    """Whether a letter could be sent there; asks no name server."""
    try:
        validate_email(email, check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        return False
    return len(email) <= EMAIL_LENGTH and email.isascii()


def _problems_of(db: Session, username: str, email: str) -> dict[str, str]:
    """Find what is wrong with a name and an address."""
    problems = {}
    if not re.fullmatch(rf"[a-z0-9_]{{1,{USERNAME_LENGTH}}}", username):
        problems["username"] = _(
            "Use 1 to ${most} of the letters a to z, digits and _.", mapping={"most": USERNAME_LENGTH}
        )
    elif username in RESERVED:
        problems["username"] = _("That name is kept for the site itself. Try another.")
    elif db.scalar(account_named(username)):
        problems["username"] = TAKEN

    problem = _problem_of_email(db, email)
    return problems | ({"email": problem} if problem else {})


def _problem_of_email(db: Session, email: str) -> str:
    """Find what is wrong with an address; nothing, if it will do."""
    if not is_address(email):
        return _("That does not look like an e-mail address.")
    return KNOWN_ADDRESS if db.scalar(account_with_email(email)) else ""


@contextmanager
def _unless_taken(db: Session) -> Iterator[None]:
    """Write down what is done to an account; if its name or address was taken a moment ago, the database says so."""
    try:
        with db.begin_nested():
            yield
            db.flush()
    except IntegrityError as error:
        match violated(error):
            case "uq_accounts_username":
                raise Invalid(username=TAKEN) from None
            case "uq_accounts_email":
                raise Invalid(email=KNOWN_ADDRESS) from None
        raise
