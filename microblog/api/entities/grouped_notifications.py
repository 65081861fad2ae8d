"""What happened, with alike things put together, as applications see it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from pydantic import MISSING
from pyramid.request import Request

from ... import models
from ...addresses import avatar_url, profile_url
from ...queries.grouped_notifications import Group
from .accounts import Account
from .base import Entity, Id, Time, Url
from .notifications import TYPES, Type, shown_people, shown_posts
from .posts import Status


class PartialAccountWithAvatar(Entity):
    """As much of somebody as it takes to draw their picture."""

    id: Id
    acct: str
    url: Url
    avatar: Url
    avatar_static: Url
    locked: bool
    bot: bool

    @classmethod
    def show(cls, request: Request, things: Sequence[models.Account]) -> list[Self]:
        """Show people; asks nothing."""
        return [
            cls(
                id=one.id,
                acct=one.username,
                url=profile_url(request, one),
                avatar=avatar_url(request, one),
                avatar_static=avatar_url(request, one),
                locked=one.locked,
                bot=one.bot,
            )
            for one in things
        ]


class NotificationGroup(Entity):
    """Alike news of about the same time, told as one."""

    group_key: str
    notifications_count: int
    type: Type
    most_recent_notification_id: Id
    page_min_id: Id | MISSING = MISSING
    """The oldest of them that lies on this page. This and what follows is missing where no page is turned."""
    page_max_id: Id | MISSING = MISSING
    latest_page_notification_at: Time | MISSING = MISSING
    sample_account_ids: list[Id]
    """Who did the latest of it, the latest first."""
    status_id: Id | MISSING = MISSING
    """The post that it is about, if it is about one."""


@dataclass(frozen=True)
class GroupsView:
    """Groups with the people who stand for them."""

    groups: list[Group]
    people: dict[int, models.Account]
    paged: bool = True
    partly: bool = False
    """Whether of most people only their picture is wanted."""


class GroupedNotificationsResults(Entity):
    """What happened, with alike things put together; people and posts stand here once, however often they are named."""

    accounts: list[Account]
    partial_accounts: list[PartialAccountWithAvatar] | MISSING = MISSING
    """Those who are not the latest of any group; only if partial_avatars is asked for."""
    statuses: list[Status]
    notification_groups: list[NotificationGroup]

    @classmethod
    def show(cls, request: Request, things: Sequence[GroupsView]) -> list[Self]:
        """Show groups, in a fixed number of queries."""
        return [cls._of(request, view) for view in things]

    @classmethod
    def _of(cls, request: Request, view: GroupsView) -> Self:
        """Show one page of groups."""
        first = {one.head.by_id for one in view.groups}
        whole = [one for id, one in view.people.items() if id in first or not view.partly]
        part = [one for id, one in view.people.items() if id not in first]
        return cls(
            accounts=list(shown_people(request, whole).values()),
            partial_accounts=PartialAccountWithAvatar.show(request, part) if view.partly else MISSING,
            statuses=list(shown_posts(request, (one.head.post for one in view.groups)).values()),
            notification_groups=[_group(one, paged=view.paged) for one in view.groups],
        )


def _group(one: Group, *, paged: bool) -> NotificationGroup:
    """Show one group."""
    return NotificationGroup(
        group_key=one.key,
        notifications_count=one.count,
        type=TYPES[one.head.event],
        most_recent_notification_id=one.head.id,
        page_min_id=one.oldest if paged else MISSING,
        page_max_id=one.head.id if paged else MISSING,
        latest_page_notification_at=one.head.created_at if paged else MISSING,
        sample_account_ids=list(map(str, one.by_ids)),
        status_id=one.head.post_id or MISSING,
    )
