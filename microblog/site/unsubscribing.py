"""Ending letters from within a letter, without a login: what the links in their feet lead to."""

from collections.abc import Mapping
from typing import Any

from pyramid.httpexceptions import HTTPBadRequest
from pyramid.request import Request
from pyramid.view import view_config

from ..actions.mail_preferences import unsubscribe as end_letters
from ..actions.reactions import mute_thread
from ..errors import NotFound
from ..i18n import _
from ..queries.posts import post_in_thread
from ..security import account_of_thread_mute, account_of_unsubscription

ONE_CLICK = "One-Click"

KINDS = {
    "mentions": _("Letters when somebody names you"),
    "replies": _("Letters when somebody answers or quotes you"),
    "follows": _("Letters when somebody follows you, or wants to"),
    "favourites": _("Letters when somebody likes or boosts a post of yours"),
    "digests": _("Letters that gather what happened"),
}
"""What letters are called here."""


@view_config(route_name="unsubscribe", renderer="mail/unsubscribe.jinja2", request_method="GET", budget=4)
def ask_whether_to_unsubscribe(request: Request) -> Mapping[str, Any]:
    """Show a button. Nothing ends here: programs that look into mail follow its links (RFC 8058 §1)."""
    account, what = account_of_unsubscription(request, request.matchdict["token"])
    return {"account": account, "kinds": _kinds(what), "done": False}


@view_config(
    route_name="unsubscribe",
    renderer="mail/unsubscribe.jinja2",
    request_method="POST",
    require_csrf=False,  # mail programs send it, for whoever pressed a button there; the token in the address is enough
)
def unsubscribe(request: Request) -> Mapping[str, Any]:
    """End letters at once (RFC 8058 §3.2); doing it again changes nothing."""
    account, what = account_of_unsubscription(request, request.matchdict["token"])
    if request.POST.get("List-Unsubscribe") != ONE_CLICK:
        raise HTTPBadRequest(_("Whoever unsubscribes sends List-Unsubscribe=One-Click. Nothing was done."))
    for one in what.split(","):
        end_letters(request.db, account, one)
    return {"account": account, "kinds": _kinds(what), "done": True}


@view_config(route_name="mute", renderer="mail/mute.jinja2", request_method="GET", budget=4)
def ask_whether_to_mute(request: Request) -> Mapping[str, Any]:
    """Show a button; nothing of the conversation, as whoever has the link is not logged in."""
    account = account_of_thread_mute(request, request.matchdict["token"])[0]
    return {"account": account, "done": False}


@view_config(
    route_name="mute",
    renderer="mail/mute.jinja2",
    request_method="POST",
    require_csrf=False,  # the token in the address is only in the reader's letters, and no login is asked for
)
def mute(request: Request) -> Mapping[str, Any]:
    """Mute a conversation for whoever got a letter about it."""
    account, thread_id = account_of_thread_mute(request, request.matchdict["token"])
    post = request.db.scalar(post_in_thread(thread_id))
    if post is None:
        raise NotFound(_("That conversation is gone."))
    mute_thread(request.db, account, post)
    return {"account": account, "done": True}


def _kinds(what: str) -> list[str]:
    """Call kinds of letters by what people know them by."""
    return [KINDS[one] for one in what.split(",")]
