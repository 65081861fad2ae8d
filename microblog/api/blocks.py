"""Having nothing to do with people, for applications."""

from typing import Any

from pyramid.request import Request

from .. import models
from ..actions import blocks
from ..queries.paging import Page
from ..queries.relationships import blocks_by, read_people
from .contract import Cursored, api_view
from .entities.accounts import Account
from .entities.relationships import Relationship
from .paging import LongPaging
from .things import the_account


@api_view("blocks", "GET", permission="read:blocks", takes=LongPaging, returns=Cursored[Account])
def everybody(_context: object, request: Request) -> Page[Any]:
    """List whom one blocks, the last first."""
    return read_people(request.db, blocks_by(request.account), request.given.place)


@api_view("account.block", "POST", permission="write:blocks", returns=Relationship, about=the_account)
def block(account: models.Account, request: Request) -> models.Account:
    """Hide from somebody, and hear from them no more. Neither follows the other any longer."""
    blocks.block(request.db, request.account, account)
    return account


@api_view("account.unblock", "POST", permission="write:blocks", returns=Relationship, about=the_account)
def unblock(account: models.Account, request: Request) -> models.Account:
    """Let somebody see one again."""
    blocks.unblock(request.db, request.account, account)
    return account


@api_view("domain_blocks", "GET", permission="read:blocks", returns=list[str])
def domains(_context: object, request: Request) -> list[str]:
    """List which other sites one blocks: none, as nobody is of another site."""
    return []
