"""Not reading somebody for a while."""

from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from ..clock import now
from ..errors import Invalid, NotFound
from ..i18n import _
from ..models import Account, Mute
from ..queries.accounts import locked_account
from ..queries.relationships import mute_of
from .inputs import Input

LONGEST = timedelta(days=366 * 10)


class MuteWish(Input):
    """How somebody is to be muted."""

    notifications: bool = True
    """Whether what they do is not told, either."""
    seconds: int = 0
    """For how long; 0 is for ever."""


def mute(db: Session, muter: Account, muted: Account, wish: MuteWish | None = None) -> Mute:
    """Stop reading somebody, who is not told. Doing it again begins anew."""
    wish = wish or MuteWish()
    if muter.id == muted.id:
        raise Invalid(account=_("You cannot mute yourself."))
    if muted.hidden:
        raise NotFound(_("There is nobody of that name here."))
    end = _end(wish.seconds)

    db.execute(locked_account(muter))
    fact = db.scalar(mute_of(muter, muted).with_for_update())  # held, so that it is not swept while it begins anew
    if fact is None:
        fact = Mute(muter_id=muter.id, muted_id=muted.id)
        db.add(fact)
    fact.notifications, fact.expires_at = wish.notifications, end
    db.flush()
    return fact


def unmute(db: Session, muter: Account, muted: Account) -> None:
    """Read somebody again."""
    db.execute(locked_account(muter))
    db.execute(delete(Mute).where(Mute.muter_id == muter.id, Mute.muted_id == muted.id))


def _end(seconds: int) -> datetime | None:
    """Work out when a mute ends; None if never."""
    if not 0 <= seconds <= LONGEST.total_seconds():
        raise Invalid(duration=_("Mute somebody for ten years at most, or for ever."))
    return now() + timedelta(seconds=seconds) if seconds else None
