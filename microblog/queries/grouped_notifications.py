"""Questions about what happened, with alike things put together: who liked the same post at about the same time, say.

A group is told by its newest member, its head. Groups lie within half a day by the clock, so that a key says all of
its group and what came in later never changes the groups of yesterday.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import Session, aliased

from ..models import Account, Event, Notification
from .notifications import EVERYTHING, NEWS, Wanted, heard_by, notifications_of, read_by
from .paging import MAX_ID, Page, Place, read_page

GROUPABLE = frozenset({Event.FAVOURITE, Event.BOOST, Event.FOLLOW})
SPAN = 12 * 3600 * 1000 << 16
"""Half a day, in ids."""
SAMPLE = 8
"""How many of those who did it are told at once."""

KEY = re.compile("ungrouped-([0-9]{1,19})|follow-([0-9]{1,9})|(favourite|boost)-([0-9]{1,19})-([0-9]{1,9})")


@dataclass(frozen=True)
class Group:
    """Some things that happened, told as one."""

    key: str
    head: Notification
    """The newest of them."""
    count: int = 1
    by_ids: list[int] = field(default_factory=list)
    """Who did the newest of them, the latest first; at most SAMPLE."""
    oldest: int | None = None
    """The oldest of them on this page."""


def key_of(one: Notification, grouped: Iterable[Event] = GROUPABLE) -> str:
    """Name the group to which something belongs, if events such as it are `grouped`."""
    if one.event not in GROUPABLE.intersection(grouped):
        return f"ungrouped-{one.id}"
    return "-".join(str(part) for part in (one.event, one.post_id, one.id // SPAN) if part is not None)


def members_of(account: Account, key: str) -> Select[Notification] | None:
    """What is in the group of a key, kept apart or not; None if it is no key."""
    match = KEY.fullmatch(key)
    if match is None:
        return None
    single, follows, event, post_id, span = match.groups()
    members = notifications_of(account, EVERYTHING)
    if single:
        return members.where(Notification.id == min(int(single), MAX_ID))

    first = min(int(follows or span) * SPAN, MAX_ID - SPAN)
    members = members.where(Notification.id >= first, Notification.id < first + SPAN)
    if follows:
        return members.where(Notification.event == Event.FOLLOW)
    return members.where(Notification.event == Event(event), Notification.post_id == min(int(post_id), MAX_ID))


def read_groups(
    db: Session, account: Account, place: Place, wanted: Wanted = NEWS, grouped: Iterable[Event] = GROUPABLE
) -> Page[Group]:
    """Read one page of groups, those in which something happened last first, in two queries."""
    events = GROUPABLE.intersection(grouped)
    heads = notifications_of(account, wanted).where(_is_head(account, wanted, events))
    page: Page[Any] = read_page(db, heads, Notification.id, place).column(0)
    facts = _facts(db, account, wanted, [one for one in page if one.event in events], page.last or 0)
    groups = [Group(key_of(one, events), one, *facts.get(one.id, (1, [one.by_id], one.id))) for one in page]
    return Page(groups, page.newer, page.older, page.first, page.last)


def read_group(db: Session, account: Account, key: str) -> Group | None:
    """Read one group; None if there is none of that key."""
    members = members_of(account, key)
    newest = [] if members is None else list(db.scalars(members.order_by(Notification.id.desc()).limit(SAMPLE)))
    if members is None or not newest:
        return None
    count = db.scalar(select(func.count()).select_from(members.subquery())) or 0
    return Group(key, newest[0], count, [one.by_id for one in newest])


def people_of(db: Session, groups: Iterable[Group]) -> dict[int, Account]:
    """Load those who stand for groups, by their ids, as they are named."""
    ids = list(dict.fromkeys(id for one in groups for id in one.by_ids))
    known = {one.id: one for one in db.scalars(select(Account).where(Account.id.in_(ids)))}
    return {id: known[id] for id in ids}


def unread_groups_count(db: Session, account: Account, wanted: Wanted, grouped: Iterable[Event], *, limit: int) -> int:
    """Count the groups in which something happened that somebody has not marked as read, up to `limit`."""
    heads = select(Notification.id).where(
        heard_by(account, wanted), ~read_by(account), _is_head(account, wanted, GROUPABLE.intersection(grouped))
    )
    return db.scalar(select(func.count()).select_from(heads.limit(limit).subquery())) or 0


def _is_head(account: Account, wanted: Wanted, events: frozenset[Event]) -> ColumnElement[bool]:
    """Whether there is nothing newer in the group of a notification.

    A subquery that is asked row by row: PostgreSQL would make of "not exists" a join of all notifications.
    """
    newer = aliased(Notification)
    others = select(newer.id).where(
        newer.id > Notification.id,
        newer.event.in_(events),
        _is_of(newer, Notification),
        heard_by(account, wanted, newer),
    )
    return others.limit(1).scalar_subquery().is_(None)


def _is_of(one: type[Notification], other: type[Notification]) -> ColumnElement[bool]:
    """Whether two notifications of one account belong to one group, if there is one."""
    first = other.id - other.id % SPAN
    same_post = func.coalesce(one.post_id, 0) == func.coalesce(other.post_id, 0)
    return and_(one.event == other.event, same_post, one.id >= first, one.id < first + SPAN)


def _facts(
    db: Session, account: Account, wanted: Wanted, heads: list[Notification], last: int
) -> dict[int, tuple[int, list[int], int]]:
    """Of each group: how many it has, who did the newest, and which is its oldest not before `last`."""
    if not heads:
        return {}
    ids = [one.id for one in heads]
    head = aliased(Notification)
    each: dict[str, Any] = {"partition_by": head.id}
    ranked = (
        select(
            head.id.label("head"),
            Notification.by_id,
            func.count().over(**each).label("members"),
            func.min(Notification.id).filter(Notification.id >= last).over(**each).label("oldest"),
            func.row_number().over(**each, order_by=Notification.id.desc()).label("rank"),
        )
        .join(head, _is_of(Notification, head))
        .where(head.id.in_(ids), heard_by(account, wanted))
        .where(Notification.id >= min(ids) - min(ids) % SPAN, Notification.id <= max(ids))
        .subquery()
    )
    facts: dict[int, tuple[int, list[int], int]] = {}
    newest = select(ranked.c.head, ranked.c.by_id, ranked.c.members, ranked.c.oldest).where(ranked.c.rank <= SAMPLE)
    for id, by_id, count, oldest in db.execute(newest.order_by(ranked.c.head, ranked.c.rank)):
        facts.setdefault(id, (count, [], oldest))[1].append(by_id)
    return facts
