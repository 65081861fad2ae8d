"""Writing days, times and numbers as somebody reads them: in their language (CLDR), by their clock."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, tzinfo
from functools import cache

from babel import Locale
from babel.dates import format_date, format_skeleton, format_time, get_datetime_format
from babel.numbers import format_compact_decimal, format_decimal

from .clock import now
from .i18n import OURS, _, in_english

WORLD = "GB"
"""Whose English ours is: the day before the month, and 24 hours a day."""

MINUTE, HOUR, DAY, WEEK = 60, 3600, 86400, 7 * 86400

AGO = {
    0: _("just now"),
    MINUTE: _("${n} min"),
    HOUR: _("${n} h"),
    DAY: _("${n} d"),
}
"""How to say how long ago something was, by how many seconds it is at least; scripts get the same words."""


@dataclass(frozen=True)
class Pen:
    """How things are written for one reader."""

    locale: Locale
    zone: tzinfo = UTC
    say: Callable[[str], str] = field(default=in_english)
    """Says a sentence in their language."""

    def day(self, when: date | datetime) -> str:
        """Write a day: 2 November 2026."""
        return str(format_date(self._local(when), "long", locale=self.locale))

    def short_day(self, when: date | datetime, *, year: bool = False) -> str:
        """Write a day in little room: 2 Nov; without its year where that goes without saying."""
        return str(format_skeleton("yMMMd" if year else "MMMd", self._local(when), locale=self.locale))

    def time(self, when: datetime) -> str:
        """Write what the reader's clock shows at a moment: 13:05."""
        return str(format_time(when, "short", tzinfo=self.zone, locale=self.locale))

    def moment(self, when: datetime) -> str:
        """Write a moment in full: 2 November 2026, 13:05 CET."""
        both = get_datetime_format("medium", locale=self.locale).replace("'", "")
        named = when.astimezone(self.zone).tzname()
        return f"{both.replace('{0}', self.time(when)).replace('{1}', self.day(when))} {named}"

    def ago(self, when: datetime) -> str:
        """Say how long ago something was, as people do; from a week on the day."""
        seconds = (now() - when).total_seconds()
        if seconds >= WEEK:
            return self.short_day(when, year=self._local(when).year != self._local(now()).year)
        least = max((one for one in AGO if one <= seconds), default=0)
        return self.say(AGO[least] % {"n": int(seconds / least) if least else 0})

    def words_of_ago(self) -> list[tuple[int, str]]:
        """The words that `ago` uses, for scripts: from how many seconds on, and what is said of {} of them."""
        return [(least, self.say(sentence % {"n": "{}"})) for least, sentence in AGO.items()]

    def number(self, value: float) -> str:
        """Write a number with its thousands apart."""
        return str(format_decimal(value, locale=self.locale))

    def short(self, value: float) -> str:
        """Write a number in little room: 950, 1.2K, 31K."""
        digits = 1 if value < 10_000 else 0
        return str(format_compact_decimal(value, locale=self.locale, fraction_digits=digits))

    def _local(self, when: date | datetime) -> date:
        """The day that it is for the reader."""
        return when.astimezone(self.zone).date() if isinstance(when, datetime) else when


@cache
def locale_of(name: str) -> Locale:
    """What the world knows of a language."""
    return Locale(OURS, WORLD) if name == OURS else Locale.parse(name, sep="-")


ENGLISH = Pen(locale_of(OURS))
"""How things are written for nobody in particular."""
