"""What happened that concerns one, with alike things put together, for applications."""

from dataclasses import replace
from typing import Any, Literal

from pyramid.request import Request

from .. import models
from ..actions.notifications import dismiss_notifications
from ..errors import NotFound
from ..models import Event, Notification
from ..queries.grouped_notifications import (
    GROUPABLE,
    Group,
    members_of,
    people_of,
    read_group,
    read_groups,
    unread_groups_count,
)
from ..queries.paging import Page, read_page
from .contract import Cursored, api_view
from .entities.accounts import Account
from .entities.base import Empty
from .entities.grouped_notifications import GroupedNotificationsResults, GroupsView
from .entities.notifications import TYPES, NotificationCount
from .given import Many, Words
from .notifications import NotificationPaging, UnreadChoice
from .paging import LongPaging, add_links
from .things import MISSING


class GroupPaging(NotificationPaging):
    """Which news to tell together, and where in the list of them to read."""

    grouped_types: Many[Words] | None = None
    """Of what favourite, follow and reblog may be: which to put together."""
    expand_accounts: Literal["full", "partial_avatars"] = "full"
    """Whether to tell all of everybody, or of most no more than their picture."""


class UnreadGroupsChoice(UnreadChoice):
    """Which news to count, alike ones as one."""

    grouped_types: Many[Words] | None = None
    """Which to put together."""


def the_group(request: Request) -> Group:
    """Find a group of what the reader was told."""
    group = read_group(request.db, request.account, request.matchdict["key"])
    if group is None:
        raise NotFound(MISSING)
    return group


@api_view(
    "notifications.grouped",
    "GET",
    permission="read:notifications",
    takes=GroupPaging,
    returns=GroupedNotificationsResults,
)
def index(context: Any, request: Request) -> GroupsView:
    """Tell what happened, alike things as one, the newest first. `Link` headers lead to the pages before and after."""
    given = request.given
    page = read_groups(request.db, request.account, given.place, given.wanted, _events(given.grouped_types))
    add_links(request, page)
    partly = given.expand_accounts == "partial_avatars"
    return GroupsView(page.rows, people_of(request.db, page), partly=partly)


@api_view(
    "notifications.group",
    "GET",
    permission="read:notifications",
    returns=GroupedNotificationsResults,
    about=the_group,
)
def show(group: Group, request: Request) -> GroupsView:
    """Tell of one group."""
    return GroupsView([group], people_of(request.db, [group]), paged=False)


@api_view("notifications.group.dismiss", "POST", permission="write:notifications", returns=Empty, about=the_group)
def dismiss(group: Group, request: Request) -> Empty:
    """Forget all of a group."""
    members = members_of(request.account, group.key)
    ids = [] if members is None else request.db.scalars(members.with_only_columns(Notification.id))
    dismiss_notifications(request.db, request.account, ids)
    return Empty()


@api_view(
    "notifications.group.accounts",
    "GET",
    permission=("read:notifications", "write:notifications"),
    takes=LongPaging,
    returns=Cursored[Account],
    about=the_group,
)
def index_accounts(group: Group, request: Request) -> Page[models.Account]:
    """List those who did what a group tells, the latest first."""
    members = members_of(request.account, group.key)
    page: Page[Any] = read_page(request.db, members, Notification.id, request.given.place).column(0)
    return replace(page, rows=[one.by for one in page])


@api_view(
    "notifications.grouped.unread_count",
    "GET",
    permission="read:notifications",
    takes=UnreadGroupsChoice,
    returns=NotificationCount,
)
def count_unread(context: Any, request: Request) -> NotificationCount:
    """Count the groups in which there is something newer than the marker of the notifications."""
    given, events = request.given, _events(request.given.grouped_types)
    count = unread_groups_count(request.db, request.account, given.wanted, events, limit=given.limit)
    return NotificationCount(count=count)


def _events(types: list[str] | None) -> frozenset[Event]:
    """Which events are to be put together."""
    return GROUPABLE if types is None else frozenset(event for event in GROUPABLE if TYPES[event] in types)
