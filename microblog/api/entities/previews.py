"""Pages that posts link to, as applications see them."""

from datetime import datetime
from typing import Literal, Self
from urllib.parse import urlsplit

from pyramid.request import Request

from ... import models
from ...addresses import media_url
from .base import Entity, Time, Url


class PreviewCardAuthor(Entity):
    """Who wrote a page, as it says."""

    name: str
    url: Literal[""]
    """Always empty: what a page says of addresses is not looked at."""
    account: None
    """Always null, for the same reason."""


class PreviewCard(Entity):
    """What the page says of itself that the first link of a post leads to. Its picture is a small copy of our own."""

    url: Url
    title: str
    description: str
    language: str | None
    type: Literal["link"]
    authors: list[PreviewCardAuthor]
    author_name: str
    author_url: Literal[""]
    provider_name: str
    """What the site calls itself; its host, if it has no other name."""
    provider_url: Url
    html: Literal[""]
    """Nothing of others is ever embedded."""
    width: int
    """The size of the picture; 0 if there is none."""
    height: int
    image: Url | None
    image_description: str
    embed_url: Literal[""]
    blurhash: str | None
    published_at: Time | None

    @classmethod
    def of(cls, request: Request, card: models.Card) -> Self:
        """Show a page."""
        there, picture = urlsplit(card.url), card.picture
        return cls(
            url=card.url,
            title=card.title,
            description=card.description,
            language=card.language or None,
            type="link",
            authors=[PreviewCardAuthor(name=card.author, url="", account=None)] if card.author else [],
            author_name=card.author,
            author_url="",
            provider_name=card.site,
            provider_url=f"{there.scheme}://{there.netloc}/",
            html="",
            width=picture.width if picture else 0,
            height=picture.height if picture else 0,
            image=media_url(request, picture.name) if picture else None,
            image_description=picture.words if picture else "",
            embed_url="",
            blurhash=picture.blurhash if picture else None,
            published_at=datetime.fromisoformat(card.published) if card.published else None,
        )
