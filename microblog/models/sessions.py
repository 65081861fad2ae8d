"""Logins, and the days on which somebody came by."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..clock import now, today
from .accounts import Account
from .base import Base, Key


class Login(Base):
    """One browser in which somebody is logged in. Its cookie holds a token of which we keep only the hash."""

    __tablename__ = "logins"

    id: Mapped[Key]
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    """SHA-256 of the token, in hexadecimal. A fast hash will do: the token is random and long."""
    user_agent: Mapped[str] = mapped_column(String(300), default="")
    created_at: Mapped[datetime] = mapped_column(default=now)
    last_seen_on: Mapped[date] = mapped_column(default=today)

    account: Mapped[Account] = relationship()


class Visit(Base):
    """The fact that somebody was here, logged in, on a day (UTC)."""

    __tablename__ = "visits"
    __table_args__ = (Index("ix_visits_day", "day"),)

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
