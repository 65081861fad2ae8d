"""Posts, for applications."""

from pyramid.request import Request

from ..models import Post
from .contract import api_view
from .entities.statuses import Status
from .things import the_post


@api_view("status", "GET", permission="read:statuses", public=True, returns=Status, about=the_post)
def show(post: Post, request: Request) -> Post:
    """Show a post."""
    return post
