"""Pictures, films and sounds, as applications see them."""

from collections.abc import Sequence
from typing import Any, Literal, Self

from pyramid.request import Request

from ... import models
from ...addresses import media_url
from .base import Entity, Id, Url


class MediaAttachment(Entity):
    """A file, made ready to be shown."""

    id: Id
    type: Literal["image", "gifv", "video", "audio"]
    url: Url | None
    """Where it lies; null while it is being made ready."""
    preview_url: Url | None
    """A small picture of it."""
    remote_url: None
    preview_remote_url: None
    text_url: None
    meta: dict[str, Any]
    """Sizes: original{width, height, size, aspect, …}, small{…}; and focus{x, y}."""
    description: str | None
    """What it shows, for those who do not see it."""
    blurhash: str | None
    """A blur of it in a few letters, to show while it loads."""

    @classmethod
    def show(cls, request: Request, things: Sequence[models.Media]) -> list[Self]:
        """Show files; asks nothing."""
        return [cls(**_facts(request, one)) for one in things]


def _facts(request: Request, media: models.Media) -> dict[str, Any]:
    """What is told of a file."""
    ready = media.state == models.MediaState.READY
    focus = {"focus": {"x": media.focus_x, "y": media.focus_y}} if media.focus_x is not None else {}
    return {
        "id": media.id,
        "type": media.kind.value,
        "url": media_url(request, media.file) if ready and media.file else None,
        "preview_url": media_url(request, media.preview) if ready and media.preview else None,
        "remote_url": None,
        "preview_remote_url": None,
        "text_url": None,
        "meta": media.meta | focus,
        "description": media.description or None,
        "blurhash": media.blurhash,
    }
