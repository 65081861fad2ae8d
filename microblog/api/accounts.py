"""People, for applications."""

from collections.abc import Sequence
from typing import Any

from pydantic import Field
from pyramid.request import Request

from .. import models
from ..errors import NotFound
from ..queries.accounts import account_named, accounts_with_ids, people_called
from ..queries.paging import Page
from ..queries.relationships import followed_by, followers_of, read_people
from ..text.handles import local_username
from .contract import Counted, Cursored, api_view
from .entities.accounts import Account
from .given import Flag, Given, Many, Reference, Words
from .paging import LongPaging, Offset, limit_of
from .place import domain_of
from .things import MISSING, any_account, the_account

MAX_QUERY = 500
MOST_AT_ONCE = 80


class People(Given):
    """Some people."""

    ids: Many[Reference] = Field([], alias="id", max_length=MOST_AT_ONCE)
    """Their ids."""


class Handle(Given):
    """Somebody's name."""

    acct: Words
    """A username, with or without @ and the host of this site, in any case."""


class PeopleQuery(Given):
    """Whom to look for."""

    q: Words = Field(max_length=MAX_QUERY)
    """A part of a username or a display name."""
    limit: limit_of(40) = 40  # type: ignore[valid-type]
    """How many at most."""
    offset: Offset = 0
    """How many to leave out."""
    following: Flag = False
    """Only people whom one follows."""
    resolve: Flag = False
    """Of no meaning here: nobody is of another site."""


@api_view("account", "GET", permission="read:accounts", public=True, returns=Account, about=any_account)
def show(account: models.Account, request: Request) -> models.Account:
    """Show somebody. Of those who are shut out, no more is told than that."""
    return account


@api_view(
    "accounts", "GET", permission="read:accounts", public=True, takes=People, returns=list[Account], refuses=(422,)
)
def several(_context: object, request: Request) -> list[models.Account]:
    """Show some people. Those who are not here, or shut out, are left out."""
    return found_among(request, request.given.ids)


@api_view(
    "accounts.lookup",
    "GET",
    permission="read:accounts",
    public=True,
    takes=Handle,
    returns=Account,
    refuses=(404, 422),
)
def lookup(_context: object, request: Request) -> models.Account:
    """Find somebody by their name."""
    username = local_username(request.given.acct, domain_of(request))
    account = request.db.scalar(account_named(username)) if username else None
    if account is None or account.hidden:
        raise NotFound(MISSING)
    return account


@api_view("accounts.search", "GET", permission="read:accounts", takes=PeopleQuery, returns=Counted[Account])
def search(_context: object, request: Request) -> Sequence[models.Account]:
    """Find people by a part of their names; who has the very name comes first."""
    wish: PeopleQuery = request.given
    people = people_called(wish.q, request.account, site=domain_of(request), following=wish.following)
    return request.db.scalars(people.limit(wish.limit).offset(wish.offset)).all()  # type: ignore[no-any-return]


@api_view(
    "account.followers",
    "GET",
    permission="read:accounts",
    public=True,
    takes=LongPaging,
    returns=Cursored[Account],
    about=the_account,
)
def followers(account: models.Account, request: Request) -> Page[Any]:
    """List who follows somebody, those who came last first; nobody, if they hide that."""
    return read_people(request.db, followers_of(account, request.account), request.given.place)


@api_view(
    "account.following",
    "GET",
    permission="read:accounts",
    public=True,
    takes=LongPaging,
    returns=Cursored[Account],
    about=the_account,
)
def following(account: models.Account, request: Request) -> Page[Any]:
    """List whom somebody follows, the last first; nobody, if they hide that."""
    return read_people(request.db, followed_by(account, request.account), request.given.place)


def found_among(request: Request, ids: Sequence[int], *, suspended: bool = False) -> list[models.Account]:
    """Find some people by their ids, in their order; those who are not here are left out."""
    found = {account.id: account for account in request.db.scalars(accounts_with_ids(ids, suspended=suspended))}
    return [found[id] for id in dict.fromkeys(ids) if id in found]
