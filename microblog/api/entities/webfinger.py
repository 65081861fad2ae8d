"""Who stands behind a name, as RFC 7033 tells it."""

from typing import ClassVar

from .base import Entity, Url


class WebfingerLink(Entity):
    """Where something of somebody is."""

    rel: str
    type: str
    href: Url


class Webfinger(Entity):
    """Who stands behind a name."""

    media_type: ClassVar[str] = "application/jrd+json"

    subject: str
    """Their full name, as in acct:ann@example.org."""
    aliases: list[Url]
    links: list[WebfingerLink]
