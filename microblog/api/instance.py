"""What this place is, for applications."""

from datetime import UTC, date, datetime, time
from typing import Any

from markupsafe import Markup
from pyramid.request import Request

from ..addresses import site_url
from ..errors import NotFound
from ..queries.instance import InstanceFigures, activity_by_week, figures_of_instance
from .contract import api_view
from .entities.accounts import CustomEmoji
from .entities.announcements import Announcement
from .entities.instance import (
    ExtendedDescription,
    Instance,
    InstanceActivity,
    Language,
    PrivacyPolicy,
    Rule,
    TranslationLanguages,
)
from .entities.instance_v1 import InstanceV1
from .place import LANGUAGES, keep_a_while, settings_of
from .things import MISSING

OUTDATED = date(2022, 11, 14)
"""When the protocol (4.0) got the newer form."""
PARAGRAPH = Markup("<p>{}</p>")
POLICY = Markup(
    '<p>{}</p><p>Nobody has written down a policy here. <a href="{}">What the place says of itself.</a></p>'
)


@api_view("instance", "GET", permission="public", returns=Instance)
def show(_context: object, request: Request) -> InstanceFigures:
    """Tell what this place is, what it allows, and how large it is."""
    keep_a_while(request)
    return figures_of_instance(request.db)


@api_view("instance.v1", "GET", permission="public", returns=InstanceV1, deprecated=OUTDATED)
def show_v1(_context: object, request: Request) -> InstanceFigures:
    """Tell what this place is, in the older form."""
    keep_a_while(request)
    return figures_of_instance(request.db)


@api_view("instance.peers", "GET", permission="public", returns=list[str])
def peers(_context: object, request: Request) -> list[str]:
    """List the places that this one knows: none, it does not talk to others."""
    keep_a_while(request)
    return []


@api_view("instance.activity", "GET", permission="public", returns=list[InstanceActivity])
def activity(_context: object, request: Request) -> list[InstanceActivity]:
    """Tell what happened in this week and the eleven before it, this one first."""
    keep_a_while(request)
    return [
        InstanceActivity(
            week=_seconds(week.monday),
            statuses=str(week.posts),
            logins=str(week.visitors),
            registrations=str(week.accounts),
        )
        for week in activity_by_week(request.db)
    ]


@api_view("instance.rules", "GET", permission="public", returns=list[Rule])
def rules(_context: object, request: Request) -> list[Any]:
    """List the rules of the place. None are written down here yet."""
    keep_a_while(request)
    return []


@api_view("instance.domain_blocks", "GET", permission="public", returns={}, refuses=(404,))
def domain_blocks(_context: object, request: Request) -> None:
    """List the places that this one avoids. The list is not published, as it would be empty."""
    raise NotFound(MISSING)


@api_view("instance.extended_description", "GET", permission="public", returns=ExtendedDescription)
def extended_description(_context: object, request: Request) -> ExtendedDescription:
    """Say more about the place."""
    keep_a_while(request)
    return ExtendedDescription(updated_at=None, content=PARAGRAPH.format(settings_of(request).site.description))


@api_view("instance.privacy_policy", "GET", permission="public", returns=PrivacyPolicy)
def privacy_policy(_context: object, request: Request) -> PrivacyPolicy:
    """Say what becomes of what people entrust to the place."""
    keep_a_while(request)
    about = site_url(request) + request.route_path("about")
    return PrivacyPolicy(updated_at=None, content=POLICY.format(settings_of(request).site.description, about))


@api_view("instance.terms_of_service", "GET", permission="public", returns={}, refuses=(404,))
def terms_of_service(_context: object, request: Request) -> None:
    """Say what people agree to. Nobody has written that down here."""
    raise NotFound(MISSING)


@api_view("instance.terms_of_service.on", "GET", permission="public", returns={}, refuses=(404,))
def terms_of_service_on(_context: object, request: Request) -> None:
    """Say what people agreed to from a day on. Nobody has written that down here."""
    raise NotFound(MISSING)


@api_view("instance.translation_languages", "GET", permission="public", returns=TranslationLanguages)
def translation_languages(_context: object, request: Request) -> TranslationLanguages:
    """Tell which languages can be translated into which: none."""
    keep_a_while(request)
    return TranslationLanguages()


@api_view("instance.languages", "GET", permission="public", returns=list[Language])
def languages(_context: object, request: Request) -> list[Language]:
    """List the languages that the place itself speaks."""
    keep_a_while(request)
    return [Language(code=code, name=name) for code, name in LANGUAGES.items()]


@api_view("custom_emojis", "GET", permission="public", returns=list[CustomEmoji])
def custom_emojis(_context: object, request: Request) -> list[Any]:
    """List the pictures with names that may stand in texts. There are none yet."""
    keep_a_while(request)
    return []


@api_view("announcements", "GET", permission="read:accounts", returns=list[Announcement])
def announcements(_context: object, request: Request) -> list[Any]:
    """List what those who run the place tell everybody. Nothing is announced yet."""
    return []


def _seconds(day: date) -> str:
    """A day's first second (UTC), counted from 1970, as text."""
    return str(int(datetime.combine(day, time(), UTC).timestamp()))
