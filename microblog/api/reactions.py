"""What people do with posts without answering, for applications. Doing it twice is doing it once."""

from pyramid.request import Request

from .. import models
from ..actions import reactions
from ..models import Post
from ..queries.paging import Page
from ..queries.reactions import read_bookmarks, read_favourited_by, read_favourites
from .contract import Cursored, api_view
from .entities.accounts import Account
from .entities.posts import Status
from .paging import LongPaging, Paging
from .things import the_post


@api_view("status.favourite", "POST", permission="write:favourites", returns=Status, about=the_post)
def favourite(post: Post, request: Request) -> Post:
    """Like a post, and let its author know."""
    reactions.favourite(request.db, request.account, post)
    return post


@api_view("status.unfavourite", "POST", permission="write:favourites", returns=Status, about=the_post)
def unfavourite(post: Post, request: Request) -> Post:
    """Like a post no more."""
    reactions.unfavourite(request.db, request.account, post)
    return post


@api_view("status.bookmark", "POST", permission="write:bookmarks", returns=Status, about=the_post)
def bookmark(post: Post, request: Request) -> Post:
    """Keep a post for later; nobody is told."""
    reactions.bookmark(request.db, request.account, post)
    return post


@api_view("status.unbookmark", "POST", permission="write:bookmarks", returns=Status, about=the_post)
def unbookmark(post: Post, request: Request) -> Post:
    """Keep a post no longer."""
    reactions.unbookmark(request.db, request.account, post)
    return post


@api_view("status.pin", "POST", permission="write:accounts", returns=Status, about=the_post)
def pin(post: Post, request: Request) -> Post:
    """Show one of one's own posts on top of one's profile: five at most, and none that is direct."""
    reactions.pin(request.db, request.account, post)
    return post


@api_view("status.unpin", "POST", permission="write:accounts", returns=Status, about=the_post)
def unpin(post: Post, request: Request) -> Post:
    """Show a post on top of one's profile no longer."""
    reactions.unpin(request.db, request.account, post)
    return post


@api_view("status.mute", "POST", permission="write:mutes", returns=Status, about=the_post)
def mute(post: Post, request: Request) -> Post:
    """Hear no more of the conversation to which a post belongs."""
    reactions.mute_thread(request.db, request.account, post)
    return post


@api_view("status.unmute", "POST", permission="write:mutes", returns=Status, about=the_post)
def unmute(post: Post, request: Request) -> Post:
    """Hear of a conversation again."""
    reactions.unmute_thread(request.db, request.account, post)
    return post


@api_view(
    "status.favourited_by",
    "GET",
    permission="read:statuses",
    public=True,
    takes=LongPaging,
    returns=Cursored[Account],
    refuses=(422,),
    about=the_post,
)
def favourited_by(post: Post, request: Request) -> Page[models.Account]:
    """List those who like a post, who liked it last first."""
    return read_favourited_by(request.db, post, request.given.place)


@api_view("favourites", "GET", permission="read:favourites", takes=Paging, returns=Cursored[Status])
def favourites(_context: object, request: Request) -> Page[Post]:
    """List what one likes, what one liked last first."""
    return read_favourites(request.db, request.account, request.given.place)


@api_view("bookmarks", "GET", permission="read:bookmarks", takes=Paging, returns=Cursored[Status])
def bookmarks(_context: object, request: Request) -> Page[Post]:
    """List what one keeps, what one kept last first."""
    return read_bookmarks(request.db, request.account, request.given.place)
