"""Not reading people for a while, for applications."""

from typing import Any

from pyramid.request import Request

from .. import models
from ..actions import mutes
from ..actions.mutes import MuteWish
from ..queries.paging import Page, read_page
from ..queries.relationships import muted_by
from .contract import Cursored, api_view
from .entities.mutes import MutedAccount
from .entities.relationships import Relationship
from .given import Flag, Given, Number
from .paging import LongPaging
from .things import the_account


class MuteGiven(Given):
    """How to mute somebody."""

    notifications: Flag = True
    """Whether what they do is not told, either."""
    duration: Number = 0
    """For how many seconds; 0 is for ever."""


@api_view("mutes", "GET", permission="read:mutes", takes=LongPaging, returns=Cursored[MutedAccount])
def everybody(_context: object, request: Request) -> Page[Any]:
    """List whom one has muted, the last first."""
    return read_page(request.db, muted_by(request.account), models.Mute.id, request.given.place)


@api_view("account.mute", "POST", permission="write:mutes", takes=MuteGiven, returns=Relationship, about=the_account)
def mute(account: models.Account, request: Request) -> models.Account:
    """Stop reading somebody, who is not told. Doing it again begins anew."""
    given: MuteGiven = request.given
    wish = MuteWish(notifications=given.notifications, seconds=given.duration)
    mutes.mute(request.db, request.account, account, wish)
    return account


@api_view("account.unmute", "POST", permission="write:mutes", returns=Relationship, about=the_account)
def unmute(account: models.Account, request: Request) -> models.Account:
    """Read somebody again."""
    mutes.unmute(request.db, request.account, account)
    return account
