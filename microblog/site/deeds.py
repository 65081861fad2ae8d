"""What people do with one button: it is done, said in a sentence, can be undone, and they are where they were.

Where scripts run, a form with `data-deed` is sent in the background (static/js/deeds.js), and the answer is only the
parts of the page that changed: elements with a `data-part`, which take the place of those that have the same.
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.renderers import render
from pyramid.request import Request
from pyramid.response import Response

from .forms import local_path, word
from .sentences import say

ASKS = "FX-Request"
"""The header with which fixi says that it asks."""
IS_PART = "X-Part"
"""The header that tells a script that an answer is parts of a page, and not a page."""
GOES = "X-Go"
"""The header that tells a script where to go on."""


def wants_parts(request: Request) -> bool:
    """Whether a script asks, which needs only what has changed."""
    return ASKS in request.headers


def leading(request: Request, answer: Response) -> Response:
    """Let a script lead on by itself where an answer does: it would not see that, and what is said there were lost."""
    if not wants_parts(request) or answer.location is None:
        return answer
    return Response(status=204, headers={GOES: answer.location})


def done(
    request: Request,
    sentence: str = "",
    *,
    undo: str = "",
    parts: tuple[str, Mapping[str, Any]] | None = None,
    otherwise: str,
    anchor: str = "",
) -> Response:
    """Answer a deed: with the parts of the page that changed if a script asks for them, else by leading back.

    `parts` names a template and what it needs. Whoever came from nowhere is led to `otherwise`; `anchor` is the id of
    the element that they looked at.
    """
    if sentence:
        say(request, sentence, undo)
    if parts is not None and wants_parts(request):
        template, values = parts
        body = render(template, dict(values), request) + render("parts/notices.jinja2", {}, request)
        answer = Response(body, content_type="text/html", charset="utf-8")
        answer.headers[IS_PART] = "yes"
        return answer
    return HTTPSeeOther(way_back(request, otherwise) + (f"#{anchor}" if anchor else ""))


def way_back(request: Request, otherwise: str) -> str:
    """The page of ours from which a form was sent, as the form says or the browser tells it (RFC 9110 §10.1.3)."""
    if named := word(request, "next"):
        return local_path(named, otherwise)
    came_from = urlsplit(request.referer or "")
    if came_from.netloc != request.host:
        return otherwise
    return local_path(came_from.path + (f"?{came_from.query}" if came_from.query else ""), otherwise)
