"""What this place is, in the older form that many clients still read."""

from collections.abc import Sequence
from typing import Self

from pyramid.request import Request

from ...queries.instance import InstanceFigures
from ..place import LANGUAGES, VERSION, domain_of, settings_of, streaming_url, thumbnail_url
from .accounts import Account
from .base import Entity, Url
from .instance import Rule, contact_of
from .limits import AccountLimits, MediaLimits, PollLimits, StatusLimits


class InstanceUrlsV1(Entity):
    """Where else there is something of the place."""

    streaming_api: Url
    """Where news would be streamed. Nothing is, yet."""


class InstanceStats(Entity):
    """How large the place is."""

    user_count: int
    status_count: int
    domain_count: int
    """How many other places are known; always 0."""


class InstanceConfigurationV1(Entity):
    """What this place allows."""

    accounts: AccountLimits
    statuses: StatusLimits
    media_attachments: MediaLimits
    polls: PollLimits


class InstanceV1(Entity):
    """What this place is, what it allows, and how large it is."""

    uri: str
    """The domain alone, with the port if it is an unusual one."""
    title: str
    short_description: str
    description: str
    email: str
    """May be empty."""
    version: str
    urls: InstanceUrlsV1
    stats: InstanceStats
    thumbnail: Url | None
    languages: list[str]
    registrations: bool
    approval_required: bool
    invites_enabled: bool
    configuration: InstanceConfigurationV1
    contact_account: Account | None
    rules: list[Rule]

    @classmethod
    def show(cls, request: Request, things: Sequence[InstanceFigures]) -> list[Self]:
        """Show the place."""
        return [cls._of(request, figures) for figures in things]

    @classmethod
    def _of(cls, request: Request, figures: InstanceFigures) -> Self:
        """Show the place, once it has been counted."""
        site = settings_of(request).site
        return cls(
            uri=domain_of(request),
            title=site.name,
            short_description=site.description,
            description=site.description,
            email=site.contact,
            version=VERSION,
            urls=InstanceUrlsV1(streaming_api=streaming_url(request)),
            stats=InstanceStats(user_count=figures.accounts, status_count=figures.posts, domain_count=0),
            thumbnail=thumbnail_url(request),
            languages=list(LANGUAGES),
            registrations=True,
            approval_required=False,
            invites_enabled=False,
            configuration=InstanceConfigurationV1(
                accounts=AccountLimits(),
                statuses=StatusLimits(),
                media_attachments=MediaLimits.here(request),
                polls=PollLimits(),
            ),
            contact_account=contact_of(request),
            rules=[],
        )
