"""What people write."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..clock import now
from .accounts import Account
from .applications import Application
from .base import Base, Key, one_of
from .visibility import Visibility

MAX_LENGTH = 500


def _own_id(context: Any) -> int:
    """The id of the row that is about to be inserted."""
    return context.get_current_parameters()["id"]  # type: ignore[no-any-return]


class Post(Base):
    """A few words by somebody, or the fact that they boosted somebody's.

    One that was deleted keeps its row, without its words, so that its thread holds. A boost that is undone is gone.
    """

    __tablename__ = "posts"
    __table_args__ = (
        Index("uq_posts_author_id_boosted_id", "author_id", "boosted_id", unique=True),
        Index("ix_posts_author_id_id", "author_id", "id"),
        Index("ix_posts_parent_id_id", "parent_id", "id"),
    )

    id: Mapped[Key]
    author_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"))
    text: Mapped[str]
    warning: Mapped[str] = mapped_column(default="")
    """What stands above a text that is folded away until somebody asks for it."""
    sensitive: Mapped[bool] = mapped_column(default=False)
    """Whether its pictures are veiled until somebody asks for them."""
    language: Mapped[str | None]
    """An ISO 639 code."""
    visibility: Mapped[Visibility] = mapped_column(one_of(Visibility), default=Visibility.PUBLIC)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("posts.id", ondelete="SET NULL"))
    """The post this one answers."""
    answered_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id", ondelete="SET NULL"), index=True)
    """The author of the post this one answers."""
    thread_id: Mapped[int] = mapped_column(default=_own_id, index=True)
    """The post that began the conversation; its own id, if it is that one."""
    boosted_id: Mapped[int | None] = mapped_column(ForeignKey("posts.id", ondelete="CASCADE"), index=True)
    """The post this one boosts."""
    application_id: Mapped[int | None] = mapped_column(ForeignKey("applications.id", ondelete="SET NULL"), index=True)
    """What it was written with; None is the website."""
    created_at: Mapped[datetime] = mapped_column(default=now)
    edited_at: Mapped[datetime | None]
    deleted_at: Mapped[datetime | None]

    author: Mapped[Account] = relationship(foreign_keys=author_id)
    parent: Mapped["Post | None"] = relationship(remote_side="Post.id", foreign_keys=parent_id)
    boosted: Mapped["Post | None"] = relationship(remote_side="Post.id", foreign_keys=boosted_id)
    application: Mapped[Application | None] = relationship()

    @property
    def original(self) -> "Post":
        """The post itself: of a boost, the one that it boosts."""
        return self.boosted or self

    def may_be_deleted_by(self, account: Account | None) -> bool:
        """Whether somebody may take it down: its author, and whoever moderates."""
        return account is not None and (account.id == self.author_id or account.moderates)


class Mention(Base):
    """The fact that a post names somebody."""

    __tablename__ = "mentions"

    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id", ondelete="CASCADE"), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True, index=True)

    account: Mapped[Account] = relationship()


class PostVersion(Base):
    """What a post said before it was edited."""

    __tablename__ = "post_versions"

    id: Mapped[Key]
    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id", ondelete="CASCADE"), index=True)
    text: Mapped[str]
    warning: Mapped[str]
    sensitive: Mapped[bool]
    attachments: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    """What was attached: {id, description, focus} each, in their order."""
    options: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    """What its poll offered."""
    created_at: Mapped[datetime]
    """Since when it had said that."""
