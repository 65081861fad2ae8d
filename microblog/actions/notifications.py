"""Telling people what happened."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ..models import Account, Event, Notification, Post


def notify(db: Session, account: Account, event: Event, *, by: Account, post: Post | None = None) -> None:
    """Tell `account` that `by` did something."""
    db.add(Notification(account_id=account.id, event=event, by_id=by.id, post_id=post.id if post else None))


def notify_once(db: Session, account: Account, event: Event, *, by: Account) -> None:
    """Tell `account` of something that can be done, undone and done again; once is enough."""
    told = select(Notification.id).where(
        Notification.account_id == account.id, Notification.event == event, Notification.by_id == by.id
    )
    if db.scalar(told.limit(1)) is None:
        notify(db, account, event, by=by)


def mark_as_read(db: Session, account: Account, *, up_to: int) -> None:
    """Mark everything up to the notification `up_to` as read; never less than was read before."""
    newest = db.scalar(select(func.max(Notification.id)).where(Notification.account_id == account.id)) or 0
    account.notifications_read_id = max(account.notifications_read_id, min(up_to, newest))
