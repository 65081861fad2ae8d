"""Having letters sent to another address."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from ..actions.accounts import forget_address_change
from ..actions.addresses import End, NewAddress, agree, ask_for_address
from ..i18n import _
from ..queries.addresses import address_change_of
from ..security import address_change_of_link
from .forms import Form, word
from .sentences import say


@view_config(
    route_name="settings.address",
    renderer="settings/address.jinja2",
    permission="member",
    request_method=("GET", "POST"),
    budget=4,
)
def change(request: Request) -> Mapping[str, Any] | Response:
    """Show where letters go, and what was asked for; once sent, ask both addresses."""
    settings = request.registry.settings["microblog"].accounts
    form = Form(request, NewAddress)
    wait = timedelta(days=settings.address_wait_days)
    if form.sent:
        with form:
            within = timedelta(seconds=settings.confirm_within)
            limit = settings.letters_an_hour
            ask_for_address(request.db, request.account, form.value, within=within, wait=wait, limit=limit)
            say(request, _("Letters are on their way. Nothing changes before they are answered."))
            return HTTPSeeOther(request.route_url("settings.address"))
    pending = request.db.scalar(address_change_of(request.account))
    return {"form": form, "pending": pending, "wait": wait.days}


@view_config(route_name="settings.address.cancel", request_method="POST", permission="member")
def cancel(request: Request) -> Response:
    """Let everything stay as it is."""
    forget_address_change(request.db, request.account)
    say(request, _("Your address stays as it is."))
    return HTTPSeeOther(request.route_url("settings.address"))


@view_config(route_name="address", renderer="accounts/address.jinja2", request_method=("GET", "POST"), budget=4)
def answer(request: Request) -> Mapping[str, Any] | Response:
    """Ask whoever followed our link for an answer (programs that look into mail follow links too); do as they say."""
    change, end = address_change_of_link(request, request.matchdict["token"])
    if request.method != "POST":
        return {"change": change, "account": change.account, "old": end is End.OLD}
    if word(request, "answer") == "no":
        forget_address_change(request.db, change.account)
        say(request, _("The address stays as it is."))
    elif agree(request.db, change, end):
        say(request, _("The address is changed."))
    else:
        say(request, _("Thank you. Now the other address has to agree."))
    return HTTPSeeOther(request.route_url("home"))
