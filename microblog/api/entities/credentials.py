"""People as they see themselves."""

from collections.abc import Sequence
from typing import Literal, Self

from pyramid.request import Request

from ... import models
from ...queries.accounts import figures_of_many
from ...queries.relationships import request_count
from .accounts import Account, facts_of
from .base import ContentType, Entity, Id, Time


class SourceField(Entity):
    """A line of the small table in a profile, as it was written."""

    name: str
    value: str
    verified_at: Time | None
    """When the page that it is the address of was first seen to lead back with rel="me"; null if it does not."""


class Source(Entity):
    """A profile as it was written, and what posts are like by default."""

    note: str
    fields: list[SourceField]
    privacy: Literal["public", "unlisted", "private"]
    """Who may see a post, unless it says so itself."""
    sensitive: bool
    """Whether pictures are veiled."""
    language: str | None
    """The code of the language that posts are written in; null is not said."""
    quote_policy: Literal["public", "followers", "nobody"]
    """Who may quote a post, unless it says so itself."""
    content_type: ContentType
    """How posts are written. Other places do not have this."""
    follow_requests_count: int
    """How many ask to follow."""
    hide_collections: bool
    discoverable: bool
    indexable: bool
    attribution_domains: list[str]
    """Hosts whose articles may name them as the author."""


class Role(Entity):
    """What somebody may do here beyond writing and reading."""

    id: Id
    name: str
    color: str
    permissions: str
    """A sum of powers of two, by which clients offer what moderators do. None of that is done through this API: 0."""
    highlighted: bool
    """Whether the profile shows it."""


class CredentialAccount(Account):
    """Whoever asks, as they see themselves."""

    source: Source
    role: Role

    @classmethod
    def show(cls, request: Request, things: Sequence[models.Account]) -> list[Self]:
        """Show people to themselves."""
        figures = figures_of_many(request.db, things)
        return [
            cls(
                **facts_of(request, account, figures[account.id]),
                source=_source(account, request_count(request.db, account)),
                role=_role(account),
            )
            for account in things
        ]


def _source(account: models.Account, requests: int) -> Source:
    """Show a profile as it was written."""
    return Source(
        note=account.bio,
        fields=[
            SourceField(name=field["name"], value=field["value"], verified_at=field.get("verified_at"))
            for field in account.fields
        ],
        privacy=account.default_visibility.value,
        sensitive=account.default_sensitive,
        language=account.default_language,
        quote_policy=account.default_quote_policy.value,
        content_type=account.default_format.type,
        follow_requests_count=requests,
        hide_collections=account.hide_collections,
        discoverable=account.discoverable,
        indexable=account.indexable,
        attribution_domains=account.attribution_domains,
    )


def _role(account: models.Account) -> Role:
    """Show what somebody may do."""
    id = list(models.Role).index(account.role)
    name = account.role.value.capitalize() if account.moderates else ""
    return Role(id=id, name=name, color="", permissions="0", highlighted=account.moderates)
