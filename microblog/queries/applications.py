"""Questions about programs and the keys they hold."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import Session, joinedload

from ..clock import now
from ..models import AccessToken, Account, Application, AuthorizationCode, Post, covers
from ..models.keys import hash_of
from ..models.scopes import words_of


@dataclass(frozen=True)
class Keyholder:
    """A program, and the keys that somebody gave it."""

    application: Application
    tokens: list[AccessToken]

    @property
    def scopes(self) -> list[str]:
        """What its keys open, all together."""
        return words_of(scope for token in self.tokens for scope in token.scopes)

    @property
    def since(self) -> datetime:
        """When it got the first of them."""
        return min(token.created_at for token in self.tokens)

    @property
    def last_used_on(self) -> date | None:
        """The last day on which one of them was used."""
        return max((token.last_used_on for token in self.tokens if token.last_used_on), default=None)

    @property
    def expires_at(self) -> datetime | None:
        """When the last of them ends by itself, if it does."""
        ends = [token.expires_at for token in self.tokens]
        return None if None in ends else max(end for end in ends if end)


def application_with(client_id: str) -> Select[Application]:
    """Find the program that calls itself by an id."""
    return select(Application).where(Application.client_id == client_id)


def token_with(token: str) -> Select[AccessToken]:
    """Find the key that an application sent, unless it has ended; with its application and its account."""
    key = select(AccessToken).options(
        joinedload(AccessToken.application, innerjoin=True), joinedload(AccessToken.account)
    )
    return key.where(AccessToken.token_hash == hash_of(token), _lasting())


def code_with(code: str) -> Select[AuthorizationCode]:
    """Find an authorization code, used or not, with whom it stands for; as it is in the database this very moment."""
    promise = select(AuthorizationCode).options(joinedload(AuthorizationCode.account, innerjoin=True))
    return promise.where(AuthorizationCode.code_hash == hash_of(code)).execution_options(populate_existing=True)


def tokens_of(account: Account) -> Select[AccessToken]:
    """The keys to somebody's account that are good, with the programs that hold them; the newest first."""
    keys = select(AccessToken).options(joinedload(AccessToken.application, innerjoin=True))
    return keys.where(AccessToken.account_id == account.id, _lasting()).order_by(AccessToken.id.desc())


def public_names(ids: Collection[int]) -> Select[int, str]:
    """What applications are called, by their ids; keys that people made for themselves have no public name."""
    return select(Application.id, Application.name).where(Application.id.in_(ids), Application.owner_id.is_(None))


def keyholders(db: Session, account: Account) -> list[Keyholder]:
    """List the programs that hold keys to somebody's account; whoever got the newest first."""
    held: dict[int, Keyholder] = {}
    for token in db.scalars(tokens_of(account)):
        held.setdefault(token.application_id, Keyholder(token.application, [])).tokens.append(token)
    return list(held.values())


def may_already(db: Session, application: Application, account: Account, scopes: Iterable[str]) -> bool:
    """Whether somebody has given a program a key that opens all of this."""
    mine = tokens_of(account).where(AccessToken.application_id == application.id)
    return any(covers(token.scopes, scopes) for token in db.scalars(mine))


def _lasting() -> ColumnElement[bool]:
    """Limit a query to keys that have not ended by themselves."""
    return or_(AccessToken.expires_at.is_(None), AccessToken.expires_at > now())


def applications_of(db: Session, posts: Iterable[Post]) -> dict[int, Application]:
    """Tell what some posts were written with, by the application's id; none asks nothing."""
    ids = {post.application_id for post in posts if post.application_id is not None}
    found = db.scalars(select(Application).where(Application.id.in_(ids))) if ids else ()
    return {application.id: application for application in found}
