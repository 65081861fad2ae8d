"""What happens around every request: limits, headers, a line in the log, and a last resort."""

import logging
import re
import secrets
import time
from collections.abc import Callable
from urllib.parse import quote, unquote_to_bytes

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPBadRequest, HTTPRequestEntityTooLarge
from pyramid.registry import Registry
from pyramid.renderers import render_to_response
from pyramid.request import Request
from pyramid.response import Response
from pyramid.tweens import EXCVIEW, INGRESS
from pyramid_retry import is_error_retryable
from sqlalchemy.exc import InterfaceError, OperationalError, TimeoutError

from . import logs
from .database import statements_run
from .i18n import _
from .parameters import for_applications
from .rates import address_of
from .settings import Settings

log = logging.getLogger("microblog.requests")

Handler = Callable[[Request], Response]

AWAY = (OperationalError, InterfaceError, TimeoutError)
"""How it shows that the database cannot be reached, or has no connection left for us."""

MOST_PARTS = 1000
PIECE = 64 * 1024
FOR_MEDIA = ("/api/v1/media", "/api/v2/media")
FOR_PICTURES = ("/api/v1/accounts/update_credentials", "/api/v1/profile")
"""Where files are sent: something to attach and a picture for it, or the two pictures of a profile."""
FOR_POSTS = re.compile(r"/compose(?:/.*)?|/@\w+/[0-9]+/edit")
"""Where people write: all pictures of a post may come at once."""
UNREADABLE = _("Something of it is not UTF-8, or it was cut off on the way. Go back, and send it again.")
TOO_LARGE = _("That is too much at once: send at most ${most} KB. Go back, and make it shorter.")

GARBLED = "The address is not UTF-8."
FAULT = "Something broke on our side (request {}). It has been written down."
TEMPORARY = "There was a temporary problem serving your request, please try again"

GIVEN = "REQUEST_ID"
"""The key under which our own front server passes on a request's id. What browsers send can only be `HTTP_…`."""

EXPOSED = "Link, X-RateLimit-Reset, X-RateLimit-Limit, X-RateLimit-Remaining, X-Request-Id, ETag"
"""The headers that scripts of other sites may read."""

HEADERS = {
    # Any page may say who is logged in. A view with something for everybody to keep says so itself.
    "Cache-Control": "private, no-cache",
    "Content-Security-Policy": (
        "default-src 'none'; img-src 'self' data:; media-src 'self'; style-src 'self'; script-src 'self'; "
        "connect-src 'self'; font-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), interest-cohort=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


def let_forms_lead_elsewhere(response: Response) -> None:
    """Let a page have a form whose answer leads to another site, or to an application on the reader's device."""
    policy = HEADERS["Content-Security-Policy"].replace("form-action 'self'; ", "")
    response.headers["Content-Security-Policy"] = policy


def log_requests(handler: Handler, registry: Registry) -> Handler:
    """Write one line a request, and answer with a page even when all else fails."""
    tells = registry.settings["microblog"].development.pages

    def tween(request: Request) -> Response:
        request.id = _id_of(request)
        before, started = statements_run(), time.perf_counter()
        former = logs.begin(request_id=request.id)
        try:
            response = handler(request)
        except Exception as fault:
            if is_error_retryable(request, fault):
                raise
            response = _last_resort(request, fault)
        finally:
            # Last of all, after whatever is done once the answer is ready.
            request.add_finished_callback(lambda _: logs.end(former))
        if for_applications(request):
            response.headers.setdefault("Cache-Control", "private, no-store")
            if response.content_type == "application/json":
                response.charset = "utf-8"
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        response.headers["X-Request-Id"] = request.id
        # What is noted once the answer is on its way, a visit once a day, is none of the page's.
        request.environ["microblog.statements"] = statements_run() - before
        if tells:
            budget = request.environ.get("microblog.budget", "")
            response.headers["X-Statements"] = f"{request.environ['microblog.statements']}/{budget}"

        took = (time.perf_counter() - started) * 1000
        level = logging.DEBUG if _path(request).startswith(("/static/", "/media/")) else logging.INFO
        facts = {
            "method": request.method,
            "path": _path(request),
            "status": response.status_int,
            "milliseconds": round(took, 1),
            "queries": statements_run() - before,
            "client": str(address_of(request)),
        }
        words = "%(method)s %(path)s %(status)d %(milliseconds).0f ms %(queries)d queries"
        log.log(level, words, facts, extra=facts)
        return response

    return tween


def _id_of(request: Request) -> str:
    """Give a request the name that the front server gave it, so that both logs speak of one; else a new one."""
    given = request.environ.get(GIVEN, "")
    return given if re.fullmatch("[0-9a-fA-F]{16,64}", given) else secrets.token_hex(8)


def limit_bodies(handler: Handler, registry: Registry) -> Handler:
    """Refuse bodies that are larger than any of our forms, before anything reads them."""
    settings = registry.settings["microblog"]

    def tween(request: Request) -> Response:
        upload = request.content_type == "multipart/form-data"
        limit = _most(settings, request) if upload else settings.limits.form_bytes
        if (request.content_length or 0) > limit:
            raise HTTPRequestEntityTooLarge(TOO_LARGE % {"most": limit // 1024})
        return handler(request)

    return tween


def read_forms(handler: Handler, registry: Registry) -> Handler:
    """Read the address and the form before anybody else does, and refuse what cannot be read."""
    limit = registry.settings["microblog"].limits.form_bytes

    def tween(request: Request) -> Response:
        if for_applications(request):  # what they give is read by `parameters.py`, once it is known what is wanted
            return handler(request) if _is_readable(request) else Response(json_body={"error": GARBLED}, status=400)
        try:
            words = _words(request)
        except Exception as fault:  # the parsers raise almost anything on what is broken
            raise HTTPBadRequest(UNREADABLE) from fault
        if not _is_utf8(request, words):
            raise HTTPBadRequest(UNREADABLE)
        if sum(map(len, words)) > limit:  # a form with a file may be larger, but its words may not
            raise HTTPRequestEntityTooLarge(TOO_LARGE % {"most": limit // 1024})
        return handler(request)

    return tween


def _most(settings: Settings, request: Request) -> int:
    """Tell how large a form with files may be: where media are sent, as large as they may be, with a few words."""
    path, media, words = request.environ.get("PATH_INFO", ""), settings.media, settings.limits.form_bytes
    if path.startswith(FOR_MEDIA):
        return media.together + words
    if path.startswith(FOR_PICTURES):
        return 2 * media.image_bytes + words
    if FOR_POSTS.fullmatch(path):
        return media.album + words
    return settings.limits.upload_bytes


def _words(request: Request) -> list[str]:
    """Read all words of a form; ValueError if path or query are not UTF-8, or the form would keep us busy."""
    request.path_info, request.GET  # noqa: B018 - to read them is to try
    if request.content_type == "multipart/form-data" and _count(request, b"\n--") > MOST_PARTS:
        raise ValueError("no form of ours has so many parts")
    return [word for field in request.POST.items() for word in field if isinstance(word, str)]


def _is_readable(request: Request) -> bool:
    """Whether path and query are UTF-8."""
    try:
        request.path_info.encode(), request.GET
    except UnicodeDecodeError:
        return False
    return True


def _is_utf8(request: Request, words: list[str]) -> bool:
    """Whether a form is UTF-8: where it is not, the parser has put U+FFFD, more often than that was sent."""
    put = sum(word.count("\N{REPLACEMENT CHARACTER}") for word in words)
    if not put:
        return True
    sign = "\N{REPLACEMENT CHARACTER}".encode()
    upload = request.content_type == "multipart/form-data"
    return put <= (_count(request, sign) if upload else unquote_to_bytes(request.body).count(sign))


def _count(request: Request, sign: bytes) -> int:
    """Count how often something stands in a body, which may be too large to be held in memory as a whole."""
    request.make_body_seekable()
    count, rest = 0, b""
    while piece := request.body_file_raw.read(PIECE):
        piece = rest + piece
        count, rest = count + piece.count(sign), piece[1 - len(sign) :]
    request.body_file_raw.seek(0)
    return count


def answer_other_origins(handler: Handler, registry: Registry) -> Handler:
    """Let pages of other sites use what is for applications (CORS); no cookie counts there."""

    def tween(request: Request) -> Response:
        if not for_applications(request):
            return handler(request)
        asks_first = request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers
        response = Response(status=200) if asks_first else handler(request)
        if asks_first:
            response.headers["Access-Control-Allow-Methods"] = "GET, POST, PUT, PATCH, DELETE, OPTIONS"
            response.headers["Access-Control-Allow-Headers"] = request.headers.get(
                "Access-Control-Request-Headers", "*"
            )
            response.headers["Access-Control-Max-Age"] = "7200"
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Access-Control-Expose-Headers"] = EXPOSED
        response.vary = {*(response.vary or ()), "Authorization", "Origin"}
        return response

    return tween


def overlook_last_slash(handler: Handler, registry: Registry) -> Handler:
    """Take an application's address with or without a slash at its end; to redirect would lose what was sent."""

    def tween(request: Request) -> Response:
        path = request.environ.get("PATH_INFO", "")
        if path.endswith("/") and path.startswith(("/api/", "/oauth/", "/nodeinfo/", "/.well-known/")):
            request.environ["PATH_INFO"] = path[:-1]
        return handler(request)

    return tween


def overlook_garbled_cookies(handler: Handler, registry: Registry) -> Handler:
    """Take cookies that cannot be read for none: whoever has them, from anywhere in our domain, would see no page."""

    def tween(request: Request) -> Response:
        try:
            dict(request.cookies)
        except UnicodeDecodeError:
            del request.headers["Cookie"]
        return handler(request)

    return tween


def _path(request: Request) -> str:
    """The path for the log: without the query, which may hold what people search for, and without secret tokens."""
    route = getattr(request, "matched_route", None)
    if route is not None and "{token}" in route.pattern:
        return route.pattern
    return quote(request.environ.get("PATH_INFO", "/").encode("latin-1"))


def _last_resort(request: Request, fault: Exception) -> Response:
    """Say that it is our fault, without asking the database or anything else that may be the cause."""
    away = isinstance(fault, AWAY)
    log.error("%s %s failed (request %s)", request.method, _path(request), request.id, exc_info=fault)
    if for_applications(request):
        response = Response(json_body={"error": TEMPORARY if away else FAULT.format(request.id)})
    else:
        page = {"away": away, "request_id": request.id}
        response = render_to_response("microblog:site/templates/errors/fault.jinja2", page, request=request)
    response.status = 503 if away else 500
    if away:
        response.headers["Retry-After"] = "10"
    return response


def includeme(config: Configurator) -> None:
    """Put the tweens into their order."""
    config.add_tween("microblog.tweens.answer_other_origins", under=INGRESS)
    config.add_tween("microblog.tweens.log_requests", under="microblog.tweens.answer_other_origins")
    config.add_tween("microblog.tweens.overlook_last_slash", under="microblog.tweens.log_requests")
    config.add_tween("microblog.tweens.overlook_garbled_cookies", under="microblog.tweens.overlook_last_slash")
    config.add_tween("microblog.tweens.limit_bodies", under=EXCVIEW)
    config.add_tween("microblog.tweens.read_forms", under="microblog.tweens.limit_bodies")
