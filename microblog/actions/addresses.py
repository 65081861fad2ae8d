"""Having letters sent to another address: once both the new one and the old one have agreed."""

import enum
from datetime import timedelta

from sqlalchemy.orm import Session

from ..clock import now
from ..errors import Conflict, Invalid
from ..i18n import _
from ..models import Account, AddressChange, LetterKind
from ..queries.accounts import account_with_email, locked_account
from ..queries.addresses import address_change_with, unopposed_changes
from .accounts import change_email, forget_address_change, is_address
from .hashing import matches
from .inputs import Input, Plain
from .letters import LETTERS_AN_HOUR, check_mailbox, promise

CONFIRM_WITHIN = timedelta(days=7)
ADDRESS_WAIT = timedelta(days=7)
"""How long an old address that takes no letters has to say no, where no operator said otherwise."""

TOO_LATE = _("This address cannot become yours any more. Ask for it anew, or for another one.")


class End(enum.StrEnum):
    """Which of two addresses somebody answers from."""

    NEW = "new"
    OLD = "old"


class NewAddress(Input):
    """Another address, and the password to show that it is its owner who asks."""

    email: Plain
    password: Plain


def ask_for_address(
    db: Session,
    account: Account,
    wish: NewAddress,
    *,
    within: timedelta = CONFIRM_WITHIN,
    wait: timedelta = ADDRESS_WAIT,
    limit: int = LETTERS_AN_HOUR,
) -> AddressChange:
    """Ask both addresses whether letters may go to the new one; nothing changes before both have agreed.

    An old address that was never confirmed is not asked. One that takes no letters may say no for a while, and is not
    waited for any longer. What was asked for before is forgotten. Whether somebody else has the address is told to
    whoever reads its mail, and to nobody else.
    """
    email = wish.email.strip().lower()
    problems = {}
    if not matches(account, wish.password):
        problems["password"] = _("That is not your password.")
    if not is_address(email):
        problems["email"] = _("That does not look like an e-mail address.")
    elif email == account.email:
        problems["email"] = _("That is the address already.")
    if problems:
        raise Invalid(problems)

    db.execute(locked_account(account))
    check_mailbox(db, email, limit=limit)
    forget_address_change(db, account)
    moment = now()
    change = AddressChange(account_id=account.id, email=email, created_at=moment, expires_at=moment + within)
    if not account.confirmed:
        change.old_agreed_at = moment
    elif account.email_disabled_at is not None:
        change.unopposed_at, change.expires_at = moment + wait, moment + wait + within
    db.add(change)
    db.flush()

    _ask(db, account, change, limit)
    return change


def agree(db: Session, change: AddressChange, end: End) -> bool:
    """Note that one of the two addresses agrees; True if letters go to the new one from now on."""
    if end is End.NEW:
        change.new_agreed_at = change.new_agreed_at or now()
    else:
        change.old_agreed_at = change.old_agreed_at or now()
    return _settle(db, change)


def settle_unopposed(db: Session, id: int) -> bool:
    """Let letters go to an address to which nobody said no in time; tell whether that was done."""
    change = db.scalar(address_change_with(id).where(AddressChange.id.in_(unopposed_changes())))
    if change is None:
        return False
    try:
        return _settle(db, change)
    except Conflict:
        db.delete(change)
        return False


def _ask(db: Session, account: Account, change: AddressChange, limit: int) -> None:
    """Promise the letters that ask; they know the wish: its number, the address, and for how long one waits."""
    until = change.unopposed_at.isoformat() if change.unopposed_at else ""
    about = f"{change.id}\n{change.email}\n{until}"
    if account.confirmed:
        check_mailbox(db, account.email, limit=limit)
        promise(db, LetterKind.ADDRESS_OLD, account, about=about)
    other = db.scalar(account_with_email(change.email))
    if other is None:
        promise(db, LetterKind.ADDRESS_NEW, account, about=about, address=change.email)
    else:
        promise(db, LetterKind.ADDRESS_TAKEN, other)


def _settle(db: Session, change: AddressChange) -> bool:
    """Let letters go to the new address, if nothing stands in its way."""
    if not change.agreed:
        return False
    account, email = change.account, change.email
    try:
        change_email(db, account, email, confirmed=True)
    except Invalid:  # somebody got it meanwhile, which is nobody else's business
        raise Conflict(TOO_LATE) from None
    return True
