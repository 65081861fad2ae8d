"""Clearing away what nobody needs any more."""

from datetime import timedelta

from pyramid.request import Request

from ..actions.sessions import end_stale_logins
from ..clock import today


def sweep_logins(request: Request) -> str:
    """Remove logins that were not used for longer than a login lasts."""
    lasts = timedelta(days=request.registry.settings["microblog"].accounts.session_days)
    with request.tm:
        removed = end_stale_logins(request.db, today() - lasts)
    return f"removed {removed} stale logins" if removed else ""
