"""Counting the days that are over."""

from time import monotonic

from pyramid.request import Request

from ..actions.statistics import days_to_count, record_day
from .done import NOTHING, Done
from .stopping import told_to_stop

RESTS = 3
"""How many times as long as a question took one rests after it: pages wait for hardly any, and nobody for the count."""


def count_days(request: Request) -> Done:
    """Count every finished day that was not counted since it was closed, each in its own transaction."""
    with request.tm:
        days = days_to_count(request.db)
    new = {}
    for day in days:
        with request.tm:
            new[day] = record_day(request.db, day, Breath())
    changed = [day for day, figures in new.items() if figures]
    if not changed:
        return NOTHING
    return Done(sum(new.values()), f"counted {len(days)} days, of which {len(changed)} had new figures")


class Breath:
    """Rests between questions, for as long as they took several times over; not when we are told to stop."""

    def __init__(self) -> None:
        self.since = monotonic()

    def __call__(self) -> None:
        """Rest."""
        told_to_stop.wait(RESTS * (monotonic() - self.since))
        self.since = monotonic()
