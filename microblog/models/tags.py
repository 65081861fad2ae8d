"""Hashtags, and where they stand."""

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

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
