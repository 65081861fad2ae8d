"""Clearing away what nobody needs any more."""

from collections.abc import Callable
from datetime import timedelta

from pyramid.request import Request

from ..actions.sessions import end_stale_logins
from ..actions.tidying import remove_ended, remove_old_letters, remove_old_notifications
from ..actions.tokens import remove_unused_applications
from ..clock import today
from .done import NOTHING, Done
from .stopping import told_to_stop


def sweep_logins(request: Request) -> Done:
    """Remove logins that were not used for longer than a login lasts."""
    lasts = timedelta(days=request.registry.settings["microblog"].accounts.session_days)
    with request.tm:
        removed = end_stale_logins(request.db, today() - lasts)
    return Done(removed, f"removed {removed} stale logins") if removed else NOTHING


def sweep_ended(request: Request) -> Done:
    """Remove mutes, filters, keys, codes and the like that have ended by themselves."""
    removed = _in_batches(request, lambda: remove_ended(request.db))
    return Done(removed, f"removed {removed} rows that had ended") if removed else NOTHING


def sweep_applications(request: Request) -> Done:
    """Remove applications that registered and never got a key."""
    with request.tm:
        removed = remove_unused_applications(request.db)
    return Done(removed, f"removed {removed} unused applications") if removed else NOTHING


def sweep_notifications(request: Request) -> Done:
    """Forget what people were told long ago."""
    kept = timedelta(days=request.registry.settings["microblog"].accounts.notification_days)
    removed = _in_batches(request, lambda: remove_old_notifications(request.db, kept))
    return Done(removed, f"forgot {removed} old notifications") if removed else NOTHING


def sweep_letters(request: Request) -> Done:
    """Forget the letters of more than a year ago, and why they were written."""
    removed = _in_batches(request, lambda: remove_old_letters(request.db))
    return Done(removed, f"forgot {removed} old letters and reasons") if removed else NOTHING


def _in_batches(request: Request, remove: Callable[[], int]) -> int:
    """Remove rows, a transaction a batch, until there are none or we are told to stop; tell how many."""
    removed = 0
    while not told_to_stop.is_set():
        with request.tm:
            gone = remove()
        if not gone:
            break
        removed += gone
    return removed
