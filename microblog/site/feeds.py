"""Atom feeds (RFC 4287)."""

from collections.abc import Mapping
from typing import Any

from pyramid.request import Request
from pyramid.view import view_config

from ..models import Account
from ..queries.timelines import profile_timeline
from .timelines import page_of


@view_config(route_name="feed", renderer="feeds/profile.atom.jinja2", request_method="GET", budget=7)
def feed(context: Account, request: Request) -> Mapping[str, Any]:
    """Give somebody's latest posts to feed readers."""
    request.response.content_type = "application/atom+xml"
    found = page_of(request, profile_timeline(context, None, boosts=False))
    updated = found["page"].rows[0].created_at if len(found["page"]) else context.created_at
    return {**found, "account": context, "updated": updated}
