"""What one thinks of somebody, for applications."""

from pyramid.request import Request

from .. import models
from ..actions.notes import NoteDraft, write_note
from .contract import api_view
from .entities.relationships import Relationship
from .given import Given, Words
from .things import the_account


class NoteGiven(Given):
    """What to write down."""

    comment: Words = ""
    """It takes the place of what stood there; an empty one removes it."""


@api_view("account.note", "POST", permission="write:accounts", takes=NoteGiven, returns=Relationship, about=the_account)
def note(account: models.Account, request: Request) -> models.Account:
    """Write down what one thinks of somebody. Nobody else sees it."""
    write_note(request.db, request.account, account, NoteDraft.read({"text": request.given.comment}))
    return account
