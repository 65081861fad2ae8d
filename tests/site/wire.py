"""Requests that no browser would make, byte for byte."""

from typing import Any

import webob
from pyramid.registry import Registry

FORM = "application/x-www-form-urlencoded"


def ask(
    wsgi: Any, method: str = "GET", path: bytes | str = "/", query: bytes = b"", body: bytes = b"", **environ: Any
) -> webob.Response:
    """Send a request as it stands; `path` is what a server has unquoted already."""
    raw = path.encode() if isinstance(path, str) else path
    request = webob.Request.blank("/", method=method, body=body, environ={"HTTP_HOST": "localhost:80"})
    request.environ |= {"PATH_INFO": raw.decode("latin-1"), "QUERY_STRING": query.decode("latin-1"), **environ}
    response = request.get_response(wsgi)
    response.request = request
    return response


def cookies_of(visitor: Any) -> str:
    """The header by which a visitor is known."""
    return "; ".join(f"{name}={value}" for name, value in visitor.app.cookies.items())


def routes_with_methods(registry: Registry) -> dict[str, set[str]]:
    """Every route of the website's map, with the methods that it has views for."""
    found: dict[str, set[str]] = {}
    for view in registry.introspector.get_category("views"):
        facts = view["introspectable"]
        if facts["route_name"] and not facts["route_name"].startswith(("__", "api.", "oauth.")):
            found.setdefault(facts["route_name"], set()).update(_listed(facts["request_methods"]))
    return found


def _listed(methods: str | tuple[str, ...] | None) -> set[str]:
    """The methods of a view; who takes GET takes HEAD."""
    listed = {methods} if isinstance(methods, str) else set(methods or ())
    return listed | {"HEAD"} if "GET" in listed else listed
