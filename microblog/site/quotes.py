"""Who quotes a post."""

from collections.abc import Mapping
from typing import Any

from pyramid.request import Request
from pyramid.view import view_config

from ..models import FilterContext, Post
from ..queries.quotes import quotes_of
from .globals import post_url
from .timelines import page_of


@view_config(route_name="post.quotes", renderer="posts/quotes.jinja2", request_method="GET", budget=8)
def quotes(context: Post, request: Request) -> Mapping[str, Any]:
    """Show the posts that quote a post, the newest first."""
    page = page_of(request, quotes_of(context.original, request.account), FilterContext.PUBLIC)
    return {**page, "back": post_url(request, context.original)}
