"""Naming people: they are told, and get a letter."""

from collections.abc import Collection

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from ..models import Account, Event, Mention, Notification, Post, Reason, ReasonState
from ..queries.posts import named_in
from .notifications import notify_all


def name_people(db: Session, post: Post, named: Collection[Account]) -> None:
    """Note down whom a post names, and tell those whom it did not name before; whom it names no more is forgotten."""
    before = set(db.scalars(named_in(post)))
    _forget(db, post, before - {account.id for account in named})
    fresh = [account for account in named if account.id not in before]
    db.add_all(Mention(post_id=post.id, account=account) for account in fresh)
    db.flush()

    notify_all(db, fresh, Event.MENTION, by=post.author, post=post)


def _forget(db: Session, post: Post, account_ids: Collection[int]) -> None:
    """Take it back that a post names some people."""
    if not account_ids:
        return
    for trace in (Mention, Notification):
        gone = delete(trace).where(trace.post_id == post.id, trace.account_id.in_(account_ids))
        db.execute(gone if trace is Mention else gone.where(Notification.event == Event.MENTION))
    gone_reasons = update(Reason).where(Reason.post_id == post.id, Reason.state == ReasonState.WAITING)
    gone_reasons = gone_reasons.where(Reason.account_id.in_(account_ids), Reason.event == Event.MENTION)
    db.execute(gone_reasons.values(state=ReasonState.DROPPED))
