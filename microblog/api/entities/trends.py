"""What many people speak of, as applications see it."""

from .base import Entity, Url


class TrendingLink(Entity):
    """A page elsewhere that many people link to. None are looked at yet, so there is none in any answer."""

    url: Url
    title: str
    description: str
