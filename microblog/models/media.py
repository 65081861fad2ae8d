"""Pictures, films and sounds."""

import enum
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from ..clock import now
from .base import Base, Key, one_of

MAX_ATTACHMENTS = 4
DESCRIPTION_LENGTH = 1500


class MediaKind(enum.StrEnum):
    """What it is to those who look; the names are those of the API."""

    IMAGE = "image"
    GIFV = "gifv"
    """A short film without sound that plays again and again."""
    VIDEO = "video"
    AUDIO = "audio"


class MediaState(enum.StrEnum):
    """How far the work on it has come."""

    WAITING = "waiting"
    READY = "ready"
    FAILED = "failed"


class Media(Base):
    """A file that somebody sent, made ready to be shown. What is never attached to anything is swept after a day."""

    __tablename__ = "media"
    __table_args__ = (Index("ix_media_state_due_at", "state", "due_at"),)

    id: Mapped[Key]
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), index=True)
    post_id: Mapped[int | None] = mapped_column(ForeignKey("posts.id", ondelete="SET NULL"), index=True)
    scheduled_id: Mapped[int | None] = mapped_column(ForeignKey("scheduled_posts.id", ondelete="SET NULL"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    """Where it stands among those of its post."""
    kind: Mapped[MediaKind] = mapped_column(one_of(MediaKind))
    state: Mapped[MediaState] = mapped_column(one_of(MediaState), default=MediaState.READY)
    due_at: Mapped[datetime] = mapped_column(default=now)
    """While it waits: when the scheduler may take it up. In the future while one works on it."""
    attempts: Mapped[int] = mapped_column(default=0)
    bytes: Mapped[int] = mapped_column(default=0)
    """How large the file was that came in."""
    file: Mapped[str | None]
    """The name of the file to show, in the media folder. While it waits, of the file that was sent."""
    preview: Mapped[str | None]
    """The name of the small picture's file."""
    meta: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    """Sizes as the API tells them: original{width, height, size, aspect, …}, small{…}."""
    focus_x: Mapped[float | None]
    focus_y: Mapped[float | None]
    """What to keep in sight when it is cut: -1 to 1, to the right and up."""
    blurhash: Mapped[str | None]
    description: Mapped[str] = mapped_column(default="")
    """What it shows, for those who do not see it."""
    trouble: Mapped[str] = mapped_column(default="")
    """Why it could not be made ready."""
    created_at: Mapped[datetime] = mapped_column(default=now)
    detached_at: Mapped[datetime] = mapped_column(default=now)
    """Since when it hangs on no post, if it hangs on none."""
