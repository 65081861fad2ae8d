"""What every template may use."""

from pyramid.events import BeforeRender
from pyramid.request import Request

from ..models import Account, Post
from ..queries.notifications import unread_count
from ..text import tag_key

SPELLINGS = {"handle": str.lower, "name": tag_key}
"""Of what stands in an address: the spelling in which it is the same for the same thing."""


def add_globals(event: BeforeRender) -> None:
    """Hand the templates the site's name and the addresses of people, posts and pictures."""
    request = event["request"]
    if request is None:
        return
    event["settings"] = request.registry.settings["microblog"]
    event["profile_url"] = lambda account, route="profile": request.route_url(route, handle=f"@{account.username}")
    event["post_url"] = lambda post, route="post": post_url(request, post, route)
    event["avatar_url"] = lambda account: avatar_url(request, account)
    event["canonical"] = lambda: canonical(request)
    event["unread"] = lambda: unread_count(request.db, request.account)


def post_url(request: Request, post: Post, route: str = "post") -> str:
    """The address of a post, or of something one can do to it."""
    return request.route_url(route, handle=f"@{post.author.username}", id=post.id)


def avatar_url(request: Request, account: Account) -> str:
    """The address of somebody's picture; who has none gets their initial, in a colour of their own."""
    if account.avatar:
        return request.route_url("media", name=account.avatar)
    return request.route_url("initial", letter=account.username[0], hue=account.id % 36 * 10)


def canonical(request: Request) -> str:
    """The one address of this page, as the settings know the site: names spelt in one way, no place in a list."""
    spelt = {key: SPELLINGS.get(key, str)(value) for key, value in request.matchdict.items()}
    return request.registry.settings["microblog"].site.url + request.route_path(request.matched_route.name, **spelt)
