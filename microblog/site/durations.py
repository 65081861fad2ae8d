"""How long something is to last, and how long it still does."""

from datetime import datetime

from ..clock import now
from ..i18n import _

MINUTE = 60
HOUR = 60 * MINUTE
DAY = 24 * HOUR

FOR_EVER = "0"
SPANS = {
    FOR_EVER: _("For ever"),
    str(HOUR): _("For an hour"),
    str(DAY): _("For a day"),
    str(7 * DAY): _("For a week"),
    str(30 * DAY): _("For 30 days"),
}
"""For how many seconds something may be chosen to last, in words."""


def left(ends: datetime) -> str:
    """Say how long it is until something ends, as people do."""
    seconds = max((ends - now()).total_seconds(), 0)
    if seconds < HOUR:
        return _("${number} min", mapping={"number": int(seconds // MINUTE) + 1})
    if seconds < 2 * DAY:
        return _("${number} h", mapping={"number": round(seconds / HOUR)})
    return _("${number} days", mapping={"number": round(seconds / DAY)})
