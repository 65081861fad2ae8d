"""Sitemaps (https://www.sitemaps.org/protocol.html): people by letter, posts by day."""

import string
from datetime import date, timedelta

from markupsafe import escape
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from ..addresses import site_url
from ..clock import today
from ..errors import NotFound
from ..i18n import _
from ..queries.sitemap import people_to_index, posts_to_index

DAYS = 180
"""How many days back posts are listed; older ones are found by links."""

LETTERS = (*string.ascii_lowercase, *string.digits, "_")
HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
GONE = _("There is no such page of the sitemap.")
PAGES = ("home", "public", "explore", "directory", "statistics", "about")


@view_config(route_name="sitemap", request_method="GET", budget=2)
def index(request: Request) -> Response:
    """List the pages of the sitemap."""
    days = [today() - timedelta(days=number) for number in range(DAYS)]
    pages = [request.route_path("sitemap.site")]
    pages += [request.route_path("sitemap.people", letter=letter) for letter in LETTERS]
    pages += [request.route_path("sitemap.posts", day=str(day)) for day in days]
    return _written(request, "sitemapindex", "sitemap", pages)


@view_config(route_name="sitemap.site", request_method="GET", budget=2)
def site(request: Request) -> Response:
    """List what every site has."""
    return _written(request, "urlset", "url", [request.route_path(name) for name in PAGES])


@view_config(route_name="sitemap.people", request_method="GET", budget=2)
def people(request: Request) -> Response:
    """List the profiles of people whose names begin with a letter."""
    names = request.db.scalars(people_to_index(request.matchdict["letter"]))
    return _written(request, "urlset", "url", [request.route_path("profile", handle=f"@{name}") for name in names])


@view_config(route_name="sitemap.posts", request_method="GET", budget=2)
def posts(request: Request) -> Response:
    """List the public posts of a day."""
    try:
        day = date.fromisoformat(request.matchdict["day"])
    except ValueError:
        raise NotFound(GONE) from None
    if not today() - timedelta(days=DAYS) <= day <= today():
        raise NotFound(GONE)
    rows = request.db.execute(posts_to_index(day))
    return _written(
        request, "urlset", "url", [request.route_path("post", handle=f"@{name}", id=id) for id, name in rows]
    )


def _written(request: Request, whole: str, each: str, paths: list[str]) -> Response:
    """Write a list of addresses."""
    here = site_url(request)
    lines = [f"<{each}><loc>{escape(here + path)}</loc></{each}>" for path in paths]
    body = "\n".join([f'{HEAD}<{whole} xmlns="{NAMESPACE}">', *lines, f"</{whole}>\n"])
    response = Response(body, content_type="application/xml", charset="utf-8")
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response
