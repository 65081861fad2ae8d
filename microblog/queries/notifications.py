"""Questions about what happened."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, true
from sqlalchemy.orm import Session, aliased, contains_eager

from ..clock import now
from ..models import (
    Account,
    Block,
    Event,
    Follow,
    MarkedTimeline,
    Mute,
    Notification,
    NotificationPermission,
    NotificationPolicy,
    Post,
    ThreadMute,
)
from .markers import last_read
from .paging import Page, Place, read_page
from .posts import visible_to, within_sight_of

T = TypeVar("T")

FAITHFUL = timedelta(days=3)
"""Who has followed somebody for less is not yet one of their followers to their policy."""


def unread_count(db: Session, account: Account) -> int:
    """Count what somebody has not marked as read; 100 stands for more than 99."""
    read = last_read(account, MarkedTimeline.NOTIFICATIONS)
    unread = _news(select(Notification.id), account).where(Notification.id > read)
    return db.scalar(select(func.count()).select_from(unread.limit(100).subquery())) or 0


def newest_notification(account: Account) -> Select[int]:
    """The id of the last thing that somebody was told."""
    return select(func.max(Notification.id)).where(Notification.account_id == account.id)


def notifications_of(account: Account, *, filtered: bool = False) -> Select[Notification]:
    """What happened that concerns somebody, with who did it and the post it was; what is kept apart if `filtered`.

    Left out is what came from people who are shut out, blocked or muted meanwhile, and what is about a post that they
    may not see any more.
    """
    post = contains_eager(Notification.post)
    whole = contains_eager(Notification.by), post, post.joinedload(Post.author)
    return _news(select(Notification), account, filtered=filtered).options(*whole)


def read_notifications(db: Session, account: Account, place: Place) -> Page[Notification]:
    """Read one page of what happened."""
    return read_page(db, notifications_of(account), Notification.id, place).column(0)


def hearers(
    accounts: Iterable[Account], event: Event, by: Account, post: Post | None
) -> Select[int, NotificationPolicy, bool, bool, bool]:
    """Of some people, those who may be told that `by` did something, and what their policy asks about them.

    Rows are (id, policy or None, permitted, follows, followed). Left out are those who are shut out, want to have
    nothing to do with `by`, hear no more of the conversation, may not see the post, or were told already.
    """
    hearer = aliased(Account)
    facts = (
        _there_is(NotificationPermission.account_id == hearer.id, NotificationPermission.from_id == by.id),
        _there_is(Follow.follower_id == hearer.id, Follow.followed_id == by.id),
        _there_is(Follow.follower_id == by.id, Follow.followed_id == hearer.id, Follow.created_at < now() - FAITHFUL),
    )
    rows = select(hearer.id, NotificationPolicy, *facts).outerjoin(
        NotificationPolicy, NotificationPolicy.account_id == hearer.id
    )
    told = _there_is(
        Notification.account_id == hearer.id,
        Notification.event == event,
        Notification.by_id == by.id,
        Notification.post_id == post.id if post else Notification.post_id.is_(None),
    )
    rows = rows.where(
        hearer.id.in_([one.id for one in accounts]),
        hearer.suspended_at.is_(None),
        ~_shunned(hearer.id, by.id),
        ~_there_is(Block.blocker_id == by.id, Block.blocked_id == hearer.id),
        ~told,
    )
    if post is None:
        return rows
    deaf = _there_is(ThreadMute.account_id == hearer.id, ThreadMute.thread_id == post.thread_id)
    return rows.join(Post, Post.id == post.id).where(~deaf, within_sight_of(hearer))


def _news(news: Select[T], account: Account, *, filtered: bool = False) -> Select[T]:
    """Limit to what concerns somebody and what they want to know; the filtered among it, if wanted."""
    about = or_(Notification.post_id.is_(None), visible_to(account))
    return (
        news.join(Notification.by)
        .outerjoin(Notification.post)
        .where(
            Notification.account_id == account.id,
            true() if filtered else ~Notification.filtered,
            Account.suspended_at.is_(None),
            about,
            ~_shunned(account.id, Notification.by_id),
        )
    )


def _shunned(account_id: Any, by_id: Any) -> ColumnElement[bool]:
    """Whether somebody blocks somebody else, or mutes them and what they do, at present."""
    lasting = or_(Mute.expires_at.is_(None), Mute.expires_at > now())
    return or_(
        _there_is(Block.blocker_id == account_id, Block.blocked_id == by_id),
        _there_is(Mute.muter_id == account_id, Mute.muted_id == by_id, Mute.notifications.is_(True), lasting),
    )


def _there_is(*facts: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether there is a row of which all this is true."""
    return select(1).where(and_(*facts)).exists()
