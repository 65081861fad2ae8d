"""Deleting for good what was deleted."""

from pyramid.request import Request

from ..actions.deletions import delete_next_removed
from .done import NOTHING, Done
from .stopping import told_to_stop


def delete_removed(request: Request) -> Done:
    """Delete for good the posts whose authors can no longer take that back, each in its own transaction."""
    deleted = 0
    while not told_to_stop.is_set() and _delete(request):
        deleted += 1
    return Done(deleted, f"deleted {deleted} posts for good") if deleted else NOTHING


def _delete(request: Request) -> bool:
    """Delete one; False if there is none left."""
    with request.tm:
        return delete_next_removed(request.db) is not None
