"""Posts that are not finished."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from ..clock import now
from .base import Base, Key

MAX_DRAFTS = 100


class KeptDraft(Base):
    """What stood in the composer when its writer put it away."""

    __tablename__ = "drafts"
    __table_args__ = (Index("ix_drafts_account_id_id", "account_id", "id"),)

    id: Mapped[Key]
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"))
    sketch: Mapped[dict[str, Any]] = mapped_column(JSON)
    """The fields, as they were given."""
    created_at: Mapped[datetime] = mapped_column(default=now)
    changed_at: Mapped[datetime] = mapped_column(default=now)
