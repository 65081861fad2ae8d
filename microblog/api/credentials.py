"""One's own profile, for applications."""

from typing import Any, Literal

from pyramid.request import Request

from .. import models
from ..actions.profiles import Profile, edit_profile, remove_header, remove_picture
from ..media import Storage
from ..models import QuotePolicy, Visibility
from .contract import api_view
from .details import with_details
from .entities.base import ContentType
from .entities.credentials import CredentialAccount
from .formats import format_of
from .given import File, Flag, Given, Many, Words
from .place import settings_of

NAMES = {
    "picture": "avatar",
    "bio": "note",
    "default_visibility": "privacy",
    "default_sensitive": "sensitive",
    "default_language": "language",
    "default_quote_policy": "quote_policy",
    "default_format": "content_type",
}
"""What clients call what a profile consists of."""


class FieldGiven(Given):
    """A line of the small table in a profile; one in which nothing stands is left out."""

    name: Words = ""
    value: Words = ""


class SourceGiven(Given):
    """What posts are to be like by default."""

    privacy: Literal[Visibility.PUBLIC, Visibility.UNLISTED, Visibility.PRIVATE] | None = None
    """Who may see them."""
    sensitive: Flag | None = None
    """Whether their pictures are veiled."""
    language: Words | None = None
    """The code of the language they are written in; an empty one forgets it."""
    quote_policy: QuotePolicy | None = None
    """Who may quote them."""
    content_type: ContentType | None = None
    """How they are written."""


class ProfileGiven(Given):
    """What to change of one's profile. What is not given stays."""

    display_name: Words | None = None
    note: Words | None = None
    """What one says of oneself."""
    avatar: File | None = None
    """A picture; it is cut to a square."""
    header: File | None = None
    """A wide picture, three times as wide as high."""
    locked: Flag | None = None
    """Whether one decides about each follower."""
    bot: Flag | None = None
    """Whether a program writes here."""
    discoverable: Flag | None = None
    """Whether one may be recommended."""
    indexable: Flag | None = None
    """Whether one's public posts may be found by a search."""
    hide_collections: Flag | None = None
    """Whether nobody sees whom one follows, and who follows one."""
    fields_attributes: Many[FieldGiven] | None = None
    """The lines of the small table, at most four: a list, or an object by numbers."""
    attribution_domains: Many[Words] | None = None
    """Hosts whose articles may name one as their author, at most ten."""
    source: SourceGiven = SourceGiven()

    def profile(self) -> Profile:
        """What that is to the action."""
        given: dict[str, Any] = self.model_dump(exclude={"note", "avatar", "header", "fields_attributes", "source"})
        fields = None if self.fields_attributes is None else [one.model_dump() for one in self.fields_attributes]
        defaults = {
            f"default_{name}": value
            for name, value in self.source.model_dump(exclude={"privacy", "content_type"}).items()
        }
        defaults["default_format"] = format_of(self.source.content_type)
        return Profile.read(
            {**given, **defaults, "bio": self.note, "fields": fields, "default_visibility": self.source.privacy}
        )


@api_view("accounts.verify", "GET", permission=("profile", "read:accounts"), returns=CredentialAccount)
def verify(_context: object, request: Request) -> models.Account:
    """Show whoever asks to themselves: by this, an application finds out whose key it holds."""
    return request.account  # type: ignore[no-any-return]


@api_view(
    "accounts.update", ("PUT", "PATCH"), permission="write:accounts", takes=ProfileGiven, returns=CredentialAccount
)
def update(_context: object, request: Request) -> models.Account:
    """Change one's profile: all that is given or, if something of it will not do, nothing."""
    given: ProfileGiven = request.given
    storage = Storage(settings_of(request).media.directory)
    with with_details(NAMES):
        edit_profile(
            request.account,
            given.profile(),
            picture=given.avatar or b"",
            header=given.header or b"",
            storage=storage,
        )
    return request.account  # type: ignore[no-any-return]


@api_view("profile.avatar", "DELETE", permission="write:accounts", returns=CredentialAccount)
def delete_avatar(_context: object, request: Request) -> models.Account:
    """Take one's picture away."""
    remove_picture(request.account)
    return request.account  # type: ignore[no-any-return]


@api_view("profile.header", "DELETE", permission="write:accounts", returns=CredentialAccount)
def delete_header(_context: object, request: Request) -> models.Account:
    """Take one's wide picture away."""
    remove_header(request.account)
    return request.account  # type: ignore[no-any-return]
