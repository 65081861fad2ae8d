"""What is said once, on the next page."""

from pyramid.request import Request

MOST = 3
"""How many sentences wait at most: they travel in a cookie, and a cookie is small."""


def say(request: Request, sentence: str) -> None:
    """Say something on the next page that somebody sees. Keep it short: nothing that people may make long."""
    waiting = request.session.pop_flash() if request.session.peek_flash() else []
    for one in [*waiting, sentence][-MOST:]:
        request.session.flash(one)
