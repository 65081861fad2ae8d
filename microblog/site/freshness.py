"""Answers that may be kept, and asked for again only if they have changed (RFC 9110 §13, RFC 9111)."""

import hashlib
from collections.abc import Callable
from datetime import datetime
from typing import Any

from pyramid.request import Request
from pyramid.response import Response

from ..clock import now

MINUTES = 5
A_WHILE = f"public, max-age={MINUTES * 60}"

View = Callable[[Any, Request], Response]


def lately() -> datetime:
    """The last moment at which something that is named may have gone: nothing tells when that was, so it is not old."""
    moment = now()
    return moment.replace(minute=moment.minute // MINUTES * MINUTES, second=0, microsecond=0)


def for_everybody(view: View) -> View:
    """Let everybody keep for five minutes what a view answers, also other sites' pages: it is the same for all."""

    def kept(context: Any, request: Request) -> Response:
        response = view(context, request)
        response.headers["Cache-Control"] = A_WHILE
        response.headers["Access-Control-Allow-Origin"] = "*"
        return _conditional(response)

    return kept


def for_strangers(view: View) -> View:
    """Let what a view shows be kept for five minutes where it names nobody: by those of whom we know nothing."""

    def kept(context: Any, request: Request) -> Response:
        response = view(context, request)
        if "Cookie" not in request.headers:
            response.headers["Cache-Control"] = A_WHILE
        else:
            response.last_modified = None  # the page around it changes, too
        response.vary = {*(response.vary or ()), "Accept-Language", "Cookie"}
        return _conditional(response)

    return kept


def _conditional(response: Response) -> Response:
    """Name what an answer says by its digest, so that it is sent only to who does not have it."""
    response.etag = (hashlib.sha256(response.body).hexdigest()[:32], False)
    response.conditional_response = True
    return response
