"""People who write and read."""

import enum
from datetime import datetime

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from ..clock import now
from .base import Base, Key, one_of

USERNAME_LENGTH = 30
NAME_LENGTH = 60
BIO_LENGTH = 500
EMAIL_LENGTH = 254  # RFC 5321 §4.5.3.1.3: a path is 256 octets, with its angle brackets


class Role(enum.StrEnum):
    """What somebody may do beyond writing and reading."""

    USER = "user"
    MODERATOR = "moderator"
    ADMIN = "admin"


class Account(Base):
    """Somebody who writes and reads."""

    __tablename__ = "accounts"
    __table_args__ = (
        CheckConstraint("username = lower(username) AND length(username) BETWEEN 1 AND 30", name="username"),
        CheckConstraint("email = lower(email)", name="email"),
    )

    id: Mapped[Key]
    username: Mapped[str] = mapped_column(String(USERNAME_LENGTH), unique=True)
    """Lower case, so that @Ann and @ann are one."""
    email: Mapped[str] = mapped_column(String(EMAIL_LENGTH), unique=True)
    """Lower case; nobody is told it."""
    email_confirmed_at: Mapped[datetime | None]
    password_hash: Mapped[str]
    role: Mapped[Role] = mapped_column(
        one_of(Role),
        default=Role.USER,
    )
    display_name: Mapped[str] = mapped_column(default="")
    bio: Mapped[str] = mapped_column(default="")
    avatar: Mapped[str | None]
    """The name of the picture's file in the media folder."""
    notifications_read_id: Mapped[int] = mapped_column(default=0)
    """The newest notification that was marked as read."""
    created_at: Mapped[datetime] = mapped_column(default=now)

    @property
    def name(self) -> str:
        """What to call them."""
        return self.display_name or self.username

    @property
    def confirmed(self) -> bool:
        """Whether their address is known to be theirs."""
        return self.email_confirmed_at is not None

    @property
    def moderates(self) -> bool:
        """Whether they may take down what others wrote."""
        return self.role in (Role.MODERATOR, Role.ADMIN)
