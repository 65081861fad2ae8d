"""Deleting for good everything of those who left."""

from pyramid.request import Request

from ..actions.erasing import erase_next
from .done import NOTHING, Done
from .stopping import told_to_stop


def erase_departed(request: Request) -> Done:
    """Delete everything of those whose time to come back is over, a transaction a piece."""
    rows = accounts = 0
    while not told_to_stop.is_set():
        with request.tm:
            piece = erase_next(request.db)
        if piece is None:
            break
        rows, accounts = rows + piece[0], accounts + piece[1]
    return Done(rows, f"deleted {rows} rows, and with them {accounts} accounts") if rows else NOTHING
