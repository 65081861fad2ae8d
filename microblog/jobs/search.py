"""Letting posts be found."""

from pyramid.request import Request

from ..actions.search import note_words
from .done import NOTHING, Done
from .stopping import told_to_stop


def find_words(request: Request) -> Done:
    """Write down the words of posts that were written before there were searches by words."""
    noted = 0
    while not told_to_stop.is_set():
        with request.tm:
            some = note_words(request.db)
        if not some:
            break
        noted += some
    return Done(noted, f"noted the words of {noted} posts") if noted else NOTHING
