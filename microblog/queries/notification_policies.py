"""Questions about whom somebody wants to hear, and about what was kept apart from all others."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, aliased

from ..models import Account, Event, Notification, NotificationPermission, NotificationPolicy, Post
from .notifications import EVERYTHING, heard_by, notifications_of
from .paging import Page, Place, read_page
from .posts import posts

MOST = 100
"""Beyond this, what was kept apart is not counted."""


@dataclass(frozen=True)
class NotificationRequest:
    """What was kept apart of what one account did: the wish to be heard."""

    first: Notification
    """The oldest of it; its id names the request."""
    count: int
    """How much it is; MOST stands for that and more."""
    last: Notification
    post: Post | None
    """The newest post in which they spoke to one."""


def policy_of(account: Account) -> Select[NotificationPolicy]:
    """Find what somebody said of whom they want to hear at once."""
    return select(NotificationPolicy).where(NotificationPolicy.account_id == account.id)


def permission_for(account: Account, by_id: int) -> Select[NotificationPermission]:
    """Find the fact that somebody wants to hear somebody else whatever their policy says."""
    permissions = select(NotificationPermission).where(NotificationPermission.account_id == account.id)
    return permissions.where(NotificationPermission.from_id == by_id)


def kept_apart(account: Account, ids: list[int]) -> Select[Notification]:
    """What was kept apart, of these ids."""
    apart = notifications_of(account, EVERYTHING).where(Notification.filtered, Notification.id.in_(ids))
    return apart.order_by(Notification.id)


def count_kept_apart(db: Session, account: Account) -> tuple[int, int]:
    """Count the accounts of which something was kept apart, and how much it is."""
    apart = select(Notification.by_id).where(heard_by(account, EVERYTHING), Notification.filtered)
    rows = apart.limit(MOST * MOST).subquery()
    people, news = db.execute(select(func.count(rows.c.by_id.distinct()), func.count()).select_from(rows)).one()
    return people, news


def read_requests(db: Session, account: Account, place: Place) -> Page[NotificationRequest]:
    """Read one page of requests, those that began last first."""
    earlier = aliased(Notification)
    same = (earlier.filtered, earlier.by_id == Notification.by_id, earlier.id < Notification.id)
    is_first = ~select(earlier.id).where(heard_by(account, EVERYTHING, earlier), *same).exists()
    firsts = notifications_of(account, EVERYTHING).where(Notification.filtered, is_first)
    page: Page[Notification] = read_page(db, firsts, Notification.id, place).column(0)
    return Page(requests_beginning_with(db, account, list(page)), page.newer, page.older, page.first, page.last)


def requests_beginning_with(db: Session, account: Account, firsts: list[Notification]) -> list[NotificationRequest]:
    """Sum up what was kept apart of those who did these things, in three queries however many they are."""
    addressed = func.max(Notification.post_id).filter(Notification.event.in_((Event.MENTION, Event.REPLY)))
    apart = select(Notification.by_id, func.count(), func.max(Notification.id), addressed).where(
        heard_by(account, EVERYTHING), Notification.filtered, Notification.by_id.in_([one.by_id for one in firsts])
    )
    sums: list[Any] = list(db.execute(apart.group_by(Notification.by_id)))
    lasts = {one.by_id: one for one in db.scalars(kept_apart(account, [last for _, _, last, _ in sums]))}
    about = {post.id: post for post in db.scalars(posts().where(Post.id.in_([one for *_, one in sums if one])))}
    told = {by_id: (min(count, MOST), lasts[by_id], about.get(one)) for by_id, count, _, one in sums}
    return [NotificationRequest(first, *told[first.by_id]) for first in firsts]
