"""What this place is, what it allows, and how large it is."""

from collections.abc import Sequence
from typing import Self

from pydantic import Field
from pyramid.request import Request

from ...addresses import site_url
from ...queries.instance import InstanceFigures, contact_account
from ..place import API_VERSION, LANGUAGES, VERSION, domain_of, settings_of, thumbnail_url
from .accounts import Account
from .base import Entity, Html, Id, Time, Url
from .limits import InstanceConfiguration


class Rule(Entity):
    """A rule of the place. None are written down here yet."""

    id: Id
    text: str
    hint: str
    translations: dict[str, dict[str, str]]


class InstanceUsers(Entity):
    """How many people use this place."""

    active_month: int
    """How many came by within thirty days."""


class InstanceUsage(Entity):
    """How much this place is used."""

    users: InstanceUsers


class ThumbnailVersions(Entity):
    """A picture in several sizes."""

    one: Url = Field(alias="@1x")
    two: Url = Field(alias="@2x")


class InstanceThumbnail(Entity):
    """A picture of the place."""

    url: Url
    description: str
    versions: ThumbnailVersions


class InstanceIcon(Entity):
    """A small sign of the place. There is none yet that telephones can draw."""

    src: Url
    size: str


class Registrations(Entity):
    """How one joins."""

    enabled: bool = True
    approval_required: bool = False
    reason_required: bool | None = False
    message: Html | None = None
    min_age: int | None = None
    url: Url | None = None


class InstanceContact(Entity):
    """Whom to write to about the place."""

    email: str
    """May be empty."""
    account: Account | None


class ApiVersions(Entity):
    """Which revision of the protocol is spoken here: a number that clients look features up by."""

    mastodon: int


class Instance(Entity):
    """What this place is, what it allows, and how large it is."""

    domain: str
    title: str
    version: str
    """The version of the protocol, and in brackets our own."""
    source_url: Url
    description: str
    wrapstodon: str | None
    """Of no meaning here."""
    usage: InstanceUsage
    thumbnail: InstanceThumbnail
    icon: list[InstanceIcon]
    languages: list[str]
    configuration: InstanceConfiguration
    registrations: Registrations
    api_versions: ApiVersions
    contact: InstanceContact
    rules: list[Rule]

    @classmethod
    def show(cls, request: Request, things: Sequence[InstanceFigures]) -> list[Self]:
        """Show the place."""
        return [cls._of(request, figures) for figures in things]

    @classmethod
    def _of(cls, request: Request, figures: InstanceFigures) -> Self:
        """Show the place, once it has been counted."""
        site, picture = settings_of(request).site, thumbnail_url(request)
        return cls(
            domain=domain_of(request),
            title=site.name,
            version=VERSION,
            source_url=site_url(request) + request.route_path("about"),
            description=site.description,
            wrapstodon=None,
            usage=InstanceUsage(users=InstanceUsers(active_month=figures.active_month)),
            thumbnail=InstanceThumbnail(
                url=picture, description=site.name, versions=ThumbnailVersions(one=picture, two=picture)
            ),
            icon=[],
            languages=list(LANGUAGES),
            configuration=InstanceConfiguration.here(request),
            registrations=Registrations(),
            api_versions=ApiVersions(mastodon=API_VERSION),
            contact=InstanceContact(email=site.contact, account=contact_of(request)),
            rules=[],
        )


def contact_of(request: Request) -> Account | None:
    """Whom to speak to about the place."""
    found = request.db.scalars(contact_account()).all()
    return Account.show(request, found)[0] if found else None


class InstanceActivity(Entity):
    """What happened in a week (UTC). All numbers are text."""

    week: str
    """The week's first second, a Monday's, counted from 1970."""
    statuses: str
    logins: str
    """How many people came by."""
    registrations: str


class ExtendedDescription(Entity):
    """What there is to say of the place at length."""

    updated_at: Time | None
    content: Html


class PrivacyPolicy(Entity):
    """What becomes of what people entrust to the place."""

    updated_at: Time | None
    content: Html


class Language(Entity):
    """A language that posts may be in."""

    code: str
    name: str


class TranslationLanguages(Entity):
    """Which languages can be translated into which; none yet."""
