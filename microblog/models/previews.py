"""What is told of the pages that posts link to."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Self

from sqlalchemy import JSON, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from ..clock import now
from .base import Base, Key


@dataclass(frozen=True)
class CardPicture:
    """A picture that stands for a page: our own small copy of it."""

    name: str
    """The name of its file in the media folder."""
    width: int
    height: int
    blurhash: str
    words: str = ""
    """What it shows, if the page says so."""


@dataclass(frozen=True)
class Card:
    """What a page says of itself, in words for a line each."""

    url: str
    title: str
    description: str = ""
    site: str = ""
    author: str = ""
    language: str = ""
    published: str = ""
    """When it was published, in the words of ISO 8601; empty if it does not say."""
    picture: CardPicture | None = None

    @classmethod
    def read(cls, kept: dict[str, Any]) -> Self:
        """Read one as it is kept."""
        picture = kept.get("picture")
        return cls(**{**kept, "picture": CardPicture(**picture) if picture else None})

    @property
    def kept(self) -> dict[str, Any]:
        """The form in which it is kept."""
        return asdict(self)


class Preview(Base):
    """A page that posts link to, and what is known of it. It is forgotten when no post links to it any more."""

    __tablename__ = "previews"
    __table_args__ = (Index("ix_previews_host_tried_at", "host", "tried_at"),)

    id: Mapped[Key]
    url: Mapped[str] = mapped_column(unique=True)
    """In the one form in which it is asked for (`fetching.Target`)."""
    host: Mapped[str]
    card: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    """What it says of itself (`Card`); None if that is not known, or nothing to show."""
    picture: Mapped[str | None]
    """The name of its picture's file, where those who clear files away look for it."""
    due_at: Mapped[datetime | None] = mapped_column(default=now, index=True)
    """When to look at it again; None for no more, until somebody links to it once more."""
    attempts: Mapped[int] = mapped_column(default=0)
    """How often in a row it could not be looked at."""
    tried_at: Mapped[datetime | None]
    fetched_at: Mapped[datetime | None]
    trouble: Mapped[str] = mapped_column(default="")
    """Why there is nothing to show, or nothing newer."""
    created_at: Mapped[datetime] = mapped_column(default=now, index=True)


class PostLink(Base):
    """The fact that the first link of a post leads to a page."""

    __tablename__ = "post_links"

    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id", ondelete="CASCADE"), primary_key=True)
    preview_id: Mapped[int] = mapped_column(ForeignKey("previews.id", ondelete="CASCADE"), index=True)
