"""Conversations in direct posts, for applications."""

from pyramid.request import Request

from .. import models
from ..actions.conversations import delete_conversation, mark_conversation
from ..errors import NotFound
from ..queries.conversations import conversation_with, read_conversations
from ..queries.paging import Page
from .contract import Cursored, api_view
from .entities.base import Empty
from .entities.conversations import Conversation
from .paging import Paging
from .things import MISSING, id_of


def the_conversation(request: Request) -> models.Conversation:
    """Find one of the conversations of whoever asks."""
    conversation = request.db.scalar(conversation_with(id_of(request), request.account))
    if conversation is None:
        raise NotFound(MISSING)
    return conversation


@api_view("conversations", "GET", permission="read:statuses", takes=Paging, returns=Cursored[Conversation])
def all_conversations(_context: object, request: Request) -> Page[models.Conversation]:
    """List one's conversations, that in which something was said last first. Pages are turned by the last posts."""
    return read_conversations(request.db, request.account, request.given.place)


@api_view("conversation", "DELETE", permission="write:conversations", returns=Empty, about=the_conversation)
def delete(conversation: models.Conversation, request: Request) -> Empty:
    """Put a conversation out of sight until somebody says something new in it. The posts stay."""
    delete_conversation(request.db, conversation)
    return Empty()


@api_view("conversation.read", "POST", permission="write:conversations", returns=Conversation, about=the_conversation)
def read(conversation: models.Conversation, request: Request) -> models.Conversation:
    """Say that one has read a conversation."""
    mark_conversation(conversation, unread=False)
    return conversation


@api_view("conversation.unread", "POST", permission="write:conversations", returns=Conversation, about=the_conversation)
def unread(conversation: models.Conversation, request: Request) -> models.Conversation:
    """Say that one wants to read a conversation again."""
    mark_conversation(conversation, unread=True)
    return conversation
