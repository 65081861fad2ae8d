"""Passing on what somebody wrote, for applications."""

from typing import Any, Literal

from pyramid.request import Request

from ..actions.boosts import boost, unboost
from ..models import Post, Visibility
from ..queries.paging import Page, read_page
from ..queries.posts import boosts_of
from .contract import Cursored, api_view
from .entities.accounts import Account
from .entities.posts import Status
from .given import Given
from .paging import LongPaging
from .things import the_post


class BoostWish(Given):
    """How to pass a post on."""

    visibility: Literal[Visibility.PUBLIC, Visibility.UNLISTED, Visibility.PRIVATE] | None = None
    """Who may see the boost; else as one set it for one's posts."""


@api_view(
    "status.reblog",
    "POST",
    permission="write:statuses",
    takes=BoostWish,
    returns=Status,
    about=the_post,
)
def reblog(post: Post, request: Request) -> Post:
    """Pass a post on to one's followers. The answer is the boost; what it boosts is its `reblog`."""
    application = request.token.application
    return boost(request.db, request.account, post, request.given.visibility, application=application)


@api_view("status.unreblog", "POST", permission="write:statuses", returns=Status, about=the_post, limit="deletions")
def unreblog(post: Post, request: Request) -> Post:
    """Take one's boost of a post back. The answer is the post."""
    return unboost(request.db, request.account, post)


@api_view(
    "status.reblogged_by",
    "GET",
    permission="read:statuses",
    public=True,
    takes=LongPaging,
    returns=Cursored[Account],
    refuses=(422,),
    about=the_post,
)
def reblogged_by(post: Post, request: Request) -> Page[Any]:
    """List who boosted a post, those who came last first."""
    return read_page(request.db, boosts_of(post.original, request.account), Post.id, request.given.place).column(1)
