"""Moments on the clocks of those who read them."""

from datetime import UTC, datetime

from babel.dates import format_datetime
from jinja2 import pass_context
from jinja2.runtime import Context
from pyramid.request import Request

from ..clock import zone
from ..errors import Invalid
from ..i18n import _
from ..models import Account

TYPED = "%Y-%m-%dT%H:%M"
"""How browsers write a moment (HTML, `datetime-local`)."""


def read_local(account: Account, typed: str) -> datetime:
    """Read a moment that somebody chose on their own clock; ValueError if it is none."""
    return datetime.fromisoformat(typed).replace(tzinfo=zone(account.time_zone)).astimezone(UTC)


def write_local(account: Account, moment: datetime) -> str:
    """Write a moment on somebody's clock, for a field."""
    return moment.astimezone(zone(account.time_zone)).strftime(TYPED)


def due_at_of(request: Request, typed: str) -> datetime:
    """Read when something is to appear."""
    try:
        return read_local(request.account, typed)
    except (ValueError, OverflowError):
        raise Invalid(due_at=_("Choose a day and a time.")) from None


@pass_context
def local(context: Context, moment: datetime) -> str:
    """Say a moment on the reader's own clock."""
    request = context["request"]
    there = zone(request.account.time_zone)
    locale = request.locale_name.replace("-", "_")
    return str(format_datetime(moment.astimezone(there), "medium", tzinfo=there, locale=locale))
