"""Recommending, on one's profile, whom one follows."""

from sqlalchemy import delete
from sqlalchemy.orm import Session

from ..errors import Invalid
from ..i18n import _
from ..models import Account, Endorsement, Follow
from ..queries.relationships import follow_of
from .once import keep_once


def endorse(db: Session, account: Account, endorsed: Account) -> None:
    """Recommend somebody. Doing it twice is doing it once."""
    # Held, so that whoever stops following somebody at this moment takes the recommendation back afterwards.
    follow = db.scalar(follow_of(account, endorsed).with_for_update(of=Follow))
    if follow is None or endorsed.hidden:
        raise Invalid(account=_("You must be already following the person you want to endorse"))

    fact = Endorsement(account_id=account.id, endorsed_id=endorsed.id)
    keep_once(db, fact, "uq_endorsements_account_id_endorsed_id")


def unendorse(db: Session, account: Account, endorsed: Account) -> None:
    """Recommend somebody no longer."""
    db.execute(delete(Endorsement).where(Endorsement.account_id == account.id, Endorsement.endorsed_id == endorsed.id))
