"""What runs when: the whole timetable on one screen. All times are UTC."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC

from apscheduler.triggers.base import BaseTrigger
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger
from pyramid.request import Request

from .mail import send_letters
from .media import make_films, sweep_media
from .polls import announce_polls
from .scheduled import publish_scheduled
from .statistics import count_days
from .tidying import sweep_applications, sweep_ended, sweep_logins


@dataclass(frozen=True)
class Entry:
    """A line of the timetable. A job is given a request, opens its own transactions, and says what it did."""

    name: str
    job: Callable[[Request], str]
    trigger: BaseTrigger


TIMETABLE = [
    Entry("letters", send_letters, IntervalTrigger(seconds=2, timezone=UTC)),
    Entry("scheduled", publish_scheduled, IntervalTrigger(seconds=5, timezone=UTC)),
    Entry("polls", announce_polls, IntervalTrigger(minutes=1, timezone=UTC)),
    Entry("films", make_films, IntervalTrigger(seconds=2, timezone=UTC)),
    Entry("statistics", count_days, CronTrigger(hour="*", minute=5, timezone=UTC)),
    Entry("logins", sweep_logins, CronTrigger(hour=3, minute=30, timezone=UTC)),
    Entry("ended", sweep_ended, CronTrigger(hour=3, minute=35, timezone=UTC)),
    Entry("media", sweep_media, CronTrigger(hour=3, minute=40, timezone=UTC)),
    Entry("applications", sweep_applications, CronTrigger(hour=3, minute=45, timezone=UTC)),
]
