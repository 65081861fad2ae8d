"""Hashtags, and where they stand."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..clock import now
from .base import Base, Key

TAG_LENGTH = 100


class Tag(Base):
    """A hashtag."""

    __tablename__ = "tags"

    id: Mapped[Key]
    key: Mapped[str] = mapped_column(unique=True)
    """The form in which two spellings of one tag are equal."""
    name: Mapped[str]
    """As it was first written."""


class Tagging(Base):
    """The fact that a post carries a hashtag."""

    __tablename__ = "taggings"
    __table_args__ = (Index("ix_taggings_tag_id_post_id", "tag_id", "post_id"),)

    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id", ondelete="CASCADE"), primary_key=True)
    tag_id: Mapped[int] = mapped_column(ForeignKey("tags.id", ondelete="CASCADE"), primary_key=True)


class TagFollow(Base):
    """The fact that somebody wants to read every public post that carries a hashtag."""

    __tablename__ = "tag_follows"
    __table_args__ = (UniqueConstraint("account_id", "tag_id"),)

    id: Mapped[Key]
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"))
    tag_id: Mapped[int] = mapped_column(ForeignKey("tags.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime] = mapped_column(default=now)

    tag: Mapped[Tag] = relationship()


class FeaturedTag(Base):
    """The fact that somebody shows a hashtag on their profile, as a way to what they wrote about it."""

    __tablename__ = "featured_tags"
    __table_args__ = (UniqueConstraint("account_id", "tag_id"),)

    id: Mapped[Key]
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"))
    tag_id: Mapped[int] = mapped_column(ForeignKey("tags.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime] = mapped_column(default=now)

    tag: Mapped[Tag] = relationship()
