"""Questions about logins."""

from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import contains_eager

from ..models import Account, Login
from ..models.keys import hash_of


def login_with(token: str, since: date) -> Select[Login]:
    """Find the login that a browser's token stands for, if it was used since a day, with its account.

    There is none for somebody who was suspended, whatever logins they had.
    """
    login = select(Login).join(Login.account).options(contains_eager(Login.account))
    welcome = ~Account.hidden
    return login.where(Login.token_hash == hash_of(token), Login.last_seen_on >= since, welcome)


def login_from(account: Account, user_agent: str) -> Select[Login]:
    """Find a login of somebody's with a browser."""
    return select(Login).where(Login.account_id == account.id, Login.user_agent == user_agent).limit(1)


def logins_of(account: Account) -> Select[Login]:
    """Somebody's logins, the newest first."""
    return select(Login).where(Login.account_id == account.id).order_by(Login.id.desc())
