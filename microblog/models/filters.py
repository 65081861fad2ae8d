"""Words and posts that somebody does not want to read."""

import enum
from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..clock import now
from .base import Base, Key, Words, one_of

FILTER_TITLE_LENGTH = 256
KEYWORD_LENGTH = 512
MAX_KEYWORDS = 100
MAX_FILTERS = 100
MAX_FILTERED_POSTS = 1000


class FilterContext(enum.StrEnum):
    """Where a filter works."""

    HOME = "home"
    NOTIFICATIONS = "notifications"
    PUBLIC = "public"
    THREAD = "thread"
    ACCOUNT = "account"


class FilterAction(enum.StrEnum):
    """What becomes of a post that matches."""

    WARN = "warn"
    HIDE = "hide"
    BLUR = "blur"
    """Only its pictures are veiled."""


class Filter(Base):
    """What somebody does not want to read, where, and until when."""

    __tablename__ = "filters"

    id: Mapped[Key]
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), index=True)
    title: Mapped[str]
    contexts: Mapped[Words]
    """FilterContext words."""
    action: Mapped[FilterAction] = mapped_column(one_of(FilterAction), default=FilterAction.WARN)
    expires_at: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(default=now)

    keywords: Mapped[list["FilterKeyword"]] = relationship(
        order_by="FilterKeyword.id", cascade="all, delete-orphan", passive_deletes=True
    )
    posts: Mapped[list["FilterPost"]] = relationship(
        order_by="FilterPost.id", cascade="all, delete-orphan", passive_deletes=True
    )

    @property
    def ended(self) -> bool:
        """Whether it works no longer."""
        return self.expires_at is not None and self.expires_at <= now()


class FilterKeyword(Base):
    """A word of a filter."""

    __tablename__ = "filter_keywords"

    id: Mapped[Key]
    filter_id: Mapped[int] = mapped_column(ForeignKey("filters.id", ondelete="CASCADE"), index=True)
    keyword: Mapped[str]
    whole_word: Mapped[bool] = mapped_column(default=True)


class FilterPost(Base):
    """A post that a filter matches whatever it says."""

    __tablename__ = "filter_posts"
    __table_args__ = (UniqueConstraint("filter_id", "post_id"),)

    id: Mapped[Key]
    filter_id: Mapped[int] = mapped_column(ForeignKey("filters.id", ondelete="CASCADE"))
    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id", ondelete="CASCADE"), index=True)
