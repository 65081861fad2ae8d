"""Posts that are to appear later."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..clock import now
from .accounts import Account
from .base import Base, Key


class ScheduledPost(Base):
    """A draft and the moment at which it is to be published. One that cannot be says why, and stays."""

    __tablename__ = "scheduled_posts"
    __table_args__ = (Index("ix_scheduled_posts_account_id_id", "account_id", "id"),)

    id: Mapped[Key]
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"))
    application_id: Mapped[int | None] = mapped_column(ForeignKey("applications.id", ondelete="SET NULL"), index=True)
    due_at: Mapped[datetime] = mapped_column(index=True)
    draft: Mapped[dict[str, Any]] = mapped_column(JSON)
    """The draft as it was given."""
    trouble: Mapped[str] = mapped_column(default="")
    """Why it could not be published when it was due."""
    created_at: Mapped[datetime] = mapped_column(default=now)

    account: Mapped[Account] = relationship()


class IdempotencyKey(Base):
    """What an application called a wish to post, so that the same wish sent twice is granted once."""

    __tablename__ = "idempotency_keys"

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    post_id: Mapped[int | None] = mapped_column(ForeignKey("posts.id", ondelete="CASCADE"), index=True)
    scheduled_id: Mapped[int | None] = mapped_column(ForeignKey("scheduled_posts.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime] = mapped_column(default=now, index=True)
