"""What a search finds."""

from .accounts import Account
from .base import Entity
from .posts import Status
from .tags import Tag


class Search(Entity):
    """What a search found, by kind."""

    accounts: list[Account]
    statuses: list[Status]
    hashtags: list[Tag]
