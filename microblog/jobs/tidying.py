"""Clearing away what nobody needs any more."""

from datetime import timedelta

from pyramid.request import Request

from ..actions.sessions import end_stale_logins
from ..actions.tidying import remove_ended
from ..actions.tokens import remove_unused_applications
from ..clock import today


def sweep_logins(request: Request) -> str:
    """Remove logins that were not used for longer than a login lasts."""
    lasts = timedelta(days=request.registry.settings["microblog"].accounts.session_days)
    with request.tm:
        removed = end_stale_logins(request.db, today() - lasts)
    return f"removed {removed} stale logins" if removed else ""


def sweep_ended(request: Request) -> str:
    """Remove mutes, keys, codes and the like that have ended by themselves."""
    with request.tm:
        removed = remove_ended(request.db)
    return f"removed {removed} rows that had ended" if removed else ""


def sweep_applications(request: Request) -> str:
    """Remove applications that registered and never got a key."""
    with request.tm:
        removed = remove_unused_applications(request.db)
    return f"removed {removed} unused applications" if removed else ""
