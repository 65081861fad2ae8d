"""What can happen in the town."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta


@dataclass(frozen=True)
class Deed:
    """Something that somebody does at some moment."""

    moment: datetime
    who: str


@dataclass(frozen=True)
class Arrival(Deed):
    """Somebody joins."""


@dataclass(frozen=True)
class Visit(Deed):
    """Somebody comes by to read."""


@dataclass(frozen=True)
class Following(Deed):
    """Somebody begins to read somebody else."""

    whom: str


@dataclass(frozen=True)
class Saying(Deed):
    """Somebody says something, perhaps in answer to what was said before."""

    text: str
    number: int
    """Each saying of the month has its own."""
    answers: int | None = None
    """The number of what this answers."""


@dataclass(frozen=True)
class Showing(Saying):
    """Somebody says something with more than words."""

    pictures: tuple[tuple[str, str], ...] = ()
    """What is on each picture, and how it is described."""
    warning: str = ""
    options: tuple[str, ...] = ()
    """What those who read it can choose between."""
    lasts: timedelta = timedelta(days=1)
    """For how long they can choose."""
    quotes: int | None = None
    """The number of what this quotes."""


@dataclass(frozen=True)
class Liking(Deed):
    """Somebody likes what was said."""

    said: int
    """The number of the saying."""


@dataclass(frozen=True)
class Boosting(Deed):
    """Somebody passes on what was said."""

    said: int


@dataclass(frozen=True)
class Voting(Deed):
    """Somebody chooses."""

    said: int
    choice: int


@dataclass(frozen=True)
class DayEnd(Deed):
    """A day is over and can be counted."""

    day: date
