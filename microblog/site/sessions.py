"""Logging in and out, and the list of one's logins."""

from collections.abc import Mapping
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.renderers import render_to_response
from pyramid.request import Request
from pyramid.response import Response
from pyramid.security import forget, remember
from pyramid.view import view_config

from ..actions.departures import come_back
from ..actions.sessions import Away, Credentials, end_login, end_logins, greet, log_in, log_out
from ..i18n import _
from ..models import Account
from ..queries.sessions import logins_of
from ..security import account_of_return, sign_return
from ..text import one_line
from ..tweens import let_forms_lead_elsewhere
from .forms import Form, local_path, word
from .sentences import say


@view_config(route_name="login", renderer="sessions/login.jinja2", request_method=("GET", "POST"), budget=3)
def login(request: Request) -> Mapping[str, Any] | Response:
    """Show the login form; once sent, log in and go back to where one came from."""
    back = way_back(request)
    form = Form(request, Credentials)
    if form.sent:
        with form:
            try:
                token = log_in(request.db, form.value, user_agent=browser_of(request))[1]
            except Away as away:
                return render_to_response("sessions/return.jinja2", _asked(request, away.account, back), request)
            begin_anew(request)
            return HTTPSeeOther(request.host_url + back, headers=remember(request, token))
    return {"form": form, "next": back}


def _asked(request: Request, account: Account, back: str) -> Mapping[str, Any]:
    """What the page says that asks somebody whether they want to come back."""
    return {"account": account, "token_of_return": sign_return(request, account), "next": back}


@view_config(route_name="return", request_method="POST")
def come_again(request: Request) -> Response:
    """Let somebody come back who went away, and log in."""
    account = account_of_return(request, word(request, "return"))
    come_back(request.db, account)
    token = greet(request.db, account, user_agent=browser_of(request))[1]
    back = way_back(request)
    begin_anew(request)
    say(request, _("Welcome back, @${name}! Everything is as it was.", mapping={"name": account.username}))
    return HTTPSeeOther(request.host_url + back, headers=remember(request, token))


@view_config(route_name="logout", request_method="POST")
def logout(request: Request) -> Response:
    """Log out. Doing it twice is doing it once."""
    if request.login is not None:
        log_out(request.db, request.login)
    request.session.invalidate()
    say(request, _("You are logged out."))
    return HTTPSeeOther(request.route_url("home"), headers=forget(request))


@view_config(
    route_name="settings.sessions",
    renderer="settings/sessions.jinja2",
    permission="member",
    request_method=("GET", "POST"),
    budget=4,
)
def sessions(request: Request) -> Mapping[str, Any] | Response:
    """Show where one is logged in; once sent, end all logins but this one."""
    if request.method == "POST":
        end_logins(request.db, request.account, keep=request.login)
        say(request, _("All your other logins have ended."))
        return HTTPSeeOther(request.route_url("settings.sessions"))
    return {"logins": list(request.db.scalars(logins_of(request.account)))}


@view_config(route_name="settings.sessions.end", request_method="POST", permission="member")
def end(request: Request) -> Response:
    """End one of one's logins."""
    end_login(request.db, request.account, int(request.matchdict["id"]))
    say(request, _("That login has ended."))
    return HTTPSeeOther(request.route_url("settings.sessions"))


def way_back(request: Request) -> str:
    """Tell where somebody wanted to be before we asked who they are. From there an application may lead them on."""
    back = local_path(word(request, "next"), otherwise=request.route_path("home"))
    if back.startswith(request.route_path("oauth.authorize")):
        let_forms_lead_elsewhere(request.response)  # browsers hold a form to its page's policy all the way
    return back


def begin_anew(request: Request) -> None:
    """Leave behind what this browser was before somebody logged in: its login, its form token."""
    if request.login is not None:
        log_out(request.db, request.login)
    request.session.invalidate()


def browser_of(request: Request) -> str:
    """What the browser calls itself, in the form in which it can be stored and shown."""
    return one_line(request.user_agent or "")
