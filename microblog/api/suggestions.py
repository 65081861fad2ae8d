"""Whom one might like to follow, for applications."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from pyramid.request import Request

from .. import models
from ..actions.suggestions import dismiss_suggestion
from ..queries.suggestions import suggestions_for
from .contract import api_view
from .entities.accounts import Account
from .entities.base import Empty
from .entities.suggestions import Suggestion
from .given import Given
from .paging import limit_of
from .things import the_account

REPLACED = date(2021, 5, 16)
"""When the protocol (3.4) found the present address, which tells why somebody is suggested."""


class HowMany(Given):
    """How many to suggest."""

    limit: limit_of(40) = 40  # type: ignore[valid-type]
    """How many at most."""


@api_view("suggestions", "GET", permission="read", takes=HowMany, returns=list[Suggestion])
def index(_context: object, request: Request) -> Sequence[Any]:
    """Suggest people: those whom most of those follow whom one follows oneself, then those who wrote last.

    Left out is who does not want to be recommended, and whom one follows, asked to follow, blocks, mutes or dismissed.
    """
    return request.db.execute(suggestions_for(request.account).limit(request.given.limit)).all()  # type: ignore[no-any-return]


@api_view("suggestions.v1", "GET", permission="read", takes=HowMany, returns=list[Account], deprecated=REPLACED)
def index_v1(_context: object, request: Request) -> Sequence[models.Account]:
    """Suggest people, and do not tell why."""
    return request.db.scalars(suggestions_for(request.account).limit(request.given.limit)).all()  # type: ignore[no-any-return]


@api_view("suggestion", "DELETE", permission="write", returns=Empty, about=the_account)
def dismiss(account: models.Account, request: Request) -> Empty:
    """Suggest somebody no more. Doing it twice is doing it once."""
    dismiss_suggestion(request.db, request.account, account)
    return Empty()
