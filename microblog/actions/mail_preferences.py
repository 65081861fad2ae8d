"""Saying of what one wants to be told by letter, and when."""

from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator
from sqlalchemy.orm import Session

from ..clock import time_zones
from ..errors import NotFound, Unfit
from ..i18n import _
from ..models import Account, Delivery, MailPreference
from ..queries.accounts import locked_account
from ..queries.mail_preferences import DEFAULTS, DIGEST_HOUR
from .inputs import Input, Plain
from .reasons import reconsider

DIGESTS = "digests"
"""What stands for every preference that is a digest."""


def _a_delivery(value: Any) -> Any:
    """Refuse what is no way to be told."""
    if value not in list(Delivery):
        raise Unfit(_("Choose one of these."))
    return value


def _an_hour(value: int) -> int:
    """Refuse what no clock shows."""
    if not 0 <= value <= 23:
        raise Unfit(_("Choose a full hour from 0 to 23."))
    return value


def _a_time_zone(value: str) -> str:
    """Refuse a time zone that nobody knows."""
    if value.strip() not in time_zones():
        raise Unfit(_("Choose a time zone of the list, such as Europe/Berlin."))
    return value.strip()


Choice = Annotated[Delivery, BeforeValidator(_a_delivery)]


class MailWishes(Input):
    """Of what somebody wants to be told by letter, and when."""

    mentions: Choice = DEFAULTS["mentions"]
    replies: Choice = DEFAULTS["replies"]
    follows: Choice = DEFAULTS["follows"]
    favourites: Choice = DEFAULTS["favourites"]
    digest_hour: Annotated[int, AfterValidator(_an_hour)] = DIGEST_HOUR
    """At which hour of their day a daily digest is due."""
    time_zone: Annotated[Plain, AfterValidator(_a_time_zone)] = "UTC"


def change_preferences(db: Session, account: Account, wishes: MailWishes) -> None:
    """Tell somebody by letter of what they want, when they want it; also of what waits to be told already."""
    preference = _held(db, account)
    for name in DEFAULTS:
        setattr(preference, name, getattr(wishes, name))
    preference.digest_hour, account.time_zone = wishes.digest_hour, wishes.time_zone
    db.flush()
    reconsider(db, account)


def unsubscribe(db: Session, account: Account, what: str) -> None:
    """Tell somebody by letter no more of one kind of news, or of nothing that would come in a digest.

    What waits to be told, or stands in a letter that has not been sent yet, is not told, either.
    """
    if what not in (*DEFAULTS, DIGESTS):
        raise NotFound(_("There are no such letters."))
    preference = _held(db, account)
    for name in DEFAULTS if what == DIGESTS else [what]:
        if what != DIGESTS or getattr(preference, name) in (Delivery.HOURLY, Delivery.DAILY):
            setattr(preference, name, Delivery.NEVER)
    db.flush()
    reconsider(db, account)


def enable_address(db: Session, account: Account) -> None:
    """Send news again to an address that was refused for good, as its owner believes that it works now.

    Nothing is sent only to try: the next news do. Should they be refused twice, it begins anew.
    """
    db.execute(locked_account(account))
    account.email_refusals, account.email_disabled_at, account.email_trouble = 0, None, ""


def _held(db: Session, account: Account) -> MailPreference:
    """Find what somebody said of letters, or begin with what holds for those who never did; nobody else changes it."""
    db.execute(locked_account(account))
    preference = db.get(MailPreference, account.id, populate_existing=True)
    if preference is None:
        preference = MailPreference(account_id=account.id, digest_hour=DIGEST_HOUR, **DEFAULTS)
        db.add(preference)
    return preference
