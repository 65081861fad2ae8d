"""What servers of all kinds tell programs that count them (nodeinfo.diaspora.software)."""

from typing import Literal

from .base import Entity, Url

SCHEMA = "http://nodeinfo.diaspora.software/ns/schema/"


class NodeinfoLink(Entity):
    """Where a document is, and of which kind."""

    rel: str
    href: Url


class NodeinfoLinks(Entity):
    """Where the documents are."""

    links: list[NodeinfoLink]


class NodeinfoSoftware(Entity):
    """What runs here."""

    name: Literal["microblog"]
    version: str


class NodeinfoServices(Entity):
    """What other services this place reads from, and writes to."""

    inbound: list[str]
    outbound: list[str]


class NodeinfoUsers(Entity):
    """How many people there are."""

    total: int
    activeMonth: int
    activeHalfyear: int


class NodeinfoUsage(Entity):
    """How much the place is used."""

    users: NodeinfoUsers
    localPosts: int


class NodeinfoUpstream(Entity):
    """Whose protocol is spoken here: clients that know software by name look here when they do not know ours."""

    name: Literal["mastodon"]


class NodeinfoMetadata(Entity):
    """What else there is to say."""

    nodeName: str
    nodeDescription: str
    upstream: NodeinfoUpstream


class Nodeinfo(Entity):
    """What runs here, and how much it is used."""

    version: Literal["2.0", "2.1"]
    """Of the schema."""
    software: NodeinfoSoftware
    protocols: list[str]
    """By which it talks to other places: none."""
    services: NodeinfoServices
    openRegistrations: bool
    usage: NodeinfoUsage
    metadata: NodeinfoMetadata
