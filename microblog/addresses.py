"""Whole addresses, beginning with the one that the settings name, whatever the request says of its host."""

from pyramid import traversal
from pyramid.config import Configurator
from pyramid.request import Request

from .models import Account, Post

REMEMBERED = 5000
"""How many parts of paths are remembered as they are written in an address: some two megabytes."""


class Parts(dict[tuple[str | bytes, str], str]):
    """What Pyramid remembers of the parts of paths. It would never forget one, and ours are ids and signed words."""

    def __setitem__(self, part: tuple[str | bytes, str], written: str) -> None:
        """Remember one more; begin anew when there are many."""
        if len(self) >= REMEMBERED:
            self.clear()
        super().__setitem__(part, written)


def includeme(config: Configurator) -> None:
    """Keep memory flat, however many addresses are written."""
    traversal._segment_cache = Parts()  # there is no other way to it


def site_url(request: Request) -> str:
    """Where the site is."""
    return str(request.registry.settings["microblog"].site.url)


def profile_url(request: Request, account: Account) -> str:
    """The page of somebody."""
    return site_url(request) + request.route_path("profile", handle=f"@{account.username}")


def post_url(request: Request, post: Post) -> str:
    """The page of a post; it ends in the id by which the API knows it."""
    return site_url(request) + request.route_path("post", handle=f"@{post.author.username}", id=post.id)


def tag_url(request: Request, name: str) -> str:
    """The page of a hashtag."""
    return site_url(request) + request.route_path("tag", name=name)


def media_url(request: Request, name: str) -> str:
    """A file in the media folder."""
    return site_url(request) + request.route_path("media", name=name)


def avatar_url(request: Request, account: Account) -> str:
    """Somebody's picture; who has none gets their initial, in a colour of their own."""
    return site_url(request) + avatar_path(request, account)


def avatar_path(request: Request, account: Account) -> str:
    """The path of that picture, for pages of the site."""
    if account.avatar:
        return str(request.route_path("media", name=account.avatar))
    return str(request.route_path("initial", letter=account.username[0], hue=account.id % 36 * 10))


def header_url(request: Request, account: Account) -> str:
    """Somebody's wide picture; who has none gets an empty one."""
    if account.header:
        return media_url(request, account.header)
    return site_url(request) + request.static_path("microblog:site/static/header.svg")
