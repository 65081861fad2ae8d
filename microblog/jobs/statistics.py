"""Counting the days that are over."""

from pyramid.request import Request

from ..actions.statistics import record_day, uncounted_days


def count_days(request: Request) -> str:
    """Count every finished day that was not counted yet, each in its own transaction."""
    with request.tm:
        days = uncounted_days(request.db)
    for day in days:
        with request.tm:
            record_day(request.db, day)
    return f"counted {len(days)} days up to {days[-1]}" if days else ""
