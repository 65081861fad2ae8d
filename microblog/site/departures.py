"""Going away, for a while or for good."""

from collections.abc import Mapping
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.security import forget
from pyramid.view import view_config

from ..actions import departures
from ..actions.departures import Deactivation, Departure
from ..i18n import _
from .forms import Form
from .sentences import say


@view_config(
    route_name="settings.account",
    renderer="settings/account.jinja2",
    permission="member",
    request_method="GET",
    budget=3,
)
def account(request: Request) -> Mapping[str, Any]:
    """Say in which ways one may go away."""
    return {"days": _days(request)}


@view_config(
    route_name="settings.account.deactivate",
    renderer="settings/deactivate.jinja2",
    permission="member",
    request_method=("GET", "POST"),
    budget=3,
)
def deactivate(request: Request) -> Mapping[str, Any] | Response:
    """Ask for the password; once sent, put somebody out of sight until they log in again."""
    form = Form(request, Deactivation)
    if form.sent:
        with form:
            departures.deactivate(request.db, request.account, form.value)
            return _gone(request, _("Your account is deactivated. Log in whenever you want to come back."))
    return {"form": form}


@view_config(
    route_name="settings.account.delete",
    renderer="settings/delete.jinja2",
    permission="member",
    request_method=("GET", "POST"),
    budget=3,
)
def delete(request: Request) -> Mapping[str, Any] | Response:
    """Ask for the password and the name; once sent, put somebody out of sight until all of theirs is deleted."""
    form = Form(request, Departure)
    if form.sent:
        with form:
            departures.leave(request.db, request.account, form.value, days=_days(request))
            return _gone(request, _("Your account is out of sight, and will be deleted. To stop that, log in."))
    return {"form": form, "days": _days(request)}


def _gone(request: Request, sentence: str) -> Response:
    """Say farewell."""
    request.session.invalidate()
    say(request, sentence)
    return HTTPSeeOther(request.route_url("login"), headers=forget(request))


def _days(request: Request) -> int:
    """For how many days somebody who leaves may come back."""
    return int(request.registry.settings["microblog"].accounts.deletion_days)
