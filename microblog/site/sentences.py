"""What is said once, on the next page."""

from dataclasses import dataclass

from pyramid.request import Request

from ..i18n import translated

MOST = 3
"""How many sentences wait at most: they travel in a cookie, and a cookie is small."""


@dataclass(frozen=True)
class Said:
    """A sentence, and how to take back what it tells of."""

    words: str
    undo: str = ""
    """The path to which a form is sent that undoes it; empty where that cannot be."""


def say(request: Request, sentence: str, undo: str = "") -> None:
    """Say something on the next page that somebody sees. Keep it short: nothing that people may make long."""
    waiting = request.session.pop_flash() if request.session.peek_flash() else []
    for one in [*waiting, [translated(request.localizer, sentence), undo]][-MOST:]:
        request.session.flash(one)


def said(request: Request) -> list[Said]:
    """Take what is to be said, for the page that says it."""
    # Asked first: to take anything would give a cookie to a stranger who has none.
    return [Said(*one) for one in request.session.pop_flash()] if request.session.peek_flash() else []
