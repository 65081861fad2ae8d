"""Keeping direct posts together, for each of those concerned."""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from ..models import Account, Conversation, Post, Visibility
from ..queries.conversations import conversation_about, ending_with, estranged_from, last_direct_post
from .once import keep_once


def record_direct(db: Session, post: Post, named: Iterable[Account]) -> None:
    """Bring a direct post, new or edited, before those whom it names; and back from those it names no more.

    To its author it is read, to everybody else there is something new. Whoever blocks the author, or is blocked by
    them, keeps the conversation as it was.
    """
    if post.visibility is not Visibility.DIRECT:
        return
    concerned = {post.author_id, *(account.id for account in named)}
    _step_back(db, [kept for kept in db.scalars(ending_with(post)) if kept.account_id not in concerned])

    estranged = {id for pair in db.execute(estranged_from(post.author, concerned)) for id in pair}
    # In one order for everybody, so that two answers at one moment do not wait for each other.
    for account_id in sorted(concerned - estranged | {post.author_id}):
        _bring(db, account_id, post)


def forget_direct(db: Session, post: Post) -> None:
    """Take a post that was deleted out of the conversations that it ended: what was said before is their last."""
    _step_back(db, db.scalars(ending_with(post)))


def mark_conversation(conversation: Conversation, *, unread: bool) -> None:
    """Say whether there is something new in it."""
    conversation.unread = unread


def delete_conversation(db: Session, conversation: Conversation) -> None:
    """Put a conversation out of sight until somebody says something new in it. The posts stay."""
    db.delete(conversation)


def _bring(db: Session, account_id: int, post: Post) -> None:
    """Make a post the last of somebody's conversation, unless something newer is."""
    if _renew(db, account_id, post):
        return
    unread = account_id != post.author_id
    kept = Conversation(account_id=account_id, thread_id=post.thread_id, last_post_id=post.id, unread=unread)
    if not keep_once(db, kept, "uq_conversations_account_id_thread_id"):
        _renew(db, account_id, post)  # somebody else said something in the same moment


def _renew(db: Session, account_id: int, post: Post) -> bool:
    """Make a post the last of a conversation that is there already; False if there is none."""
    kept = db.scalar(conversation_about(account_id, post.thread_id))
    if kept is not None and (kept.last_post_id or 0) < post.id:
        kept.last_post_id, kept.unread = post.id, account_id != post.author_id
    return kept is not None


def _step_back(db: Session, conversations: Iterable[Conversation]) -> None:
    """Let conversations end with what was said before; without anything, they are gone."""
    for conversation in list(conversations):
        conversation.last_post_id = db.scalar(last_direct_post(conversation.account_id, conversation.thread_id))
        if conversation.last_post_id is None:
            db.delete(conversation)
