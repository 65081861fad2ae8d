"""From whom one wants to hear at once, and hearing those who were kept apart."""

from collections.abc import Mapping
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from ..actions.notification_policies import PolicyChange, accept_requests, change_policy, dismiss_requests
from ..i18n import _
from ..models import Account, Handling
from ..queries.notification_policies import policy_of, read_requests
from .forms import Form, place_of, settled
from .sentences import say

QUESTIONS = {
    "for_not_following": _("People whom you do not follow"),
    "for_not_followers": _("People who do not follow you, or not for three days yet"),
    "for_new_accounts": _("People who came here less than 30 days ago"),
    "for_private_mentions": _("Private words from people whom you do not follow"),
}
HANDLINGS = {
    Handling.ACCEPT: _("Tell me"),
    Handling.FILTER: _("Keep it apart, so that I can decide"),
    Handling.DROP: _("Tell me nothing"),
}


@view_config(
    route_name="settings.notifications",
    renderer="settings/notifications.jinja2",
    permission="member",
    request_method=("GET", "POST"),
    budget=4,
)
def change(request: Request) -> Mapping[str, Any] | Response:
    """Show from whom one wants to hear as a form; once sent, change it."""
    policy = request.db.scalar(policy_of(request.account))
    form = Form(request, PolicyChange, {one: getattr(policy, one) if policy else Handling.ACCEPT for one in QUESTIONS})
    changed = settled(
        form,
        lambda: change_policy(request.db, request.account, form.value),
        _("From now on you hear from whom you want to hear."),
        "settings.notifications",
    )
    return changed or {"form": form, "questions": QUESTIONS, "handlings": HANDLINGS}


@view_config(
    route_name="notifications.requests",
    renderer="notifications/requests.jinja2",
    permission="member",
    request_method="GET",
    budget=6,
)
def requests(request: Request) -> Mapping[str, Any]:
    """Show of whom something was kept apart."""
    return {"page": read_requests(request.db, request.account, place_of(request))}


@view_config(route_name="notifications.requests.accept", request_method="POST", permission="member")
def accept(context: Account, request: Request) -> Response:
    """Hear somebody from now on, and read what they said until now."""
    accept_requests(request.db, request.account, [context.id])
    say(request, _("From now on you hear of @${name} at once.", mapping={"name": context.username}))
    return HTTPSeeOther(request.route_url("notifications.requests"))


@view_config(route_name="notifications.requests.dismiss", request_method="POST", permission="member")
def dismiss(context: Account, request: Request) -> Response:
    """Forget what was kept apart of somebody."""
    dismiss_requests(request.db, request.account, [context.id])
    say(request, _("What @${name} did is forgotten.", mapping={"name": context.username}))
    return HTTPSeeOther(request.route_url("notifications.requests"))
