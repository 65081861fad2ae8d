"""Questions with answers to choose from."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..clock import now
from .base import Base, Key, Words
from .posts import Post

MAX_OPTIONS = 4
OPTION_LENGTH = 50
SHORTEST_POLL = 5 * 60
LONGEST_POLL = 31 * 24 * 3600


class Poll(Base):
    """A question that a post asks."""

    __tablename__ = "polls"

    id: Mapped[Key]
    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id", ondelete="CASCADE"), unique=True)
    options: Mapped[Words]
    multiple: Mapped[bool] = mapped_column(default=False)
    """Whether one may choose several."""
    hide_totals: Mapped[bool] = mapped_column(default=False)
    """Whether nobody learns how it stands before it has ended."""
    expires_at: Mapped[datetime] = mapped_column(index=True)
    announced_at: Mapped[datetime | None]
    """When those concerned were told that it had ended."""

    post: Mapped[Post] = relationship()

    @property
    def expired(self) -> bool:
        """Whether it has ended."""
        return self.expires_at <= now()


class Ballot(Base):
    """The fact that somebody voted; there is one for each voter, whatever happens at one moment."""

    __tablename__ = "ballots"
    __table_args__ = (UniqueConstraint("poll_id", "account_id"),)

    id: Mapped[Key]
    poll_id: Mapped[int] = mapped_column(ForeignKey("polls.id", ondelete="CASCADE"))
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime] = mapped_column(default=now)


class Vote(Base):
    """A choice on a ballot: the number of an option, from 0."""

    __tablename__ = "votes"

    ballot_id: Mapped[int] = mapped_column(ForeignKey("ballots.id", ondelete="CASCADE"), primary_key=True)
    choice: Mapped[int] = mapped_column(primary_key=True)
