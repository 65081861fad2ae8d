"""What browsers and others ask a site for at fixed addresses: how to install it, and whom to tell of a hole in it."""

import json
from datetime import UTC, datetime, time, timedelta

from pyramid.httpexceptions import HTTPNotFound
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from ..addresses import site_url
from ..clock import today

GOOD_FOR = timedelta(days=180)
"""How long what security.txt says holds; RFC 9116 wants less than a year."""

A_DAY = "public, max-age=86400"
SIZES = (192, 512)


@view_config(route_name="security", request_method="GET")
def security(request: Request) -> Response:
    """Say whom to tell of a weakness (RFC 9116), if the settings name somebody."""
    contact = request.registry.settings["microblog"].site.security_contact
    if not contact:
        raise HTTPNotFound("Nobody is named.")
    until = datetime.combine(today() + GOOD_FOR, time.min, UTC)
    lines = [
        f"Contact: {contact if ':' in contact else f'mailto:{contact}'}",
        f"Expires: {until:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: en",
        f"Canonical: {site_url(request)}{request.route_path('security')}",
    ]
    return _kept(Response("\n".join(lines) + "\n", content_type="text/plain", charset="utf-8"))


@view_config(route_name="manifest", request_method="GET")
def manifest(request: Request) -> Response:
    """Tell browsers how the site looks among a device's applications (W3C, Web Application Manifest)."""
    site = request.registry.settings["microblog"].site
    drawn = {"src": request.static_path("microblog:site/static/icon.svg"), "sizes": "any", "type": "image/svg+xml"}
    painted = [
        {
            "src": request.static_path(f"microblog:site/static/icon-{size}.png"),
            "sizes": f"{size}x{size}",
            "type": "image/png",
        }
        for size in SIZES
    ]
    facts = {
        "name": site.name,
        "short_name": site.name[:12],
        "description": site.description,
        "id": "/",
        "start_url": request.route_path("home"),
        "scope": "/",
        "display": "minimal-ui",
        "background_color": "#f5f3ee",
        "theme_color": "#0d6a61",
        "icons": [drawn, *painted],
        "shortcuts": [{"name": "Write", "url": request.route_path("compose")}],
    }
    body = json.dumps(facts, ensure_ascii=False)
    return _kept(Response(body, content_type="application/manifest+json", charset="utf-8"))


def _kept(response: Response) -> Response:
    """Let everybody keep it for a day."""
    response.headers["Cache-Control"] = A_DAY
    return response
