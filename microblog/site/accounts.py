"""Signing up, and confirming an address."""

from collections.abc import Mapping
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.security import remember
from pyramid.view import view_config

from ..actions.accounts import SignUp, ask_to_confirm, confirm_email, sign_up
from ..actions.sessions import open_login
from ..actions.welcome import begin_welcome
from ..i18n import _
from ..models import LetterKind, Welcome
from ..security import account_of_link
from .forms import Form
from .sentences import say
from .sessions import begin_anew, browser_of, way_back


@view_config(route_name="signup", renderer="accounts/signup.jinja2", request_method=("GET", "POST"), budget=3)
def signup(request: Request) -> Mapping[str, Any] | Response:
    """Show the sign-up form; once sent, make the account, log in, and go back to where one came from."""
    back = way_back(request)
    form = Form(request, SignUp)
    if form.sent:
        with form:
            settings = request.registry.settings["microblog"].accounts
            confirmed, limit = not settings.confirm_email, settings.letters_an_hour
            account = sign_up(request.db, form.value, confirmed=confirmed, limit=limit)
            token = open_login(request.db, account, user_agent=browser_of(request))[1]
            begin_anew(request)
            begin_welcome(account)
            say(request, _("Welcome, @${name}!", mapping={"name": account.username}))
            back = request.route_path("welcome") if confirmed and back == request.route_path("home") else back
            return HTTPSeeOther(request.host_url + back, headers=remember(request, token))
    return {"form": form, "next": back}


@view_config(route_name="confirm", renderer="accounts/confirm.jinja2", request_method=("GET", "POST"), budget=4)
def confirm(request: Request) -> Mapping[str, Any] | Response:
    """Ask whoever followed our link to press a button (programs that look into mail follow links too); then confirm."""
    within = request.registry.settings["microblog"].accounts.confirm_within
    account = account_of_link(request, LetterKind.CONFIRMATION, request.matchdict["token"], within)
    if request.method == "POST":
        confirm_email(request.db, account)
        say(request, _("Your address is confirmed. Now you can post."))
        return HTTPSeeOther(request.route_url("home" if account.welcome is Welcome.OVER else "welcome"))
    return {"account": account}


@view_config(route_name="confirm_again", request_method="POST", permission="member")
def confirm_again(request: Request) -> Response:
    """Send the letter that asks to confirm an address once more."""
    limit = request.registry.settings["microblog"].accounts.letters_an_hour
    ask_to_confirm(request.db, request.account, limit=limit)
    say(request, _("The letter is on its way. Look into your mailbox."))
    return HTTPSeeOther(request.route_url("home"))
