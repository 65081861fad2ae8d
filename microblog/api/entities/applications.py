"""Applications, as they see themselves."""

from collections.abc import Sequence
from typing import Any, Literal, Self

from pyramid.request import Request

from ... import models
from .base import Entity, Id, Url


class Application(Entity):
    """A program that registered."""

    id: Id
    name: str
    website: Url | None
    scopes: list[str]
    """What it may ask for at most."""
    redirect_uris: list[str]
    """Where codes may be sent."""
    redirect_uri: str
    """The same, one a line; for old clients."""
    vapid_key: str
    """For old clients; empty, because nothing is pushed."""

    @classmethod
    def show(cls, request: Request, things: Sequence[models.Application]) -> list[Self]:
        """Show programs."""
        return [cls(**facts_of(application)) for application in things]


class CredentialApplication(Application):
    """A program that registered just now, with its secret: it is told this once."""

    client_id: str
    client_secret: str
    client_secret_expires_at: Literal[0]
    """It never expires."""


class Token(Entity):
    """A key. It has no end."""

    access_token: str
    token_type: Literal["Bearer"]
    scope: str
    """What it opens, with spaces between."""
    created_at: int
    """When it was made, in seconds since 1970."""


def facts_of(application: models.Application) -> dict[str, Any]:
    """What is told of a program."""
    return {
        "id": application.id,
        "name": application.name,
        "website": application.website,
        "scopes": application.scopes,
        "redirect_uris": application.redirect_uris,
        "redirect_uri": "\n".join(application.redirect_uris),
        "vapid_key": "",
    }
