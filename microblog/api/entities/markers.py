"""How far somebody has read, as applications see it."""

from collections.abc import Sequence
from typing import Self

from pydantic import MISSING
from pyramid.request import Request

from ... import models
from .base import Entity, Id, Time


class Marker(Entity):
    """How far somebody has read a timeline."""

    last_read_id: Id
    version: int
    """How often it was moved."""
    updated_at: Time


class Markers(Entity):
    """How far somebody has read each timeline; those of which they never said it are missing."""

    home: Marker | MISSING = MISSING
    notifications: Marker | MISSING = MISSING

    @classmethod
    def show(cls, request: Request, things: Sequence[list[models.Marker]]) -> list[Self]:
        """Show markers together."""
        return [cls(**{one.timeline.value: Marker.model_validate(one) for one in markers}) for markers in things]
