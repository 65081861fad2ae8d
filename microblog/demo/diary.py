"""The plan of a month: who comes, who reads whom, who says what, and when."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import count
from random import Random

from .bulletins import tide_table, weather_report
from .conversations import CONVERSATIONS
from .deeds import Arrival, DayEnd, Deed, Following, Saying, Visit
from .echoes import echo
from .month import Month
from .people import PEOPLE, Person
from .posts import POSTS
from .script import Line
from .showpieces import show

SEED = 1887
NAMING = 0.35
"""How often an answer begins with the name of the one who is answered."""


def plan_month(now: datetime) -> list[Deed]:
    """List everything that happens in the thirty days up to `now`, in order. On one day the plan is always the same."""
    month = Month(Random(SEED), now)  # noqa: S311 - a story, not a secret
    numbers = count()
    sayings = list(_sayings(month, numbers))
    deeds = [*_arrivals(month), *sayings, *(follows := list(_follows(month))), *_visits(month), *_day_ends(month)]
    shown = list(show(month, numbers))
    deeds += [*shown, *echo(month, [*sayings, *shown], follows)]
    return sorted(deeds, key=lambda deed: (deed.moment, deed.who))


def _arrivals(month: Month) -> Iterator[Deed]:
    """Let everybody join, early on their first day."""
    for person in PEOPLE.values():
        morning = datetime.combine(_joined(month, person), time(1), month.now.tzinfo)
        yield Arrival(morning + timedelta(seconds=month.chance.randrange(3 * 3600)), person.username)


def _sayings(month: Month, numbers: Iterator[int]) -> Iterator[Saying]:
    """Let everything be said: by each alone, by several to each other, and by machines."""
    foggy = set()
    for line, near in [*_spread(month, POSTS), *_spread(month, CONVERSATIONS)]:
        said = _conversation(month, line, near, numbers)
        if line.who == "foghorn":
            foggy.add(said[0].moment.date())
        yield from said
    yield from _bulletins(month, foggy, numbers)


def _bulletins(month: Month, foggy: set[date], numbers: Iterator[int]) -> Iterator[Saying]:
    """Let the machines post, each morning."""
    for day in month.days:
        dawn = datetime.combine(day, time(5), month.now.tzinfo)
        for who, minutes, text in (
            ("tides_bot", 0, tide_table(day)),
            ("weathervane", 75, weather_report(month.chance, day, foggy=day in foggy)),
        ):
            moment = dawn + timedelta(minutes=minutes, seconds=month.chance.randrange(60))
            if moment < month.now:
                yield Saying(moment, who, text, next(numbers))


def _spread(month: Month, lines: list[Line]) -> Iterator[tuple[Line, date]]:
    """Spread what each person begins over the month, in the order in which it is written."""
    for person in PEOPLE:
        own = [line for line in lines if line.who == person]
        offset = month.chance.random()
        for place, line in enumerate(own):
            yield line, month.day_at((place + offset) / len(own))


def _conversation(month: Month, line: Line, near: date, numbers: Iterator[int]) -> list[Saying]:
    """Let a line be said, and its answers after it; all of it before now."""
    speakers = {one.who for one in line.all()}
    since = max(_joined(month, PEOPLE[who]) for who in speakers)
    beginning = _beginning(month, line, near, since)
    said = list(_answers(month, line, beginning, numbers, None))
    late = max(saying.moment for saying in said) - month.now
    if late < timedelta(0):
        return said
    earlier = timedelta(days=late.days + 1)
    return [Saying(one.moment - earlier, one.who, one.text, one.number, one.answers) for one in said]


def _beginning(month: Month, line: Line, near: date, since: date) -> datetime:
    """Decide when a conversation begins."""
    if line.when.last:
        return month.now - timedelta(minutes=month.chance.randrange(150, 420))
    day = month.day_for(line.when, near=near, since=since + timedelta(days=1))
    return month.moment(day, PEOPLE[line.who], line.when.hour)


def _answers(month: Month, line: Line, moment: datetime, numbers: Iterator[int], to: Saying | None) -> Iterator[Saying]:
    """Let a line be said at a moment, in answer `to` another, and each answer to it a few minutes later."""
    text = line.text
    if to and to.who != line.who and "@" not in text and month.chance.random() < NAMING:
        text = f"@{to.who} {text}"
    saying = Saying(moment, line.who, text, next(numbers), to.number if to else None)
    yield saying
    for answer in line.answers:
        moment += timedelta(seconds=60 + month.chance.expovariate(1 / 540) % 2400)
        yield from _answers(month, answer, moment, numbers, saying)


def _follows(month: Month) -> Iterator[Following]:
    """Let people read those of their own circles, those they talk with, and the popular ones."""
    acquainted = _acquainted()
    for reader in PEOPLE.values():
        appetite = 0 if reader.automatic else month.chance.uniform(0.55, 1.1)
        for writer in PEOPLE.values():
            chance = 0.95 if (reader.username, writer.username) in acquainted else _interest(reader, writer)
            if reader is not writer and month.chance.random() < chance * appetite:
                later = month.chance.expovariate(1 / 5)
                day = max(_joined(month, reader), _joined(month, writer)) + timedelta(days=int(later) % 25)
                moment = month.moment(day, reader, None) + timedelta(hours=4 if later < 1 else 0)
                if moment < month.now:
                    yield Following(moment, reader.username, writer.username)


def _interest(reader: Person, writer: Person) -> float:
    """Say how likely it is that somebody wants to read somebody else."""
    shared = set(reader.circles.split()) & set(writer.circles.split())
    return 0.35 + 0.5 * writer.pull if shared else 0.6 * writer.pull


def _acquainted() -> set[tuple[str, str]]:
    """List who answered whom."""
    lines = [line for conversation in CONVERSATIONS for line in conversation.all()]
    return {(answer.who, line.who) for line in lines for answer in line.answers}


def _visits(month: Month) -> Iterator[Deed]:
    """Let people come by to read, some nearly every day and some now and then."""
    for person in PEOPLE.values():
        habit = 0 if person.automatic else month.chance.uniform(0.35, 0.95)
        for day in month.days:
            if day > _joined(month, person) and month.chance.random() < habit:
                moment = month.moment(day, person, None)
                if moment.date() == day:
                    yield Visit(moment, person.username)


def _day_ends(month: Month) -> Iterator[Deed]:
    """Let each finished day be counted right after its midnight."""
    for day in month.days[:-1]:
        midnight = datetime.combine(day + timedelta(days=1), time(), month.now.tzinfo)
        yield DayEnd(midnight, "", day)


def _joined(month: Month, person: Person) -> date:
    """Give the day on which somebody joins."""
    return month.days[person.joined]
