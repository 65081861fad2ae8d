"""What runs here, for programs that count servers of all kinds."""

from pyramid.request import Request

from ..addresses import site_url
from ..queries.instance import figures_of_instance
from .contract import api_view
from .entities.nodeinfo import (
    SCHEMA,
    Nodeinfo,
    NodeinfoLink,
    NodeinfoLinks,
    NodeinfoMetadata,
    NodeinfoServices,
    NodeinfoSoftware,
    NodeinfoUpstream,
    NodeinfoUsage,
    NodeinfoUsers,
)
from .place import OUR_VERSION, keep_a_while, settings_of

VERSIONS = ("2.0", "2.1")


@api_view("nodeinfo.links", "GET", permission="public", returns=NodeinfoLinks)
def links(_context: object, request: Request) -> NodeinfoLinks:
    """Tell where the documents about this place are."""
    keep_a_while(request)
    found = (
        NodeinfoLink(rel=SCHEMA + version, href=site_url(request) + request.route_path("api.nodeinfo", version=version))
        for version in VERSIONS
    )
    return NodeinfoLinks(links=list(found))


@api_view("nodeinfo", "GET", permission="public", returns=Nodeinfo, refuses=(404,))
def show(_context: object, request: Request) -> Nodeinfo:
    """Tell what runs here, and how much it is used."""
    keep_a_while(request)
    site, figures = settings_of(request).site, figures_of_instance(request.db)
    users = NodeinfoUsers(
        total=figures.accounts, activeMonth=figures.active_month, activeHalfyear=figures.active_half_year
    )
    return Nodeinfo(
        version=request.matchdict["version"],
        software=NodeinfoSoftware(name="microblog", version=OUR_VERSION),
        protocols=[],
        services=NodeinfoServices(inbound=[], outbound=["atom1.0"]),
        openRegistrations=True,
        usage=NodeinfoUsage(users=users, localPosts=figures.posts),
        metadata=NodeinfoMetadata(
            nodeName=site.name, nodeDescription=site.description, upstream=NodeinfoUpstream(name="mastodon")
        ),
    )
