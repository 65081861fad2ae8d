"""What happens around every request: limits, headers, a line in the log, and a last resort."""

import logging
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

from .database import statements_run

log = logging.getLogger("microblog.requests")

Handler = Callable[[Request], Response]

AWAY = (OperationalError, InterfaceError, TimeoutError)
"""How it shows that the database cannot be reached, or has no connection left for us."""

MOST_PARTS = 1000
UNREADABLE = "Something of it is not UTF-8, or it was cut off on the way. Go back, and send it again."
TOO_LARGE = "That is too much at once: send at most {} KB. Go back, and make it shorter."

HEADERS = {
    # Any page may say who is logged in. A view with something for everybody to keep says so itself.
    "Cache-Control": "private, no-cache",
    "Content-Security-Policy": (
        "default-src 'none'; img-src 'self' data:; style-src 'self'; script-src 'self'; connect-src 'self'; "
        "font-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), interest-cohort=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


def log_requests(handler: Handler, registry: Registry) -> Handler:
    """Write one line a request, and answer with a page even when all else fails."""

    def tween(request: Request) -> Response:
        request.id = secrets.token_hex(8)
        before, started = statements_run(), time.perf_counter()
        try:
            response = handler(request)
        except Exception as fault:
            if is_error_retryable(request, fault):
                raise
            response = _last_resort(request, fault)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        response.headers["X-Request-Id"] = request.id

        took = (time.perf_counter() - started) * 1000
        level = logging.DEBUG if _path(request).startswith(("/static/", "/media/")) else logging.INFO
        queries = statements_run() - before
        log.log(
            level, "%s %s %s %.0f ms %d queries", request.method, _path(request), response.status_int, took, queries
        )
        return response

    return tween


def limit_bodies(handler: Handler, registry: Registry) -> Handler:
    """Refuse bodies that are larger than any of our forms, before anything reads them."""
    limits = registry.settings["microblog"].limits

    def tween(request: Request) -> Response:
        upload = request.content_type == "multipart/form-data"
        limit = limits.upload_bytes if upload else limits.form_bytes
        if (request.content_length or 0) > limit:
            raise HTTPRequestEntityTooLarge(TOO_LARGE.format(limit // 1024))
        return handler(request)

    return tween


def read_forms(handler: Handler, registry: Registry) -> Handler:
    """Read the address and the form before anybody else does, and refuse what cannot be read."""
    limit = registry.settings["microblog"].limits.form_bytes

    def tween(request: Request) -> Response:
        try:
            words = _words(request)
        except Exception as fault:  # the parsers raise almost anything on what is broken
            raise HTTPBadRequest(UNREADABLE) from fault
        if not _is_utf8(request, words):
            raise HTTPBadRequest(UNREADABLE)
        if sum(map(len, words)) > limit:  # a form with a file may be larger, but its words may not
            raise HTTPRequestEntityTooLarge(TOO_LARGE.format(limit // 1024))
        return handler(request)

    return tween


def _words(request: Request) -> list[str]:
    """Read all words of a form; ValueError if path or query are not UTF-8, or the form would keep us busy."""
    request.path_info, request.GET  # noqa: B018 - to read them is to try
    if request.content_type == "multipart/form-data" and request.body.count(b"\n--") > MOST_PARTS:
        raise ValueError("no form of ours has so many parts")
    return [word for field in request.POST.items() for word in field if isinstance(word, str)]


def _is_utf8(request: Request, words: list[str]) -> bool:
    """Whether a form is UTF-8: where it is not, the parser has put U+FFFD, more often than that was sent."""
    put = sum(word.count("\N{REPLACEMENT CHARACTER}") for word in words)
    if not put:
        return True
    upload = request.content_type == "multipart/form-data"
    sent = request.body if upload else unquote_to_bytes(request.body)
    return put <= sent.count("\N{REPLACEMENT CHARACTER}".encode())


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
    response = render_to_response(
        "microblog:site/templates/errors/fault.jinja2", {"away": away, "request_id": request.id}, request=request
    )
    response.status = 503 if away else 500
    if away:
        response.headers["Retry-After"] = "10"
    return response


def includeme(config: Configurator) -> None:
    """Put the tweens into their order."""
    config.add_tween("microblog.tweens.log_requests", under=INGRESS)
    config.add_tween("microblog.tweens.limit_bodies", under=EXCVIEW)
    config.add_tween("microblog.tweens.read_forms", under="microblog.tweens.limit_bodies")
