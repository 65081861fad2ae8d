"""What people write."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..clock import now
from .accounts import Account
from .base import Base, Key

MAX_LENGTH = 500


class Post(Base):
    """A few words by somebody. One that was deleted keeps its row, without its words, so that its thread holds."""

    __tablename__ = "posts"
    __table_args__ = (
        Index("ix_posts_author_id_id", "author_id", "id"),
        Index("ix_posts_parent_id_id", "parent_id", "id"),
    )

    id: Mapped[Key]
    author_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"))
    text: Mapped[str]
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("posts.id", ondelete="SET NULL"))
    """The post this one answers."""
    created_at: Mapped[datetime] = mapped_column(default=now)
    deleted_at: Mapped[datetime | None]

    author: Mapped[Account] = relationship()
    parent: Mapped["Post | None"] = relationship(remote_side="Post.id")

    def may_be_deleted_by(self, account: Account | None) -> bool:
        """Whether somebody may take it down: its author, and whoever moderates."""
        return account is not None and (account.id == self.author_id or account.moderates)


class Mention(Base):
    """The fact that a post names somebody."""

    __tablename__ = "mentions"

    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id", ondelete="CASCADE"), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True, index=True)

    account: Mapped[Account] = relationship()
