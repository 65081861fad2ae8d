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
    FOLLOW_REQUEST = "follow_request"
    FAVOURITE = "favourite"
    BOOST = "boost"
    POLL = "poll"
    """A poll in which one voted, or one's own, has ended."""
    POST = "post"
    """Somebody whose every post one wants to be told of wrote one."""
    EDIT = "edit"
    """A post that one boosted was edited."""
    QUOTE = "quote"
    QUOTED_EDIT = "quoted_edit"
    """A post that one quoted was edited; the news is about the quote."""


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

    filtered: Mapped[bool] = mapped_column(default=False)
    """Whether it is kept apart, from people one does not want to hear from at once."""

    by: Mapped[Account] = relationship(foreign_keys=by_id)
    post: Mapped[Post | None] = relationship()


class Handling(enum.StrEnum):
    """What becomes of the news from some kind of people."""

    ACCEPT = "accept"
    FILTER = "filter"
    """Keep it apart, as a request to be heard."""
    DROP = "drop"


class NotificationPolicy(Base):
    """From whom somebody wants to hear at once. Who never said has no row and hears from everybody."""

    __tablename__ = "notification_policies"

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True)
    for_not_following: Mapped[Handling] = mapped_column(one_of(Handling), default=Handling.ACCEPT)
    for_not_followers: Mapped[Handling] = mapped_column(one_of(Handling), default=Handling.ACCEPT)
    for_new_accounts: Mapped[Handling] = mapped_column(one_of(Handling), default=Handling.ACCEPT)
    for_private_mentions: Mapped[Handling] = mapped_column(one_of(Handling), default=Handling.ACCEPT)
    for_limited_accounts: Mapped[Handling] = mapped_column(one_of(Handling), default=Handling.ACCEPT)


class NotificationPermission(Base):
    """The fact that somebody wants to hear from somebody else whatever their policy says."""

    __tablename__ = "notification_permissions"

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True)
    from_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True, index=True)
