"""The contract for people to read."""

from collections.abc import Mapping
from typing import Any

from pyramid.request import Request
from pyramid.view import view_config


@view_config(route_name="api.viewer", renderer="microblog:api/templates/viewer.jinja2", request_method="GET")
def viewer(request: Request) -> Mapping[str, Any]:
    """Show the contract."""
    return {}
