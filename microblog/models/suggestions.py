"""Whom somebody does not want to have suggested to them again."""

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base, Key


class Dismissal(Base):
    """The fact that somebody does not want somebody else to be suggested to them, who is not told."""

    __tablename__ = "dismissals"
    __table_args__ = (UniqueConstraint("account_id", "dismissed_id"),)

    id: Mapped[Key]
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"))
    dismissed_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), index=True)
