"""What time it is; the only place that asks the machine.

Demonstration data and tests live through a month in a second, so the clock can be set for one flow of control.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

_set_to: ContextVar[datetime | None] = ContextVar("set_to", default=None)


def now() -> datetime:
    """Tell the time, in UTC."""
    return _set_to.get() or datetime.now(UTC)


def today() -> date:
    """Tell the day, in UTC."""
    return now().date()


@cache
def time_zones() -> frozenset[str]:
    """The names of all time zones that this machine knows (IANA)."""
    return frozenset(available_timezones() - {"Factory", "localtime"}) | {"UTC"}


def zone(name: str) -> ZoneInfo:
    """Find a time zone; one that this machine does not know, or no more, is UTC."""
    return ZoneInfo(name if name in time_zones() else "UTC")


@contextmanager
def set_to(moment: datetime) -> Iterator[None]:
    """Let it be `moment` (which knows its time zone) within this block."""
    token = _set_to.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _set_to.reset(token)
