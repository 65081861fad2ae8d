"""What happened that concerns somebody."""

import enum
from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..clock import now
from .accounts import Account
from .base import Base, Key, one_of
from .posts import Post


class Event(enum.StrEnum):
    """What may happen."""

    MENTION = "mention"
    REPLY = "reply"
    FOLLOW = "follow"


class Notification(Base):
    """The news that somebody (`by`) did something that concerns somebody else (`account`)."""

    __tablename__ = "notifications"
    __table_args__ = (
        UniqueConstraint("account_id", "event", "by_id", "post_id"),
        Index("ix_notifications_account_id_id", "account_id", "id"),
    )

    id: Mapped[Key]
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"))
    event: Mapped[Event] = mapped_column(one_of(Event))
    by_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), index=True)
    post_id: Mapped[int | None] = mapped_column(ForeignKey("posts.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime] = mapped_column(default=now)

    by: Mapped[Account] = relationship(foreign_keys=by_id)
    post: Mapped[Post | None] = relationship()
