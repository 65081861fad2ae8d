"""What runs when: the whole timetable on one screen. All times are UTC."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from apscheduler.triggers.base import BaseTrigger
from pyramid.request import Request
from sqlalchemy import Select

from ..queries.addresses import unopposed_changes
from ..queries.departures import due_departures
from ..queries.media import due_media
from ..queries.polls import ended_polls
from ..queries.posts import removed_posts
from ..queries.previews import due_previews
from ..queries.scheduled import due_posts
from ..queries.search import wordless_posts
from ..queries.verifications import due_links
from ..settings import Misconfigured, Settings
from .addresses import settle_addresses
from .deletions import delete_removed
from .departures import erase_departed
from .done import Done
from .mail import send_letters
from .media import make_films, sweep_media
from .polls import announce_polls
from .previews import fetch_previews
from .scheduled import publish_scheduled
from .search import find_words
from .statistics import count_days
from .tidying import (
    sweep_applications,
    sweep_ended,
    sweep_letters,
    sweep_logins,
    sweep_notifications,
)
from .times import OFF, NoTime, trigger_of
from .verifications import verify_links


@dataclass(frozen=True)
class Entry:
    """A line of the timetable. A job is given a request, opens its own transactions, and says what it did."""

    name: str
    job: Callable[[Request], Done]
    when: str
    """`every 2 s`, or a line of a crontab; `off` for never."""
    waiting: Callable[[], Select[int]] | None = None
    """What there would be to do. A job that runs often is claimed only if that finds something."""
    shared: bool = False
    """Whether several schedulers may be at it: it claims what it works on by itself, piece by piece."""

    @property
    def off(self) -> bool:
        """Whether nobody runs it by the clock."""
        return self.when.strip().lower() == OFF

    @cached_property
    def trigger(self) -> BaseTrigger:
        """What tells when it is due."""
        return trigger_of(self.when)

    @property
    def about(self) -> str:
        """What it does, in a line."""
        return (self.job.__doc__ or "").strip().partition("\n")[0]


TIMETABLE = [
    Entry("letters", send_letters, "every 2 s", shared=True),
    Entry("films", make_films, "every 2 s", due_media),
    Entry("scheduled", publish_scheduled, "every 5 s", due_posts),
    Entry("deletions", delete_removed, "every 5 s", removed_posts),
    Entry("polls", announce_polls, "every 1 min", ended_polls),
    Entry("addresses", settle_addresses, "every 10 min", unopposed_changes),
    Entry("departures", erase_departed, "every 5 min", due_departures),
    Entry("words", find_words, "every 1 min", wordless_posts),
    Entry("previews", fetch_previews, "every 5 s", due_previews),
    Entry("verifications", verify_links, "every 10 s", due_links),
    Entry("statistics", count_days, "5 * * * *"),
    Entry("logins", sweep_logins, "30 3 * * *"),
    Entry("ended", sweep_ended, "35 3 * * *"),
    Entry("media", sweep_media, "40 3 * * *"),
    Entry("applications", sweep_applications, "45 3 * * *"),
    Entry("old_notifications", sweep_notifications, "50 3 * * *"),
    Entry("old_letters", sweep_letters, "55 3 * * *"),
]


def timetable_of(settings: Settings, entries: Sequence[Entry] = TIMETABLE) -> list[Entry]:
    """Give the timetable as the operator wants it; a line that is wrong ends the program with a sentence."""
    wishes: Mapping[str, str] = settings.jobs.model_dump() | _unwanted(settings)
    wished = [replace(entry, when=wishes.get(entry.name) or entry.when) for entry in entries]
    check_timetable(wished)
    return wished


def _unwanted(settings: Settings) -> dict[str, str]:
    """The jobs that the operator does not want at all."""
    wanted = {"previews": settings.fetching.previews, "verifications": settings.fetching.verifications}
    return {name: OFF for name, is_wanted in wanted.items() if not is_wanted}


def check_timetable(entries: Sequence[Entry]) -> None:
    """End the program with a sentence about the first entry that is wrong."""
    names: set[str] = set()
    for entry in entries:
        problem = "there are two of that name" if entry.name in names else _problem_of(entry)
        if problem:
            raise Misconfigured(f"The timetable's job {entry.name!r} ({entry.when!r}) is wrong: {problem}.")
        names.add(entry.name)


def _problem_of(entry: Entry) -> str:
    """Say what is wrong with an entry."""
    if not entry.name.isidentifier():
        return "its name is no plain word"
    if not callable(entry.job):
        return "what it is to do cannot be called"
    if not entry.about:
        return "it does not say what it does"
    try:
        entry.off or entry.trigger  # noqa: B018 - to make it is to try
    except NoTime as error:
        return str(error)
    return ""
