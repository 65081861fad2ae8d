"""Questions about what happened."""

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload

from ..models import Account, Event, Notification, Post
from .paging import Page, Place, read_page


def unread_count(db: Session, account: Account) -> int:
    """Count what somebody has not marked as read; 100 stands for more than 99."""
    unread = select(Notification.id).where(
        Notification.account_id == account.id, Notification.id > account.notifications_read_id
    )
    return db.scalar(select(func.count()).select_from(unread.limit(100).subquery())) or 0


def notification_of(account: Account, event: Event, by: Account) -> Select[Notification]:
    """Find out whether somebody was told that somebody else did something."""
    told = select(Notification).where(Notification.account_id == account.id, Notification.by_id == by.id)
    return told.where(Notification.event == event).limit(1)


def newest_notification(account: Account) -> Select[int]:
    """The id of the last thing that somebody was told."""
    return select(func.max(Notification.id)).where(Notification.account_id == account.id)


def notifications_of(account: Account) -> Select[Notification]:
    """What happened that concerns somebody, with who did it and the post it was."""
    return (
        select(Notification)
        .where(Notification.account_id == account.id)
        .options(
            joinedload(Notification.by, innerjoin=True),
            joinedload(Notification.post).joinedload(Post.author, innerjoin=True),
        )
    )


def read_notifications(db: Session, account: Account, place: Place) -> Page[Notification]:
    """Read one page of what happened."""
    return read_page(db, notifications_of(account), Notification.id, place).column(0)
