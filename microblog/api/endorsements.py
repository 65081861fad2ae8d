"""Recommending people, for applications."""

from datetime import date
from typing import Any

from pyramid.request import Request

from .. import models
from ..actions import endorsements
from ..queries.paging import Page
from ..queries.relationships import endorsements_of, read_people
from .contract import Cursored, api_view
from .entities.accounts import Account
from .entities.relationships import Relationship
from .paging import LongPaging
from .things import the_account

RENAMED = date(2025, 7, 8)
"""When the protocol (4.4) found the present names."""


@api_view("endorsements", "GET", permission="read:accounts", takes=LongPaging, returns=Cursored[Account])
def own(_context: object, request: Request) -> Page[Any]:
    """List whom one recommends, the last first."""
    return read_people(request.db, endorsements_of(request.account, request.account), request.given.place)


@api_view(
    "account.endorsements",
    "GET",
    permission="read:accounts",
    public=True,
    takes=LongPaging,
    returns=Cursored[Account],
    about=the_account,
)
def of_somebody(account: models.Account, request: Request) -> Page[Any]:
    """List whom somebody recommends, the last first."""
    return read_people(request.db, endorsements_of(account, request.account), request.given.place)


@api_view("account.endorse", "POST", permission="write:accounts", returns=Relationship, about=the_account)
def endorse(account: models.Account, request: Request) -> models.Account:
    """Recommend somebody whom one follows on one's profile."""
    endorsements.endorse(request.db, request.account, account)
    return account


@api_view("account.unendorse", "POST", permission="write:accounts", returns=Relationship, about=the_account)
def unendorse(account: models.Account, request: Request) -> models.Account:
    """Recommend somebody no longer."""
    endorsements.unendorse(request.db, request.account, account)
    return account


@api_view(
    "account.pin", "POST", permission="write:accounts", returns=Relationship, about=the_account, deprecated=RENAMED
)
def pin(account: models.Account, request: Request) -> models.Account:
    """Recommend somebody: the former name of `endorse`."""
    return endorse(account, request)


@api_view(
    "account.unpin", "POST", permission="write:accounts", returns=Relationship, about=the_account, deprecated=RENAMED
)
def unpin(account: models.Account, request: Request) -> models.Account:
    """Recommend somebody no longer: the former name of `unendorse`."""
    return unendorse(account, request)
