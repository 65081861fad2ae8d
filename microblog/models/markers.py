"""How far somebody has read."""

import enum
from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from ..clock import now
from .base import Base, one_of


class MarkedTimeline(enum.StrEnum):
    """What is read from one day to the next."""

    HOME = "home"
    NOTIFICATIONS = "notifications"


class Marker(Base):
    """The last thing that somebody has read of a timeline, for all their applications."""

    __tablename__ = "markers"

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True)
    timeline: Mapped[MarkedTimeline] = mapped_column(one_of(MarkedTimeline), primary_key=True)
    last_read_id: Mapped[int]
    version: Mapped[int] = mapped_column(default=1)
    """How often it was moved."""
    updated_at: Mapped[datetime] = mapped_column(default=now)
