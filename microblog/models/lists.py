"""Timelines that people put together."""

import enum
from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ..clock import now
from .base import Base, Key, one_of

LIST_TITLE_LENGTH = 256


class RepliesPolicy(enum.StrEnum):
    """Which answers of its members a list shows; the names are those of the API."""

    FOLLOWED = "followed"
    """Those to anybody its owner follows."""
    LIST = "list"
    """Those to its members."""
    NONE = "none"


class List(Base):
    """A timeline of some of those whom its owner follows."""

    __tablename__ = "lists"

    id: Mapped[Key]
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), index=True)
    title: Mapped[str]
    replies_policy: Mapped[RepliesPolicy] = mapped_column(one_of(RepliesPolicy), default=RepliesPolicy.LIST)
    exclusive: Mapped[bool] = mapped_column(default=False)
    """Whether its members' posts stand here and not in the home timeline."""
    created_at: Mapped[datetime] = mapped_column(default=now)


class ListMember(Base):
    """The fact that somebody stands on a list."""

    __tablename__ = "list_members"
    __table_args__ = (UniqueConstraint("list_id", "account_id"),)

    id: Mapped[Key]
    list_id: Mapped[int] = mapped_column(ForeignKey("lists.id", ondelete="CASCADE"))
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), index=True)
