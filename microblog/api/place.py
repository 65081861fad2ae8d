"""Plain facts about this place that applications are told in several ways."""

from importlib.metadata import version

from pyramid.request import Request

from ..addresses import site_url
from ..settings import Settings

OUR_VERSION = version("microblog")
VERSION = f"4.5.0 (compatible; microblog {OUR_VERSION})"
"""First the version of the protocol: clients read three numbers, and cut off what follows."""
API_VERSION = 7
"""The revision of the protocol by which clients look features up: quotes (7), but no profile resource (8)."""
LANGUAGES = {"en": "English"}
A_WHILE = "max-age=300, public, stale-while-revalidate=30, stale-if-error=86400"


def settings_of(request: Request) -> Settings:
    """What the operator has decided."""
    return request.registry.settings["microblog"]  # type: ignore[no-any-return]


def domain_of(request: Request) -> str:
    """The host, and the port if it is an unusual one, that stands behind the @ in full names."""
    return site_url(request).partition("://")[2]


def streaming_url(request: Request) -> str:
    """Where a stream of news would be. Nobody listens there yet: clients that find nothing ask again and again."""
    return site_url(request).replace("http", "ws", 1)


def thumbnail_url(request: Request) -> str:
    """A wide picture of the place."""
    return site_url(request) + request.static_path("microblog:site/static/card.png")


def keep_a_while(request: Request) -> None:
    """Let everybody keep the answer for five minutes: it is the same for all."""
    request.response.headers["Cache-Control"] = A_WHILE
