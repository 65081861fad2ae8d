"""What happened that concerns one, for applications."""

from typing import Any

from pydantic import Field
from pyramid.request import Request

from .. import models
from ..actions.notifications import clear_notifications, dismiss_notifications
from ..errors import NotFound
from ..queries.notifications import EVERYTHING, Wanted, notifications_of, read_notifications, unread_count
from ..queries.paging import Page
from .contract import Paged, api_view
from .entities.base import Empty
from .entities.notifications import TYPES, Notification, NotificationCount
from .given import Flag, Given, Many, Reference, Words
from .paging import LongPaging, limit_of
from .things import MISSING, id_of


class Choice(Given):
    """Which news to tell."""

    types: Many[Words] | None = None
    """Only these. Words that we do not know name nothing."""
    exclude_types: Many[Words] = Field([])
    """Not these."""
    account_id: Reference | None = None
    """Only what this account did."""
    include_filtered: Flag = False
    """Also what is kept apart from people one does not want to hear at once."""

    @property
    def wanted(self) -> Wanted:
        """What that is to the query."""
        types = set(TYPES.values() if self.types is None else self.types) - set(self.exclude_types)
        events = frozenset(event for event, type in TYPES.items() if type in types)
        return Wanted(events, self.account_id, self.include_filtered)


class NotificationPaging(Choice, LongPaging):
    """Which news to tell, and where in the list of it to read."""


class UnreadChoice(Choice):
    """Which news to count."""

    limit: limit_of(100, most=1000) = 100  # type: ignore[valid-type]
    """How many to count at most."""


class Some(Given):
    """Which news to forget."""

    ids: Many[Reference] = Field([])


def the_notification(request: Request) -> models.Notification:
    """Find something that the reader was told."""
    mine = notifications_of(request.account, EVERYTHING)
    one = request.db.scalar(mine.where(models.Notification.id == id_of(request)))
    if one is None:
        raise NotFound(MISSING)
    return one


@api_view(
    "notifications", "GET", permission="read:notifications", takes=NotificationPaging, returns=Paged[Notification]
)
def index(context: Any, request: Request) -> Page[models.Notification]:
    """Tell what happened, the newest first."""
    return read_notifications(request.db, request.account, request.given.place, request.given.wanted)


@api_view("notification", "GET", permission="read:notifications", returns=Notification, about=the_notification)
def show(notification: models.Notification, request: Request) -> models.Notification:
    """Tell of one thing that happened."""
    return notification


@api_view("notifications.clear", "POST", permission="write:notifications", returns=Empty)
def clear(context: Any, request: Request) -> Empty:
    """Forget all that happened."""
    clear_notifications(request.db, request.account)
    return Empty()


@api_view("notification.dismiss", "POST", permission="write:notifications", returns=Empty, about=the_notification)
def dismiss(notification: models.Notification, request: Request) -> Empty:
    """Forget one thing that happened."""
    dismiss_notifications(request.db, request.account, [notification.id])
    return Empty()


@api_view("notifications.destroy_multiple", "DELETE", permission="write:notifications", takes=Some, returns=Empty)
def dismiss_some(context: Any, request: Request) -> Empty:
    """Forget some of what happened."""
    dismiss_notifications(request.db, request.account, request.given.ids)
    return Empty()


@api_view(
    "notifications.unread_count",
    "GET",
    permission="read:notifications",
    takes=UnreadChoice,
    returns=NotificationCount,
)
def count_unread(context: Any, request: Request) -> NotificationCount:
    """Count what is newer than the marker of the notifications."""
    given = request.given
    return NotificationCount(count=unread_count(request.db, request.account, given.wanted, limit=given.limit))
