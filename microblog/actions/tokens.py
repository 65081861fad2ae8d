"""Keys: promised, exchanged, made by hand, and ended."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Annotated, Any

from pydantic import BeforeValidator
from sqlalchemy import delete, exists, update
from sqlalchemy.orm import Session

from ..clock import now
from ..errors import Forbidden, Invalid, NotFound
from ..i18n import _
from ..models import AccessToken, Account, Application, AuthorizationCode, LetterKind, Post, ScheduledPost
from ..models.keys import hash_of, new_secret
from ..models.scopes import words_of
from .applications import make_application, problem_of_name, problem_of_scopes
from .inputs import Input, Line, Plain
from .letters import promise

CODE_LASTS = timedelta(minutes=10)  # RFC 6749 §4.1.2 recommends no more
LONGEST = 3650
UNUSED_FOR = timedelta(days=1)


def _nothing(given: Any) -> Any:
    """Take an empty field for nothing."""
    return None if given == "" else given


class NewKey(Input):
    """A key that somebody makes for a program of their own."""

    name: Line
    scopes: tuple[Plain, ...] = ()
    days: Annotated[int | None, BeforeValidator(_nothing)] = None
    """After how many days it ends; None for never."""


def promise_token(
    db: Session,
    application: Application,
    account: Account,
    scopes: Iterable[str],
    *,
    code: str,
    redirect_uri: str,
    challenge: str | None,
) -> AuthorizationCode:
    """Promise a program a key to somebody's account, in exchange for a code."""
    if account.hidden:
        raise Forbidden(_("Your account is suspended."))

    promise = AuthorizationCode(application_id=application.id, account_id=account.id, scopes=list(scopes))
    promise.code_hash, promise.expires_at = hash_of(code), now() + CODE_LASTS
    promise.redirect_uri, promise.challenge = redirect_uri, challenge
    db.add(promise)
    return promise


def use_code(db: Session, promise: AuthorizationCode) -> bool:
    """Use a code; only one of all who try gets True. After that, what it was exchanged for ends (RFC 6749 §4.1.2)."""
    unused = update(AuthorizationCode).where(AuthorizationCode.id == promise.id, AuthorizationCode.used_at.is_(None))
    if db.execute(unused.values(used_at=now())).rowcount:  # type: ignore[attr-defined]
        return True

    db.refresh(promise)
    db.execute(delete(AccessToken).where(AccessToken.id == promise.token_id))
    return False


def issue_token(
    db: Session,
    application: Application,
    account: Account | None,
    scopes: Iterable[str],
    *,
    token: str,
    expires_at: datetime | None = None,
    quietly: bool = False,
) -> AccessToken:
    """Keep a key, so that it opens what it shall; without an account it stands for the program alone.

    Unless it comes about `quietly`, as the first thing of a new account, a letter tells whose account it opens.
    """
    key = AccessToken(application=application, account=account, scopes=list(scopes), token_hash=hash_of(token))
    key.expires_at = expires_at
    db.add(key)
    db.flush()
    if account is not None and not quietly:
        promise(db, LetterKind.KEY_MADE, account, about=f"{application.name}\n{' '.join(key.scopes)}")
    return key


def make_key(db: Session, account: Account, wish: NewKey) -> tuple[AccessToken, str]:
    """Make a key for a program of one's own; return it with the token, of which only the hash is kept."""
    scopes = words_of(wish.scopes)
    problems = {
        "name": problem_of_name(wish.name),
        "scopes": problem_of_scopes(scopes) if scopes else _("Say what it may do."),
        "days": _("Let it last 1 to ${most} days.", mapping={"most": LONGEST})
        if wish.days is not None and not 1 <= wish.days <= LONGEST
        else "",
    }
    if any(problems.values()):
        raise Invalid({name: problem for name, problem in problems.items() if problem})

    token = new_secret()
    application = make_application(db, wish.name, scopes, owner=account)[0]
    expires_at = now() + timedelta(days=wish.days) if wish.days else None
    return issue_token(db, application, account, scopes, token=token, expires_at=expires_at), token


def end_token(db: Session, id: int) -> None:
    """End a key."""
    key = db.get(AccessToken, id)
    if key is None:
        raise NotFound(_("There is no such key, or it has ended already."))
    db.delete(key)


def end_tokens(db: Session, account: Account) -> None:
    """End every key to somebody's account, and every promise of one."""
    db.execute(delete(AuthorizationCode).where(AuthorizationCode.account_id == account.id))
    db.execute(delete(AccessToken).where(AccessToken.account_id == account.id))


def remove_unused_applications(db: Session) -> int:
    """Remove programs that registered over a day ago and got nothing: anybody may register any number of them."""
    holding = (AccessToken, AuthorizationCode, Post, ScheduledPost)
    unused = delete(Application).where(Application.created_at < now() - UNUSED_FOR)
    for thing in holding:
        unused = unused.where(~exists().where(thing.application_id == Application.id))
    return int(db.execute(unused).rowcount)  # type: ignore[attr-defined]
