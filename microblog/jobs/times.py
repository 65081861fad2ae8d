"""When a job runs, in words: `every 2 s`, or a line of a crontab (all times UTC)."""

import re
from datetime import UTC

from apscheduler.triggers.base import BaseTrigger
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger

from ..clock import now

OFF = "off"

EVERY = re.compile(r"every\s+([0-9]{1,5})\s*(s|min|h)", re.ASCII)
SECONDS = {"s": 1, "min": 60, "h": 3600}
LONGEST = 7 * 24 * 3600

FORMS = "write `every 2 s`, `every 5 min`, `every 6 h`, a line of a crontab such as `5 3 * * mon`, or `off`"


class NoTime(ValueError):
    """Words from which nobody can tell when a job is to run; says why."""


def trigger_of(when: str) -> BaseTrigger:
    """Make what tells when a job is due; NoTime if the words cannot be understood, or the moment never comes."""
    words = when.strip().lower()
    if words.startswith("every"):
        return _interval(words)
    if len(words.split()) != 5:
        raise NoTime(FORMS)
    if re.search(r"[0-9]", words.split()[4].replace("*/", "")):
        raise NoTime("name the days of the week (mon,tue,…), as crontabs do not agree on where to begin to count them")
    try:
        trigger = CronTrigger.from_crontab(words, timezone=UTC)
        next = trigger.get_next_fire_time(None, now())
    except (ValueError, OverflowError) as error:
        raise NoTime(f"{error}; {FORMS}") from None
    if next is None:
        raise NoTime("that moment never comes")
    return trigger


def _interval(words: str) -> BaseTrigger:
    """Read `every 2 s`."""
    found = EVERY.fullmatch(words)
    if found is None:
        raise NoTime(FORMS)
    seconds = int(found[1]) * SECONDS[found[2]]
    if not 1 <= seconds <= LONGEST:
        raise NoTime("let it be from one second to a week")
    return IntervalTrigger(seconds=seconds, timezone=UTC)
