"""In which language the site speaks to whom."""

from pathlib import Path

from babel import Locale
from pyramid.config import Configurator
from pyramid.request import Request

from ..clock import zone
from ..i18n import DOMAIN, OURS, translated
from ..pens import Pen, locale_of

FOLDER = Path(__file__).parents[1] / "locale"


def includeme(config: Configurator) -> None:
    """Find the translations that there are, and speak to everybody in the language that they prefer among them."""
    config.add_translation_dirs("microblog:locale/")
    config.registry["languages"] = languages()
    config.set_locale_negotiator(language_of)
    config.add_request_method(pen_of, "pen", reify=True)


def languages() -> list[str]:
    """The languages that the site speaks."""
    return [OURS, *sorted(path.parts[-3] for path in FOLDER.glob(f"*/LC_MESSAGES/{DOMAIN}.mo"))]


def language_of(request: Request) -> str:
    """The one that a browser asks for (RFC 9110 §12.5.4), or ours."""
    there = request.registry["languages"]
    return str(request.accept_language.lookup(there, default=OURS)) if len(there) > 1 else OURS


def pen_of(request: Request) -> Pen:
    """How things are written for whoever asks; strangers are told UTC, and scripts tell them their own time."""
    local = zone(request.account.time_zone if request.account is not None else "UTC")
    return Pen(locale_of(request.locale_name), local, lambda sentence: translated(request.localizer, sentence))


def direction_of(request: Request) -> str:
    """Which way that is written: ltr or rtl."""
    return str(Locale.parse(request.locale_name, sep="-").text_direction)
