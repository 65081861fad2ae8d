"""Posts on other sites: a page for a frame, and oEmbed (https://oembed.com), by which they find it."""

import re
from typing import Any

from markupsafe import escape
from pyramid.httpexceptions import HTTPNotFound, HTTPNotImplemented
from pyramid.renderers import render_to_response
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from ..addresses import post_url, profile_url, site_url
from ..clock import zone
from ..models import Post
from ..pens import Pen, locale_of
from ..queries.posts import visible_post
from ..queries.viewpoints import viewpoint_of
from ..text import summary
from .forms import word
from .freshness import A_WHILE

POLICY = (
    "default-src 'none'; img-src 'self' data:; media-src 'self'; style-src 'self'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors *"
)
"""Any site may show it in a frame, in which nothing runs and nothing can be sent."""

WIDTH, HEIGHT = 550, 320
ADDRESS = re.compile(r"@(?P<name>\w+)/(?P<id>[0-9]{1,18})/?", re.ASCII)


@view_config(route_name="embed", request_method="GET", budget=6)
def embed(context: Post, request: Request) -> Response:
    """Show a post alone, to everybody as to a stranger: no cookie is looked at."""
    request.account = None
    request.pen = Pen(locale_of(request.locale_name), zone("UTC"), str)
    values = {"post": context, "view": viewpoint_of(request.db, None, [context])}
    response = render_to_response("posts/embed.jinja2", values, request)
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["Cache-Control"] = A_WHILE
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    response.vary = ("Accept-Language",)
    return response  # type: ignore[no-any-return]


@view_config(route_name="oembed", request_method="GET", budget=3)
def oembed(request: Request) -> Response:
    """Tell other sites how to show the post at an address of ours."""
    if word(request, "format") not in ("", "json"):
        raise HTTPNotImplemented("Only JSON is spoken here.")
    post = _post_at(request, word(request, "url"))
    width = min(_number(word(request, "maxwidth")) or WIDTH, WIDTH)
    height = min(_number(word(request, "maxheight")) or HEIGHT, HEIGHT)
    address, name = post_url(request, post), post.author.name
    frame = '<iframe src="{}/embed" width="{}" height="{}" title="{}" loading="lazy" sandbox="allow-popups"></iframe>'
    site = request.registry.settings["microblog"].site
    answer: dict[str, Any] = {
        "version": "1.0",
        "type": "rich",
        "title": f"{name}: {summary(post.warning or post.unmarked, 70)}",
        "author_name": name,
        "author_url": profile_url(request, post.author),
        "provider_name": site.name,
        "provider_url": site.url,
        "cache_age": 300,
        "html": frame.format(escape(address), width, height, escape(f"{name} (@{post.author.username})")),
        "width": width,
        "height": height,
    }
    response = Response(json_body=answer)
    response.headers.update({"Access-Control-Allow-Origin": "*", "Cache-Control": A_WHILE})
    return response


def _post_at(request: Request, address: str) -> Post:
    """Find the post that stands at an address of ours, if it is for everybody."""
    here = site_url(request) + "/"
    match = ADDRESS.fullmatch(address.removeprefix(here)) if address.startswith(here) else None
    post = request.db.scalar(visible_post(int(match["id"]), None)) if match else None
    if post is None or match is None or post.boosted_id or post.author.username != match["name"].lower():
        raise HTTPNotFound("There is no post for everybody at that address.")
    return post


def _number(written: str) -> int:
    """Read a number of pixels; 0 if it is none."""
    return int(written) if written.isascii() and written.isdigit() and len(written) < 6 else 0
