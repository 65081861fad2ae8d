"""The applications that hold keys to one's account, and keys for programs of one's own."""

from collections.abc import Mapping
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from ..actions.applications import shut_out
from ..actions.tokens import NewKey, make_key
from ..i18n import _
from ..models import SCOPES
from ..models.scopes import in_words
from ..queries.applications import keyholders
from .forms import Form
from .sentences import say

OFFERED = {scope: sentence for scope, sentence in SCOPES.items() if not scope.startswith("admin:")}
BROAD = ("read", "write", "follow", "push", "profile")
LASTING = {"30": _("A month"), "90": _("Three months"), "365": _("A year"), "": _("Until it is taken back")}


@view_config(
    route_name="settings.applications",
    renderer="settings/applications.jinja2",
    permission="member",
    request_method=("GET", "POST"),
    budget=5,
)
def applications(request: Request) -> Mapping[str, Any]:
    """Show what holds a key, and a form for a key of one's own; once sent, make it and show it this once."""
    form = Form(request, NewKey, many=("scopes",))
    token = ""
    if form.sent:
        with form:
            token = make_key(request.db, request.account, form.value)[1]
            request.response.headers["Cache-Control"] = "no-store"
    return {
        "form": form,
        "token": token,
        "holders": keyholders(request.db, request.account),
        "in_words": in_words,
        "offered": OFFERED,
        "broad": BROAD,
        "lasting": LASTING,
    }


@view_config(route_name="settings.applications.revoke", request_method="POST", permission="member")
def revoke(request: Request) -> Response:
    """Take back every key that an application holds."""
    shut_out(request.db, request.account, int(request.matchdict["id"]))
    say(request, _("It holds no key to your account any more."))
    return HTTPSeeOther(request.route_url("settings.applications"))
