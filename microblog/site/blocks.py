"""Having nothing to do with somebody."""

from collections.abc import Mapping
from typing import Any

from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from ..actions import blocks
from ..i18n import _
from ..models import Account
from ..queries.relationships import blocks_by, read_people
from .deeds import way_back
from .forms import place_of
from .globals import person_url
from .relationships import told


@view_config(
    route_name="block", renderer="accounts/block.jinja2", permission="member", request_method=("GET", "POST"), budget=4
)
def block(context: Account, request: Request) -> Mapping[str, Any] | Response:
    """Ask whether somebody is to be blocked, and say what that means; once sent, block them."""
    if request.method == "POST":
        blocks.block(request.db, request.account, context)
        sentence = _("You block @${name} now: you neither see nor hear each other.")
        return told(request, context, sentence, undo=person_url(request, context, "unblock"))
    return {"account": context, "back": way_back(request, person_url(request, context))}


@view_config(route_name="unblock", request_method="POST", permission="member")
def unblock(context: Account, request: Request) -> Response:
    """Let somebody see one again."""
    blocks.unblock(request.db, request.account, context)
    sentence = _("You do not block @${name} any more.")
    return told(request, context, sentence, undo=person_url(request, context, "block"))


@view_config(
    route_name="settings.blocks", renderer="settings/people.jinja2", permission="member", request_method="GET", budget=4
)
def blocked(request: Request) -> Mapping[str, Any]:
    """Show whom one blocks."""
    return {
        "page": read_people(request.db, blocks_by(request.account), place_of(request)),
        "title": _("Whom you block"),
        "words": _("They do not see what you write, and cannot follow, name or answer you. They are not told of it."),
        "empty": _("You block nobody. To block somebody, look into the menu on their profile, or beside their posts."),
        "undo": ("unblock", _("Unblock")),
        "ends": {},
    }
