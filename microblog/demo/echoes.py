"""What becomes of what was said: who likes it, who passes it on, who votes."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from .deeds import Boosting, Deed, Following, Liking, Saying, Showing, Voting
from .month import Month

LOUD = 0.45
"""How often anybody likes what is said at all."""
NEWEST = timedelta(days=3)
"""What is younger than this is what people look at first: everything of it may be liked."""


def echo(month: Month, sayings: Sequence[Saying], follows: Iterable[Following]) -> Iterator[Deed]:
    """Let those who read something answer to it with a button, a while later."""
    readers: dict[str, list[tuple[datetime, str]]] = defaultdict(list)
    for one in follows:
        readers[one.whom].append((one.moment, one.who))
    for saying in sayings:
        there = [who for since, who in readers[saying.who] if since < saying.moment]
        shown = isinstance(saying, Showing)
        if shown or month.chance.random() < LOUD * (1 if saying.moment > month.now - NEWEST else 0.5):
            yield from _liked(
                month, saying, there, month.chance.uniform(0.3, 0.6) if shown else month.chance.random() ** 3 / 2
            )
        if there and saying.answers is None and month.chance.random() < (0.6 if shown else 0.04):
            yield from _before_now(month, [Boosting(_later(month, saying), month.chance.choice(there), saying.number)])
        if isinstance(saying, Showing) and saying.options:
            yield from _before_now(month, _votes(month, saying, there))


def _liked(month: Month, saying: Saying, there: Sequence[str], share: float) -> Iterator[Deed]:
    """Let a share of those who read something like it."""
    fans = [who for who in there if month.chance.random() < share]
    yield from _before_now(month, [Liking(_later(month, saying), who, saying.number) for who in fans])


def _votes(month: Month, saying: Showing, there: Sequence[str]) -> Iterator[Deed]:
    """Let half of those who read a question choose, the last answer rather than the first."""
    choices = range(len(saying.options))
    for who in there:
        moment = _later(month, saying)
        if who != saying.who and month.chance.random() < 0.5 and moment < saying.moment + saying.lasts:
            choice = month.chance.choices(choices, [2 + number * number for number in choices])[0]
            yield Voting(moment, who, saying.number, choice)


def _later(month: Month, saying: Saying) -> datetime:
    """A moment at which somebody comes across it."""
    return saying.moment + timedelta(seconds=40 + month.chance.expovariate(1 / 5400))


def _before_now(month: Month, deeds: Iterable[Deed]) -> Iterator[Deed]:
    """Only what has happened by now."""
    return (deed for deed in deeds if deed.moment < month.now)
