"""Naming people: they are told, and get a letter."""

from collections.abc import Collection

from sqlalchemy import delete
from sqlalchemy.orm import Session

from ..models import Account, Event, Mention, Post
from ..queries.posts import named_in
from .late_changes import mentions_gone, note_late_changes
from .notifications import forget_all, notify_all


def name_people(db: Session, post: Post, named: Collection[Account]) -> None:
    """Note down whom a post names, and tell those whom it did not name before; whom it names no more is forgotten."""
    before = set(db.scalars(named_in(post)))
    _forget(db, post, before - {account.id for account in named})
    fresh = [account for account in named if account.id not in before]
    db.add_all(Mention(post_id=post.id, account=account) for account in fresh)
    db.flush()
    note_late_changes(db, mentions_gone(post, len(before - {account.id for account in named}) - len(fresh)))

    notify_all(db, fresh, Event.MENTION, by=post.author, post=post)


def _forget(db: Session, post: Post, account_ids: Collection[int]) -> None:
    """Take it back that a post names some people."""
    if not account_ids:
        return
    db.execute(delete(Mention).where(Mention.post_id == post.id, Mention.account_id.in_(account_ids)))
    forget_all(db, account_ids, Event.MENTION, by=post.author, post=post)
