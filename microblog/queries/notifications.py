"""Questions about what happened."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session, aliased, joinedload

from ..clock import now
from ..models import (
    Account,
    Block,
    Event,
    Follow,
    MarkedTimeline,
    Marker,
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
from .relationships import is_lasting

FAITHFUL = timedelta(days=3)
"""Who has followed somebody for less is not yet one of their followers to their policy."""

HEARER = aliased(Account)
"""Made once: to name all columns anew takes longer than the rest of the question."""


@dataclass(frozen=True)
class Wanted:
    """Which of the things that happened to ask for."""

    events: frozenset[Event] = frozenset(Event)
    by_id: int | None = None
    """Only what this account did."""
    filtered: bool = False
    """Also what is kept apart."""


NEWS = Wanted()
EVERYTHING = Wanted(filtered=True)


def unread_count(db: Session, account: Account, wanted: Wanted = NEWS, *, limit: int = 100) -> int:
    """Count what somebody has not marked as read; `limit` stands for that and more."""
    unread = select(Notification.id).where(heard_by(account, wanted), ~read_by(account))
    return db.scalar(select(func.count()).select_from(unread.limit(limit).subquery())) or 0


def newest_notification(account: Account) -> Select[int]:
    """The id of the last thing that somebody was told."""
    return select(func.max(Notification.id)).where(Notification.account_id == account.id)


def notifications_of(account: Account, wanted: Wanted = NEWS) -> Select[Notification]:
    """What happened that concerns somebody, with who did it and the post it was."""
    post = joinedload(Notification.post)
    whole = joinedload(Notification.by, innerjoin=True), post, post.joinedload(Post.author)
    return select(Notification).where(heard_by(account, wanted)).options(*whole)


def read_notifications(db: Session, account: Account, place: Place, wanted: Wanted = NEWS) -> Page[Notification]:
    """Read one page of what happened."""
    return read_page(db, notifications_of(account, wanted), Notification.id, place).column(0)


def heard_by(
    account: Account | type[Account], wanted: Wanted = NEWS, news: type[Notification] = Notification
) -> ColumnElement[bool]:
    """Limit any query of notifications to what concerns somebody and what they want to hear.

    Left out is what came from people who are shut out, blocked or muted meanwhile, and what is about a post that they
    may not see any more.
    """
    shut_out = select(Account.id).where(Account.hidden)
    seen = select(Post.id).where(Post.id == news.post_id, visible_to(account))
    facts = [
        news.account_id == account.id,
        news.by_id.not_in(shut_out),
        or_(news.post_id.is_(None), seen.exists()),
        ~_shunned(account.id, news.by_id),
    ]
    if wanted.events != frozenset(Event):
        facts.append(news.event.in_(wanted.events))
    if wanted.by_id is not None:
        facts.append(news.by_id == wanted.by_id)
    return and_(*facts) if wanted.filtered else and_(~news.filtered, *facts)


def read_by(account: Account) -> ColumnElement[bool]:
    """Whether somebody has marked a notification as read."""
    return Notification.id <= last_read(account, MarkedTimeline.NOTIFICATIONS)


def read_by_its_hearer() -> ColumnElement[bool]:
    """Whether the one whom a notification is for has marked it as read, whoever that is."""
    marks = Marker.account_id == Notification.account_id, Marker.timeline == MarkedTimeline.NOTIFICATIONS
    return _there_is(*marks, Marker.last_read_id >= Notification.id)


def hearers(
    accounts: Iterable[Account], event: Event, by: Account, post: Post | None
) -> Select[int, NotificationPolicy, bool, bool, bool]:
    """Of some people, those who may be told that `by` did something, and what their policy asks about them.

    Rows are (id, policy or None, permitted, follows, followed). Left out are those who are shut out, want to have
    nothing to do with `by`, hear no more of the conversation, may not see the post, or were told already.
    """
    hearer = HEARER
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
        ~hearer.hidden,
        ~_shunned(hearer.id, by.id),
        ~_there_is(Block.blocker_id == by.id, Block.blocked_id == hearer.id),
        ~told,
    )
    if post is None:
        return rows
    deaf = _there_is(ThreadMute.account_id == hearer.id, ThreadMute.thread_id == post.thread_id)
    return rows.join(Post, Post.id == post.id).where(~deaf, within_sight_of(hearer))


def _shunned(account_id: Any, by_id: Any) -> ColumnElement[bool]:
    """Whether somebody blocks somebody else, or mutes them and what they do, at present."""
    return or_(
        _there_is(Block.blocker_id == account_id, Block.blocked_id == by_id),
        _there_is(Mute.muter_id == account_id, Mute.muted_id == by_id, Mute.notifications.is_(True), is_lasting()),
    )


def _there_is(*facts: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether there is a row of which all this is true."""
    return select(1).where(and_(*facts)).exists()
