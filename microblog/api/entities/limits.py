"""How much of everything one may send."""

from typing import Literal, Self

from pyramid.request import Request

from ...actions.reactions import MAX_PINS
from ...actions.tags import MAX_FEATURED
from ...addresses import site_url
from ...media import FILM_PIXELS, FILMS, FRAME_RATE, IMAGES, SOUNDS, Workshop
from ...models import (
    BIO_LENGTH,
    DESCRIPTION_LENGTH,
    FIELD_LENGTH,
    LONGEST_POLL,
    MAX_ATTACHMENTS,
    MAX_FIELDS,
    MAX_LENGTH,
    MAX_OPTIONS,
    NAME_LENGTH,
    OPTION_LENGTH,
    SHORTEST_POLL,
)
from ...text import LINK_LENGTH
from ..place import settings_of, streaming_url
from .base import Entity, Url


class InstanceUrls(Entity):
    """Where else there is something about the place, or of it."""

    streaming: Url
    """Where news would be streamed. Nothing is, yet: what does not get through asks for pages instead."""
    status: Url | None
    about: Url
    privacy_policy: Url | None
    terms_of_service: Url | None


class Vapid(Entity):
    """What proves that a push comes from here. Nothing is pushed yet."""

    public_key: str


class AccountLimits(Entity):
    """How much there may be in a profile. Pictures of profiles have no descriptions here yet."""

    max_display_name_length: int = NAME_LENGTH
    max_note_length: int = BIO_LENGTH
    max_avatar_description_length: int = 0
    max_header_description_length: int = 0
    max_featured_tags: int = MAX_FEATURED
    max_pinned_statuses: int = MAX_PINS
    max_profile_fields: int = MAX_FIELDS
    profile_field_name_limit: int = FIELD_LENGTH
    profile_field_value_limit: int = FIELD_LENGTH


class StatusLimits(Entity):
    """How much there may be in a post."""

    max_characters: int = MAX_LENGTH
    max_media_attachments: int = MAX_ATTACHMENTS
    characters_reserved_per_url: int = LINK_LENGTH
    """What every link counts, however long it is."""


class MediaLimits(Entity):
    """What may be attached. Sizes are in bytes, areas in pixels, rates in frames a second."""

    supported_mime_types: list[str]
    description_limit: int
    image_size_limit: int
    image_matrix_limit: int
    video_size_limit: int
    video_frame_rate_limit: int
    video_matrix_limit: int

    @classmethod
    def here(cls, request: Request) -> Self:
        """Tell what may be attached here."""
        workshop = Workshop.of(settings_of(request).media)
        return cls(
            supported_mime_types=[*IMAGES, *FILMS, *SOUNDS] if workshop.takes_films else [*IMAGES],
            description_limit=DESCRIPTION_LENGTH,
            image_size_limit=workshop.image_bytes,
            image_matrix_limit=workshop.pixels,
            video_size_limit=workshop.video_bytes,
            video_frame_rate_limit=FRAME_RATE,
            video_matrix_limit=FILM_PIXELS,
        )


class PollLimits(Entity):
    """How large a poll may be. Times are in seconds."""

    max_options: int = MAX_OPTIONS
    max_characters_per_option: int = OPTION_LENGTH
    min_expiration: int = SHORTEST_POLL
    max_expiration: int = LONGEST_POLL


class Translation(Entity):
    """Whether posts can be translated here."""

    enabled: bool = False


class TimelineAccess(Entity):
    """Who may read a timeline of posts from here, and of posts from elsewhere."""

    local: Literal["public", "authenticated", "disabled"] = "public"
    remote: Literal["public", "authenticated", "disabled"] = "disabled"


class TimelinesAccess(Entity):
    """Who may read which timelines."""

    live_feeds: TimelineAccess = TimelineAccess()
    hashtag_feeds: TimelineAccess = TimelineAccess()
    trending_link_feeds: TimelineAccess = TimelineAccess()


class InstanceConfiguration(Entity):
    """What this place allows, and where the rest of it is."""

    urls: InstanceUrls
    vapid: Vapid
    accounts: AccountLimits
    statuses: StatusLimits
    media_attachments: MediaLimits
    polls: PollLimits
    translation: Translation
    timelines_access: TimelinesAccess
    limited_federation: bool
    """Always false: this place does not talk to others."""

    @classmethod
    def here(cls, request: Request) -> Self:
        """Tell what is allowed here."""
        return cls(
            urls=InstanceUrls(
                streaming=streaming_url(request),
                status=None,
                about=site_url(request) + request.route_path("about"),
                privacy_policy=None,
                terms_of_service=None,
            ),
            vapid=Vapid(public_key=""),
            accounts=AccountLimits(),
            statuses=StatusLimits(),
            media_attachments=MediaLimits.here(request),
            polls=PollLimits(),
            translation=Translation(),
            timelines_access=TimelinesAccess(),
            limited_federation=False,
        )
