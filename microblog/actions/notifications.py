"""Telling people what happened."""

from collections.abc import Iterable, Iterator
from datetime import timedelta

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from ..clock import now
from ..models import (
    Account,
    Event,
    Handling,
    MarkedTimeline,
    Notification,
    NotificationPolicy,
    Post,
    Visibility,
    violated,
)
from ..queries.notifications import hearers, newest_notification
from .markers import move_marker
from .reasons import forget_reasons, promise_letters

NEW = timedelta(days=30)
"""Who came here later than that ago is new."""

CHANGED = frozenset({Event.EDIT, Event.QUOTED_EDIT})

WANTED = CHANGED | {Event.POST, Event.POLL}
"""One has asked for these, so that no policy is asked about them."""


def notify(db: Session, account: Account, event: Event, *, by: Account, post: Post | None = None) -> bool:
    """Tell `account` that `by` did something; False unless they are told now. See `notify_all`."""
    return bool(notify_all(db, [account], event, by=by, post=post))


def notify_all(
    db: Session, accounts: Iterable[Account], event: Event, *, by: Account, post: Post | None = None
) -> list[Account]:
    """Tell people that `by` did something, here at once, and by a letter to those who want one; return who is told.

    Nobody is told of themselves (but of the end of their own poll), of what they may not see, by somebody whom they
    do not want to hear, or twice. Some keep the news apart, or do not want it, as their policy says: they are not
    among those who are told.
    """
    post = post.original if post else None
    others = {one.id: one for one in accounts if one.id != by.id or event is Event.POLL}
    if not others or by.hidden or (post is not None and post.deleted_at is not None):
        return []
    if event in CHANGED:  # of several edits, the last is the news
        forget_all(db, others, event, by=by, post=post)

    news = _keep(db, list(_news(db, others.values(), event, by, post)))
    heard = {one.account_id for one in news if not one.filtered}
    told = [one for one in others.values() if one.id in heard]
    promise_letters(db, told, event, by=by, post=post)
    return told


def take_back(db: Session, account: Account, event: Event, *, by: Account, post: Post | None = None) -> None:
    """Forget that `account` was told that `by` did something, as it was undone."""
    forget_all(db, [account.id], event, by=by, post=post.original if post else None)


def forget_all(db: Session, account_ids: Iterable[int], event: Event, *, by: Account, post: Post | None = None) -> None:
    """Forget that people were told, and do not tell them by letter, either."""
    account_ids = list(account_ids)
    told = delete(Notification).where(Notification.account_id.in_(account_ids), Notification.event == event)
    about = Notification.post_id == post.id if post else Notification.post_id.is_(None)
    db.execute(told.where(Notification.by_id == by.id, about))
    forget_reasons(db, account_ids, event, by=by, post=post)


def mark_as_read(db: Session, account: Account, *, up_to: int) -> None:
    """Mark everything up to the notification `up_to` as read; never less than was read before."""
    newest = db.scalar(newest_notification(account)) or 0
    place = min(up_to, newest)
    if place > 0:
        move_marker(db, account, MarkedTimeline.NOTIFICATIONS, to=place, forward_only=True)


def clear_notifications(db: Session, account: Account) -> None:
    """Forget all that somebody was told."""
    db.execute(delete(Notification).where(Notification.account_id == account.id))


def dismiss_notifications(db: Session, account: Account, ids: Iterable[int]) -> None:
    """Forget some of what somebody was told; what they were not told is no news to forget."""
    db.execute(delete(Notification).where(Notification.account_id == account.id, Notification.id.in_(list(ids))))


def _news(
    db: Session, accounts: Iterable[Account], event: Event, by: Account, post: Post | None
) -> Iterator[Notification]:
    """Make the news for those who may be told, as their policies want it."""
    for account_id, policy, permitted, follows, followed in db.execute(hearers(accounts, event, by, post)).all():
        handling = Handling.ACCEPT
        if policy is not None and not permitted and event not in WANTED:
            private = post is not None and post.visibility is Visibility.DIRECT and post.answered_id != account_id
            handling = _handling(policy, by, follows=follows, followed=followed, private=private)
        if handling is not Handling.DROP:
            filtered = handling is Handling.FILTER
            yield Notification(
                account_id=account_id, event=event, by_id=by.id, post_id=post.id if post else None, filtered=filtered
            )


def _handling(policy: NotificationPolicy, by: Account, *, follows: bool, followed: bool, private: bool) -> Handling:
    """Apply a policy to news from somebody: of all that is said about people like them, the hardest counts."""
    said = {
        policy.for_not_following if not follows else Handling.ACCEPT,
        policy.for_not_followers if not followed else Handling.ACCEPT,
        policy.for_new_accounts if by.created_at > now() - NEW else Handling.ACCEPT,
        policy.for_private_mentions if private and not follows else Handling.ACCEPT,
    }
    return next(one for one in (Handling.DROP, Handling.FILTER, Handling.ACCEPT) if one in said)


def _keep(db: Session, news: list[Notification]) -> list[Notification]:
    """Write down what is news; leave out what was told by somebody else in the same moment."""
    if not news:
        return []
    try:
        with db.begin_nested():
            db.add_all(news)
            db.flush()
    except IntegrityError as error:
        if violated(error) != "uq_notifications_account_id_event_by_id_post_id":
            raise
        return [kept for one in news for kept in _keep(db, [one])] if len(news) > 1 else []
    return news
