"""Logging in and out."""

from datetime import date

from sqlalchemy import Select, delete
from sqlalchemy.orm import Session

from ..clock import now, today
from ..errors import Invalid, NotFound
from ..i18n import _
from ..models import Account, LetterKind, Login, Visit
from ..models.keys import hash_of, new_secret
from ..queries.accounts import account_named, account_with_email
from ..queries.letters import letter_about
from ..queries.sessions import login_from
from .hashing import matches, refresh_hash
from .inputs import Input, Plain
from .letters import promise

NO_MATCH = _("That name and password do not belong together.")
SUSPENDED = _("This account is suspended.")
AWAY = _("This account is deactivated. Log in on the website to come back.")
ERASING = _("This account is being deleted.")
AGENT_LENGTH = 300


class Credentials(Input):
    """A name or an address, and a password."""

    name: Plain
    password: Plain


class Away(Invalid):
    """Somebody who went away, and whose password was right, is at the door: do they want to come back?"""

    def __init__(self, account: Account) -> None:
        super().__init__(name=AWAY)
        self.account = account


def log_in(db: Session, given: Credentials, *, user_agent: str = "") -> tuple[Login, str]:
    """Check a password and open a login; return it with the token for the browser's cookie.

    Says the same, after the same time, whether the name or the password was wrong. A browser from which nobody has
    logged in to this account is told its owner by letter. Who is away is asked first whether they want to come back:
    Away.
    """
    account = db.scalar(_account(given.name.strip()))
    if not matches(account, given.password) or account is None:
        raise Invalid(password=NO_MATCH)
    if account.suspended:  # said only to those who know the password
        raise Invalid(name=SUSPENDED)
    if account.erase_at is not None and account.erase_at <= now():
        raise Invalid(name=ERASING)
    if account.hidden:
        raise Away(account)

    refresh_hash(account, given.password)
    return greet(db, account, user_agent=user_agent)


def greet(db: Session, account: Account, *, user_agent: str = "") -> tuple[Login, str]:
    """Open a login for somebody who has shown who they are; of a browser that is new, a letter tells."""
    _tell_of_new_browser(db, account, user_agent[:AGENT_LENGTH])
    return open_login(db, account, user_agent=user_agent)


def open_login(db: Session, account: Account, *, user_agent: str = "") -> tuple[Login, str]:
    """Open a login without asking for a password: right after somebody signed up, say."""
    token = new_secret()
    login = Login(account=account, token_hash=hash_of(token), user_agent=user_agent[:AGENT_LENGTH])
    db.add(login)
    record_visit(db, account)
    return login, token


def record_visit(db: Session, account: Account) -> None:
    """Remember that somebody was here today, once a day."""
    if db.get(Visit, (account.id, today())) is None:
        db.merge(Visit(account_id=account.id, day=today()))


def see_again(db: Session, login: Login) -> None:
    """Note, once a day, that a login is still in use."""
    if login.last_seen_on != today():
        login.last_seen_on = today()
        record_visit(db, login.account)


def log_out(db: Session, login: Login) -> None:
    """End a login."""
    db.delete(login)


def end_login(db: Session, by: Account, id: int) -> None:
    """End one of one's own logins, from wherever one is."""
    login = db.get(Login, id)
    if login is None or login.account_id != by.id:
        raise NotFound(_("That login has ended already."))
    db.delete(login)


def end_logins(db: Session, account: Account, *, keep: Login | None = None) -> None:
    """End all logins of an account but one."""
    ended = delete(Login).where(Login.account_id == account.id)
    db.execute(ended if keep is None else ended.where(Login.id != keep.id))


def end_stale_logins(db: Session, before: date) -> int:
    """End all logins that were last used before a day; return how many."""
    return db.execute(delete(Login).where(Login.last_seen_on < before)).rowcount  # type: ignore[attr-defined, no-any-return]


def _tell_of_new_browser(db: Session, account: Account, user_agent: str) -> None:
    """Promise a letter about a browser of which there is neither a login nor an earlier letter."""
    known = login_from(account, user_agent), letter_about(account, LetterKind.NEW_LOGIN, user_agent)
    if all(db.scalar(one) is None for one in known):
        promise(db, LetterKind.NEW_LOGIN, account, about=user_agent)


def _account(name: str) -> Select[Account]:
    """Find an account by what was typed as its name."""
    return account_with_email(name) if "@" in name.lstrip("@") else account_named(name.lstrip("@"))
