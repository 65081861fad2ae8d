"""Which backups are kept: the last of each of some days, and the last full one of each of some weeks and months."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from .config import Keep


@dataclass(frozen=True)
class Backup:
    """A backup, as pgBackRest tells of it."""

    label: str
    full: bool
    ended_at: datetime
    needs: tuple[str, ...] = ()
    """The backups without which this one cannot be restored."""

    @classmethod
    def of(cls, told: dict[str, Any]) -> "Backup":
        """Read what `pgbackrest info --output=json` tells."""
        ended_at = datetime.fromtimestamp(told["timestamp"]["stop"], UTC)
        needs = {*(told.get("reference") or ()), *filter(None, [told.get("prior")])}
        return cls(told["label"], told["type"] == "full", ended_at, tuple(sorted(needs)))


def superfluous(backups: Iterable[Backup], keep: Keep) -> list[Backup]:
    """List those that need not be kept, those first on which others may hang least: the newest first.

    Weeks and months are kept as full backups, as a differential one is nothing without its full one.
    """
    known = sorted(backups, key=lambda one: one.ended_at, reverse=True)
    full = [one for one in known if one.full]
    kept = {
        *_last_of_each(known, keep.daily, lambda moment: moment.date()),
        *_last_of_each(full, keep.weekly, lambda moment: moment.isocalendar()[:2]),
        *_last_of_each(full, keep.monthly, lambda moment: (moment.year, moment.month)),
        *(one.label for one in full[:1]),
    }
    kept |= {label for one in known if one.label in kept for label in one.needs}
    return [one for one in known if one.label not in kept]


def _last_of_each(backups: list[Backup], count: int, period: Callable[[datetime], Any]) -> list[str]:
    """Take the last backup of each of the last so many periods that have one; the newest stands first."""
    last: dict[Any, str] = {}
    for one in backups:
        last.setdefault(period(one.ended_at), one.label)
    return list(last.values())[:count]
