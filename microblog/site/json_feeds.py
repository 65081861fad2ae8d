"""JSON feeds (https://www.jsonfeed.org/version/1.1/), and the Atom feed of a hashtag (RFC 4287)."""

import json
from collections.abc import Mapping
from typing import Any

from pyramid.renderers import render
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from ..addresses import avatar_url, post_url, profile_url, site_url, tag_url
from ..models import Account, Post, Tag, moment_of
from ..queries.timelines import profile_timeline, tag_timeline
from ..queries.viewpoints import Viewpoint
from ..text import summary
from .timelines import page_of

VERSION = "https://jsonfeed.org/version/1.1"


@view_config(route_name="tag.atom", renderer="feeds/tag.atom.jinja2", request_method="GET", budget=7)
def tag_atom(context: Tag, request: Request) -> Mapping[str, Any]:
    """Give the latest posts with a hashtag to feed readers."""
    request.response.content_type = "application/atom+xml"
    found = page_of(request, tag_timeline(context.id, None))
    updated = found["page"].rows[0].created_at if len(found["page"]) else moment_of(context.id)
    return {**found, "tag": context, "updated": updated}


@view_config(route_name="tag.json", request_method="GET", budget=7)
def tag_json(context: Tag, request: Request) -> Response:
    """Give the latest posts with a hashtag to feed readers."""
    name = request.registry.settings["microblog"].site.name
    about = {"title": f"#{context.name} · {name}", "home_page_url": tag_url(request, context.name)}
    return _feed(request, about, page_of(request, tag_timeline(context.id, None)))


@view_config(route_name="feed.json", request_method="GET", budget=7)
def profile_json(context: Account, request: Request) -> Response:
    """Give somebody's latest posts to feed readers."""
    about = {
        "title": f"{context.name} (@{context.username})",
        "home_page_url": profile_url(request, context),
        "description": summary(context.bio, 200),
        "icon": avatar_url(request, context),
        "authors": [_author(request, context)],
    }
    return _feed(request, about, page_of(request, profile_timeline(context, None, boosts=False)))


def _feed(request: Request, about: Mapping[str, Any], found: Mapping[str, Any]) -> Response:
    """Write a feed: what it is about, and a page of posts."""
    page, here = found["page"], site_url(request) + request.path
    feed = {"version": VERSION, **about, "feed_url": here}
    if page.older is not None:
        feed["next_url"] = f"{here}?before={page.older}"
    feed["items"] = [_item(request, post, found["view"]) for post in page]
    body = json.dumps({key: value for key, value in feed.items() if value != ""}, ensure_ascii=False)
    return Response(body, content_type="application/feed+json", charset="utf-8")


def _item(request: Request, post: Post, view: Viewpoint) -> dict[str, Any]:
    """Write a post."""
    address = post_url(request, post)
    item: dict[str, Any] = {
        "id": address,
        "url": address,
        "content_html": render("feeds/content.jinja2", {"post": post, "view": view}, request).strip(),
        "date_published": f"{post.created_at:%Y-%m-%dT%H:%M:%SZ}",
        "authors": [_author(request, post.author)],
    }
    if post.edited_at:
        item["date_modified"] = f"{post.edited_at:%Y-%m-%dT%H:%M:%SZ}"
    if post.language:
        item["language"] = post.language
    return item


def _author(request: Request, account: Account) -> dict[str, str]:
    """Write who wrote something."""
    return {"name": account.name, "url": profile_url(request, account), "avatar": avatar_url(request, account)}
