"""Deciding who may follow one."""

from collections.abc import Mapping
from typing import Any

from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from ..actions import relationships
from ..i18n import _
from ..models import Account
from ..queries.relationships import follow_requests_to, read_people
from .forms import place_of
from .relationships import told


@view_config(
    route_name="follow_requests",
    renderer="accounts/requests.jinja2",
    permission="member",
    request_method="GET",
    budget=5,
)
def follow_requests(request: Request) -> Mapping[str, Any]:
    """Show who asks to follow one."""
    return {"page": read_people(request.db, follow_requests_to(request.account), place_of(request))}


@view_config(route_name="follow_requests.accept", request_method="POST", permission="member")
def accept(context: Account, request: Request) -> Response:
    """Let somebody follow one."""
    relationships.accept(request.db, request.account, context)
    return told(request, context, _("@${name} follows you now."))


@view_config(route_name="follow_requests.reject", request_method="POST", permission="member")
def reject(context: Account, request: Request) -> Response:
    """Do not let somebody follow one, who is not told."""
    relationships.reject(request.db, request.account, context)
    return told(request, context, _("@${name} does not follow you, and is not told."))
