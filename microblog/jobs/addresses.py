"""Letting letters go to new addresses."""

from pyramid.request import Request

from ..actions.addresses import settle_unopposed
from ..queries.addresses import unopposed_changes
from .done import NOTHING, Done
from .stopping import told_to_stop


def settle_addresses(request: Request) -> Done:
    """Let letters go to the new addresses of those whose old ones take none, and did not say no in time."""
    settled = 0
    with request.tm:
        due = request.db.scalars(unopposed_changes()).all()
    for id in due:
        if told_to_stop.is_set():
            break
        with request.tm:
            settled += settle_unopposed(request.db, id)
    return Done(settled, f"changed {settled} addresses") if settled else NOTHING
