"""What happens around every request: a limit, headers, a line in the log, and a last resort."""

import logging
import secrets
import time
from collections.abc import Callable
from urllib.parse import quote

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPRequestEntityTooLarge
from pyramid.registry import Registry
from pyramid.renderers import render_to_response
from pyramid.request import Request
from pyramid.response import Response
from pyramid.tweens import EXCVIEW, INGRESS
from pyramid_retry import is_error_retryable
from sqlalchemy.exc import OperationalError

from .database import statements_run

log = logging.getLogger("microblog.requests")

Handler = Callable[[Request], Response]

HEADERS = {
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
            raise HTTPRequestEntityTooLarge(f"That is too much at once: send at most {limit // 1024} KB.")
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
    away = isinstance(fault, OperationalError)
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
