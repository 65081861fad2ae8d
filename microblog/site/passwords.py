"""Changing a password, and getting a new one."""

from collections.abc import Mapping
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from ..actions.passwords import (
    ChangedPassword,
    ForgottenPassword,
    NewPassword,
    ask_to_reset,
    change_password,
    reset_password,
)
from ..i18n import _
from ..models import LetterKind
from ..security import account_of_link
from .forms import Form
from .sentences import say


@view_config(
    route_name="settings.password",
    renderer="settings/password.jinja2",
    permission="member",
    request_method=("GET", "POST"),
    budget=3,
)
def change(request: Request) -> Mapping[str, Any] | Response:
    """Show the form for a new password; once sent, change it and log everybody else out."""
    form = Form(request, ChangedPassword)
    if form.sent:
        with form:
            change_password(request.db, request.account, form.value, keep=request.login)
            say(request, _("Your password is changed; all your other logins and all keys of applications have ended."))
            return HTTPSeeOther(request.route_url("settings.password"))
    return {"form": form}


@view_config(route_name="forgotten", renderer="passwords/forgotten.jinja2", request_method=("GET", "POST"), budget=3)
def forgotten(request: Request) -> Mapping[str, Any] | Response:
    """Ask for an address; once sent, promise a letter, and say the same whether or not we know the address."""
    form = Form(request, ForgottenPassword)
    if form.sent:
        with form:
            limit = request.registry.settings["microblog"].accounts.letters_an_hour
            ask_to_reset(request.db, form.value, limit=limit)
            say(request, _("If there is an account with that address, a letter is on its way to it."))
            return HTTPSeeOther(request.route_url("login"))
    return {"form": form}


@view_config(route_name="reset", renderer="passwords/reset.jinja2", request_method=("GET", "POST"), budget=4)
def reset(request: Request) -> Mapping[str, Any] | Response:
    """Show whoever followed our link a form for a new password; once sent, set it."""
    within = request.registry.settings["microblog"].accounts.reset_within
    account = account_of_link(request, LetterKind.PASSWORD_RESET, request.matchdict["token"], within)
    form = Form(request, NewPassword)
    if form.sent:
        with form:
            reset_password(request.db, account, form.value)
            say(request, _("You have a new password. Log in with it."))
            return HTTPSeeOther(request.route_url("login"))
    return {"form": form, "account": account}
