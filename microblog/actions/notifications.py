"""Telling people what happened."""

from sqlalchemy.orm import Session

from ..models import Account, Event, Notification, Post
from ..queries.notifications import newest_notification, notification_of


def notify(db: Session, account: Account, event: Event, *, by: Account, post: Post | None = None) -> None:
    """Tell `account` that `by` did something."""
    db.add(Notification(account_id=account.id, event=event, by_id=by.id, post_id=post.id if post else None))


def notify_once(db: Session, account: Account, event: Event, *, by: Account) -> None:
    """Tell `account` of something that can be done, undone and done again; once is enough."""
    if db.scalar(notification_of(account, event, by)) is None:
        notify(db, account, event, by=by)


def mark_as_read(db: Session, account: Account, *, up_to: int) -> None:
    """Mark everything up to the notification `up_to` as read; never less than was read before."""
    newest = db.scalar(newest_notification(account)) or 0
    account.notifications_read_id = max(account.notifications_read_id, min(up_to, newest))
