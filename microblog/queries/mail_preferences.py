"""Questions about who wants to be told of what by letter."""

from collections.abc import Collection, Mapping

from sqlalchemy import ColumnElement, Select, and_, or_, select

from ..models import Delivery, Event, MailPreference, Reason

DEFAULTS: Mapping[str, Delivery] = {
    "mentions": Delivery.AT_ONCE,
    "replies": Delivery.NEVER,
    "follows": Delivery.NEVER,
    "favourites": Delivery.NEVER,
}
"""Every preference, and what holds for those who never said."""

DIGEST_HOUR = 8

PREFERENCE: Mapping[Event, str] = {
    Event.MENTION: "mentions",
    Event.REPLY: "replies",
    Event.QUOTE: "replies",
    Event.FOLLOW: "follows",
    Event.FOLLOW_REQUEST: "follows",
    Event.FAVOURITE: "favourites",
    Event.BOOST: "favourites",
}
"""Which preference decides about an event; of all others, nobody is told by letter."""


def preferences_of(account_ids: Collection[int]) -> Select[MailPreference]:
    """What some people said of letters; who never said is left out."""
    return select(MailPreference).where(MailPreference.account_id.in_(account_ids))


def delivery_of(preference: MailPreference | None, event: Event) -> Delivery:
    """How somebody wants to be told of an event by letter."""
    name = PREFERENCE[event]
    chosen: Delivery = getattr(preference, name) if preference else DEFAULTS[name]
    return chosen


def is_wanted() -> ColumnElement[bool]:
    """Whether a reader wants any letter about what a reason tells; the query has joined their preference."""
    return or_(*(and_(Reason.event.in_(_decided_by(name)), _is_on(name)) for name in DEFAULTS))


def _decided_by(name: str) -> list[Event]:
    """The events that a preference decides about."""
    return [event for event, decides in PREFERENCE.items() if decides == name]


def _is_on(name: str) -> ColumnElement[bool]:
    """Whether a preference is anything but never."""
    said: ColumnElement[bool] = getattr(MailPreference, name) != Delivery.NEVER
    return said if DEFAULTS[name] is Delivery.NEVER else or_(said, MailPreference.account_id.is_(None))
