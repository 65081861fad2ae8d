"""Those who ask to follow, for applications."""

from typing import Any

from pyramid.request import Request

from .. import models
from ..actions.relationships import accept, reject
from ..queries.paging import Page
from ..queries.relationships import follow_requests_to, read_people
from .contract import Cursored, api_view
from .entities.accounts import Account
from .entities.relationships import Relationship
from .paging import LongPaging
from .things import the_account


@api_view("follow_requests", "GET", permission="read:follows", takes=LongPaging, returns=Cursored[Account])
def everybody(_context: object, request: Request) -> Page[Any]:
    """List who asks to follow, those who came last first."""
    return read_people(request.db, follow_requests_to(request.account), request.given.place)


@api_view("follow_request.authorize", "POST", permission="write:follows", returns=Relationship, about=the_account)
def authorize(account: models.Account, request: Request) -> models.Account:
    """Let somebody follow who asked to."""
    accept(request.db, request.account, account)
    return account


@api_view("follow_request.reject", "POST", permission="write:follows", returns=Relationship, about=the_account)
def refuse(account: models.Account, request: Request) -> models.Account:
    """Do not let somebody follow who asked to; they are not told."""
    reject(request.db, request.account, account)
    return account
