"""Timelines that people put together, as applications see them."""

from ...models import RepliesPolicy
from .base import Entity, Id


class List(Entity):
    """A timeline of some of those whom its owner follows."""

    id: Id
    title: str
    replies_policy: RepliesPolicy
    """Which answers of its members it shows: those to anybody its owner follows, those to its members, or none."""
    exclusive: bool
    """Whether its members' posts stand here and not in the home timeline."""
