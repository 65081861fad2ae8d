"""Questions about whom somebody wants to hear, and about what was kept apart from all others."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ScalarSelect, Select, Subquery, func, select
from sqlalchemy.orm import Session

from ..models import Account, Event, Notification, NotificationPermission, NotificationPolicy, Post, moment_of
from .notifications import EVERYTHING, heard_by
from .paging import Page, Place, read_page
from .posts import posts

MOST = 100
"""Beyond this, what was kept apart is not counted."""


@dataclass(frozen=True)
class NotificationRequest:
    """What was kept apart of what one account did: the wish to be heard."""

    by: Account
    count: int
    """How much it is; MOST stands for that and more."""
    first_at: datetime
    last_at: datetime
    post: Post | None
    """The newest post in which they spoke to one."""


def policy_of(account: Account) -> Select[NotificationPolicy]:
    """Find what somebody said of whom they want to hear at once."""
    return select(NotificationPolicy).where(NotificationPolicy.account_id == account.id)


def permission_for(account: Account, by_id: int) -> Select[NotificationPermission]:
    """Find the fact that somebody wants to hear somebody else whatever their policy says."""
    permissions = select(NotificationPermission).where(NotificationPermission.account_id == account.id)
    return permissions.where(NotificationPermission.from_id == by_id)


def requesting(account: Account) -> Select[Account]:
    """Those of whom something was kept apart."""
    apart = select(Notification.by_id).where(heard_by(account, EVERYTHING), Notification.filtered)
    return select(Account).where(Account.id.in_(apart))


def count_kept_apart(db: Session, account: Account) -> tuple[int, int]:
    """Count the accounts of which something was kept apart, and how much it is."""
    rows = _kept_apart(account)
    people, news = db.execute(select(func.count(rows.c.by_id.distinct()), func.count()).select_from(rows)).one()
    return people, news


def people_kept_apart(account: Account) -> ScalarSelect[int]:
    """How many are the accounts of which something was kept apart."""
    return select(func.count(_kept_apart(account).c.by_id.distinct())).scalar_subquery()


def _kept_apart(account: Account) -> Subquery:
    """Who did what was kept apart, as far as it is counted."""
    apart = select(Notification.by_id).where(heard_by(account, EVERYTHING), Notification.filtered)
    return apart.limit(MOST * MOST).subquery()


def read_requests(db: Session, account: Account, place: Place) -> Page[NotificationRequest]:
    """Read one page of requests, in three queries; those who joined last first."""
    page: Page[Account] = read_page(db, requesting(account), Account.id, place).column(0)
    return Page(requests_of(db, account, list(page)), page.newer, page.older, page.first, page.last)


def requests_of(db: Session, account: Account, people: list[Account]) -> list[NotificationRequest]:
    """Sum up what was kept apart of what these people did, in two queries however many they are."""
    addressed = func.max(Notification.post_id).filter(Notification.event.in_((Event.MENTION, Event.REPLY, Event.QUOTE)))
    apart = (
        select(Notification.by_id, func.count(), func.min(Notification.id), func.max(Notification.id), addressed)
        .where(heard_by(account, EVERYTHING), Notification.filtered, Notification.by_id.in_([one.id for one in people]))
        .group_by(Notification.by_id)
    )
    sums: dict[int, Any] = {by_id: rest for by_id, *rest in db.execute(apart)}
    about = {
        post.id: post for post in db.scalars(posts().where(Post.id.in_([one for *_, one in sums.values() if one])))
    }
    return [
        NotificationRequest(by, min(count, MOST), moment_of(first), moment_of(last), about.get(post_id))
        for by in people
        for count, first, last, post_id in [sums[by.id]]
    ]
