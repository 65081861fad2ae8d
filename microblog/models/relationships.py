"""What people are to each other."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ..clock import now
from .base import Base, Key


class Follow(Base):
    """The fact that somebody wants to read what somebody else writes."""

    __tablename__ = "follows"
    __table_args__ = (
        UniqueConstraint("follower_id", "followed_id"),
        CheckConstraint("follower_id <> followed_id", name="not_oneself"),
    )

    id: Mapped[Key]
    follower_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"))
    followed_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), index=True)
    boosts: Mapped[bool] = mapped_column(default=True)
    """Whether to read what they boost, too."""
    notify: Mapped[bool] = mapped_column(default=False)
    """Whether to be told of each of their posts."""
    languages: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    """The languages to read them in; None is all."""
    created_at: Mapped[datetime] = mapped_column(default=now)


class FollowRequest(Base):
    """The wish to follow somebody who decides about each follower."""

    __tablename__ = "follow_requests"
    __table_args__ = (
        UniqueConstraint("follower_id", "followed_id"),
        CheckConstraint("follower_id <> followed_id", name="not_oneself"),
    )

    id: Mapped[Key]
    follower_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"))
    followed_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), index=True)
    boosts: Mapped[bool] = mapped_column(default=True)
    notify: Mapped[bool] = mapped_column(default=False)
    languages: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    created_at: Mapped[datetime] = mapped_column(default=now)


class Block(Base):
    """The fact that somebody wants to have nothing to do with somebody else, who does not see them any more."""

    __tablename__ = "blocks"
    __table_args__ = (
        UniqueConstraint("blocker_id", "blocked_id"),
        CheckConstraint("blocker_id <> blocked_id", name="not_oneself"),
    )

    id: Mapped[Key]
    blocker_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"))
    blocked_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime] = mapped_column(default=now)


class Mute(Base):
    """The fact that somebody does not want to read somebody else for a while, who is not told."""

    __tablename__ = "mutes"
    __table_args__ = (
        UniqueConstraint("muter_id", "muted_id"),
        CheckConstraint("muter_id <> muted_id", name="not_oneself"),
    )

    id: Mapped[Key]
    muter_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"))
    muted_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), index=True)
    notifications: Mapped[bool] = mapped_column(default=True)
    """Whether their notifications are left out as well."""
    expires_at: Mapped[datetime | None]
    """When it ends by itself: from then on no question may count it."""
    created_at: Mapped[datetime] = mapped_column(default=now)


class Note(Base):
    """What somebody wrote down about somebody else, for themselves."""

    __tablename__ = "notes"

    writer_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True)
    about_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True, index=True)
    text: Mapped[str]


class Endorsement(Base):
    """The fact that somebody recommends, on their profile, somebody whom they follow."""

    __tablename__ = "endorsements"
    __table_args__ = (UniqueConstraint("account_id", "endorsed_id"),)

    id: Mapped[Key]
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"))
    endorsed_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime] = mapped_column(default=now)
