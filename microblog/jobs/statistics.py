"""Counting the days that are over."""

from pyramid.request import Request

from ..actions.statistics import days_to_count, record_day
from .done import NOTHING, Done

REST = 0.002
"""For how many seconds the count rests, thousands of times a day of many posts: pages hardly wait for it."""


def count_days(request: Request) -> Done:
    """Count every finished day that was not counted since it was closed, each in its own transaction."""
    with request.tm:
        days = days_to_count(request.db)
    new = {}
    for day in days:
        with request.tm:
            new[day] = record_day(request.db, day, rest=REST)
    changed = [day for day, figures in new.items() if figures]
    if not changed:
        return NOTHING
    return Done(sum(new.values()), f"counted {len(days)} days, of which {len(changed)} had new figures")
