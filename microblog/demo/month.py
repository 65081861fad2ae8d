"""The days of the month that the town looks back on, and which of them a script means."""

from bisect import bisect
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import accumulate
from random import Random

from .people import Person
from .script import When

DAYS = 30
SATURDAY, SUNDAY = 5, 6

BUSY = {6: 2, 7: 5, 8: 6, 9: 4, 10: 3, 11: 3, 12: 6, 13: 5, 14: 3, 15: 3, 16: 4, 17: 5, 18: 6, 19: 7, 20: 8, 21: 7}
"""How much is said in an hour of the day; 1 where nothing is written."""


class Month:
    """The last thirty days. Lantern Night is a Saturday, one to two weeks ago, and the weeks are counted around it."""

    def __init__(self, chance: Random, now: datetime) -> None:
        self.chance = chance
        self.now = now
        self.today = now.date()
        self.days = [self.today - timedelta(days=ago) for ago in range(DAYS, -1, -1)]
        self.lanterns = next(day for day in reversed(self.days[:-7]) if day.weekday() == SATURDAY)
        self.crowding = list(accumulate(self._liveliness(day) for day in self.days))

    def week_of(self, day: date) -> int:
        """Give the week, 1 to 4, as scripts count them; Lantern Night is in the third."""
        if day > self.lanterns + timedelta(days=1):
            return 4
        weeks_before = (self.lanterns + timedelta(days=1) - day).days // 7
        return max(3 - weeks_before, 1)

    def day_at(self, share: float) -> date:
        """Give the day by which a share (0 to 1) of everything has been said."""
        return self.days[min(bisect(self.crowding, share * self.crowding[-1]), len(self.days) - 1)]

    def day_for(self, when: When, *, near: date, since: date) -> date:
        """Find the day that a script means; where it leaves that open, the day nearest to `near`."""
        fitting = [day for day in self._fitting(when) if day >= since] or [max(near, since)]
        if when.week is None:
            return min(fitting, key=lambda day: abs(day - near))
        return self.chance.choice(fitting)

    def moment(self, day: date, person: Person, hour: int | None) -> datetime:
        """Find a moment of a day at which somebody is awake, before now."""
        if hour is None:
            hours = [hour for hour in range(24) if person.is_awake(hour)]
            late = 1 if day.weekday() >= SATURDAY else 0  # on weekends everything begins an hour later
            hour = self.chance.choices(hours, [BUSY.get(hour - late, 1) for hour in hours])[0]
        moment = datetime.combine(day, datetime.min.time(), self.now.tzinfo)
        moment += timedelta(hours=hour, seconds=self.chance.randrange(3600))
        return moment if moment < self.now else moment - timedelta(days=1)

    def _fitting(self, when: When) -> Sequence[date]:
        """List the days that fit what a script says of the day."""
        days = [day for day in self.days if when.week in (None, self.week_of(day))]
        if when.weekday is not None:  # not today, whose hour may not have come
            return [day for day in days[: -1 if self.today in days else None] if day.weekday() == when.weekday] or days
        if when.week == 3:  # what is said in that week was mostly said before its Saturday
            return [day for day in days if day < self.lanterns]
        return days

    def _liveliness(self, day: date) -> float:
        """Say how much is going on: more and more, less on weekends, most on Lantern Night; and chance."""
        growth = 0.8 + 0.5 * self.days.index(day) / len(self.days)
        weekend = 0.75 if day.weekday() >= SATURDAY else 1.0
        feast = 2.0 if day == self.lanterns else 1.0
        hours = self.now.hour / 24 if day == self.today else 1.0
        return growth * weekend * feast * hours * self.chance.uniform(0.7, 1.35)
