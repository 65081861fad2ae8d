"""Posts that are to appear later, for applications."""

from pyramid.request import Request

from ..actions.scheduled import cancel_scheduled, reschedule_post
from ..errors import NotFound
from ..models import ScheduledPost
from ..queries.paging import Page
from ..queries.scheduled import read_scheduled, scheduled_post
from .contract import Paged, api_view
from .entities.base import Empty
from .entities.scheduled import ScheduledStatus
from .given import Given, When
from .paging import Paging
from .things import MISSING, id_of


class AnotherMoment(Given):
    """When a post is to appear."""

    scheduled_at: When | None = None
    """At least five minutes from now. Without it, nothing changes."""


def the_scheduled_post(request: Request) -> ScheduledPost:
    """Find something that whoever asks wrote for later."""
    scheduled = request.db.scalar(scheduled_post(id_of(request), request.account))
    if scheduled is None:
        raise NotFound(MISSING)
    return scheduled


@api_view("scheduled_statuses", "GET", permission="read:statuses", takes=Paging, returns=Paged[ScheduledStatus])
def all_scheduled(_context: object, request: Request) -> Page[ScheduledPost]:
    """List what one wrote for later, what was written last first."""
    return read_scheduled(request.db, request.account, request.given.place)


@api_view("scheduled_status", "GET", permission="read:statuses", returns=ScheduledStatus, about=the_scheduled_post)
def show(scheduled: ScheduledPost, request: Request) -> ScheduledPost:
    """Show something that one wrote for later."""
    return scheduled


@api_view(
    "scheduled_status",
    ("PUT", "PATCH"),
    permission="write:statuses",
    takes=AnotherMoment,
    returns=ScheduledStatus,
    about=the_scheduled_post,
)
def change(scheduled: ScheduledPost, request: Request) -> ScheduledPost:
    """Let something appear at another moment. To say something else, delete it and write it anew."""
    if request.given.scheduled_at is not None:
        reschedule_post(request.db, scheduled, request.given.scheduled_at)
    return scheduled


@api_view("scheduled_status", "DELETE", permission="write:statuses", returns=Empty, about=the_scheduled_post)
def delete(scheduled: ScheduledPost, request: Request) -> Empty:
    """Call something off; what was to be attached is free again."""
    cancel_scheduled(request.db, scheduled)
    return Empty()
