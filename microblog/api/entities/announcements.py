"""What those who run the place tell everybody. Nothing is announced yet, but the form of it is known."""

from pydantic import MISSING

from .accounts import CustomEmoji
from .base import Entity, Html, Id, Time, Url
from .posts import StatusTag


class AnnouncementAccount(Entity):
    """Somebody whom an announcement names."""

    id: Id
    username: str
    url: Url
    acct: str


class AnnouncementStatus(Entity):
    """A post that an announcement names."""

    id: Id
    url: Url


class Reaction(Entity):
    """A sign that people put under an announcement."""

    name: str
    count: int
    me: bool | MISSING = MISSING
    url: Url | MISSING = MISSING
    static_url: Url | MISSING = MISSING


class Announcement(Entity):
    """Something that those who run the place tell everybody."""

    id: Id
    content: Html
    starts_at: Time | None
    ends_at: Time | None
    all_day: bool
    published_at: Time
    updated_at: Time
    read: bool | MISSING = MISSING
    mentions: list[AnnouncementAccount]
    statuses: list[AnnouncementStatus]
    tags: list[StatusTag]
    emojis: list[CustomEmoji]
    reactions: list[Reaction]
