"""Letters that were promised: the outbox."""

import enum
from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..clock import now
from .accounts import Account
from .base import Base, Key, one_of
from .posts import Post


class LetterKind(enum.StrEnum):
    """What a letter is about."""

    MENTION = "mention"
    CONFIRMATION = "confirmation"
    PASSWORD_RESET = "password_reset"  # noqa: S105
    PASSWORD_CHANGED = "password_changed"  # noqa: S105


class LetterState(enum.StrEnum):
    """How far a letter has come."""

    WAITING = "waiting"
    SENT = "sent"
    DROPPED = "dropped"
    """It had lost its reason before it was sent: the post was deleted, say."""
    DEAD = "dead"
    """The mail host would not take it; somebody should look."""


class Letter(Base):
    """A letter that was promised in the very transaction that gave the reason for it. The scheduler keeps the promise.

    It holds no words: those are made when it is sent, from what is true then. While a scheduler works on it,
    `due_at` lies in the future; should that scheduler die, the letter becomes due again by itself.
    """

    __tablename__ = "letters"
    __table_args__ = (
        UniqueConstraint("kind", "account_id", "post_id"),
        Index("ix_letters_state_due_at", "state", "due_at"),
    )

    id: Mapped[Key]
    kind: Mapped[LetterKind] = mapped_column(one_of(LetterKind))
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), index=True)
    post_id: Mapped[int | None] = mapped_column(ForeignKey("posts.id", ondelete="CASCADE"), index=True)
    state: Mapped[LetterState] = mapped_column(
        one_of(LetterState),
        default=LetterState.WAITING,
    )
    created_at: Mapped[datetime] = mapped_column(default=now)
    due_at: Mapped[datetime] = mapped_column(default=now)
    attempts: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[datetime | None]
    trouble: Mapped[str] = mapped_column(default="")
    """What the mail host said last, when it would not take it."""

    account: Mapped[Account] = relationship()
    post: Mapped[Post | None] = relationship()
