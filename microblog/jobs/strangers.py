"""Looking at what strangers have on the web."""

from ipaddress import ip_network

from pyramid.request import Request

from ..fetching import Fetcher, Limits, Networks

PAGES = frozenset({"text/html", "application/xhtml+xml"})
PICTURES = frozenset({"image/jpeg", "image/png", "image/gif", "image/webp"})
OF_A_PAGE = Limits(seconds=10, bytes=1024 * 1024, cut=True)
OF_A_PICTURE = Limits(seconds=10, bytes=8 * 1024 * 1024)


def fetcher_of(request: Request) -> Fetcher:
    """Set up what fetches, as the settings say. It tells whom it asks who we are."""
    settings = request.registry.settings["microblog"]
    opened = tuple(ip_network(network) for network in settings.development.reachable.split())
    return Fetcher(
        f"microblog (+{settings.site.url}/about)",
        networks=Networks(opened),
        nameserver=settings.fetching.nameserver,
    )
