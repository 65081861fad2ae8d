"""Telling people how the polls ended."""

from pyramid.request import Request

from ..actions.polls import announce_next
from .done import NOTHING, Done
from .stopping import told_to_stop


def announce_polls(request: Request) -> Done:
    """Tell those concerned of every poll that has ended, each in its own transaction."""
    announced = 0
    while not told_to_stop.is_set() and _announce(request):
        announced += 1
    return Done(announced, f"announced {announced} polls") if announced else NOTHING


def _announce(request: Request) -> bool:
    """Announce one; False if there is none left."""
    with request.tm:
        return announce_next(request.db) is not None
