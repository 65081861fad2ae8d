"""Questions about logins."""

from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from ..models import Account, Login
from ..models.keys import hash_of


def login_with(token: str, since: date) -> Select[Login]:
    """Find the login that a browser's token stands for, if it was used since a day, with its account."""
    login = select(Login).options(joinedload(Login.account, innerjoin=True))
    return login.where(Login.token_hash == hash_of(token), Login.last_seen_on >= since)


def logins_of(account: Account) -> Select[Login]:
    """Somebody's logins, the newest first."""
    return select(Login).where(Login.account_id == account.id).order_by(Login.id.desc())
