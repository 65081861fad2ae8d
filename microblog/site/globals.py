"""What every template may use."""

from collections.abc import Mapping
from functools import partial

from pyramid.events import BeforeRender
from pyramid.request import Request

from ..actions.hashing import MIN_LENGTH
from ..addresses import avatar_path
from ..models import BIO_LENGTH, MAX_LENGTH, NAME_LENGTH, USERNAME_LENGTH, Account, Post
from ..queries.notifications import unread_count
from ..text import tag_key
from .locales import direction_of
from .sentences import said

LIMITS = {
    "post": MAX_LENGTH,
    "bio": BIO_LENGTH,
    "name": NAME_LENGTH,
    "username": USERNAME_LENGTH,
    "password": MIN_LENGTH,
}
"""What forms say of how much they take."""

SPELLINGS = {"handle": str.lower, "name": tag_key}
"""Of what stands in an address: the spelling in which it is the same for the same thing."""


def add_globals(event: BeforeRender) -> None:
    """Hand the templates the settings, our limits, and the paths of people, posts and pictures.

    Paths, so that a page leads on to wherever it was reached. What leaves the site (feeds, previews, letters) begins
    with the address that the settings name, whatever the request says of its host.
    """
    request = event["request"]
    if request is None:
        return
    event["settings"] = request.registry.settings["microblog"]
    event["profile_url"] = partial(person_url, request)
    event["limits"] = LIMITS
    event["post_url"] = lambda post, route="post": post_url(request, post, route)
    event["avatar_url"] = lambda account: avatar_path(request, account)
    event["media_url"] = lambda name: request.route_path("media", name=name)
    event["preview"] = lambda account=None: preview(request, account)
    event["canonical"] = lambda: canonical(request)
    event["deed_url"] = lambda post, deed: deed_url(request, post, deed)
    event["said"] = lambda: said(request)
    event["direction"] = lambda: direction_of(request)
    event["unread"] = lambda: unread_count(request.db, request.account)


def person_url(
    request: Request, account: Account, route: str = "profile", *, query: Mapping[str, str] | None = None, **more: str
) -> str:
    """The path of somebody, or of something one can do about them."""
    return request.route_path(route, handle=f"@{account.username}", _query=query, **more)


def post_url(request: Request, post: Post, route: str = "post") -> str:
    """The path of a post, or of something one can do to it."""
    return request.route_path(route, handle=f"@{post.author.username}", id=post.id)


def deed_url(request: Request, post: Post, deed: str) -> str:
    """The path to which a form is sent that does something with a post."""
    return request.route_path("post.deed", handle=f"@{post.author.username}", id=post.id, deed=deed)


def preview(request: Request, account: Account | None = None) -> str:
    """The whole address of the picture for a preview elsewhere; drawings are none that such programs show."""
    drawn = account is None or not account.avatar
    path = request.static_path("microblog:site/static/card.png") if drawn else avatar_path(request, account)
    return request.registry.settings["microblog"].site.url + path


def canonical(request: Request) -> str:
    """The one address of this page, as the settings know the site: names spelt in one way, no place in a list."""
    spelt = {key: SPELLINGS.get(key, str)(value) for key, value in request.matchdict.items()}
    return request.registry.settings["microblog"].site.url + request.route_path(request.matched_route.name, **spelt)
