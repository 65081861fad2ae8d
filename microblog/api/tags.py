"""Hashtags, for applications."""

from pyramid.request import Request

from ..actions.tags import feature_tag, follow_tag, unfeature_tag, unfollow_tag
from ..errors import NotFound
from ..models import Tag as TagRow
from ..queries.paging import Page
from ..queries.tags import read_followed_tags, tags_known, tags_used
from ..text import is_tag, tag_key
from .contract import Cursored, api_view
from .entities.tags import Tag
from .paging import Paging, limit_of
from .things import MISSING, id_of


class TagPaging(Paging):
    """Where in a list of hashtags to read."""

    limit: limit_of(100) = 100  # type: ignore[valid-type]
    """How many at most."""


def the_tag(request: Request) -> TagRow:
    """Find the hashtag of a name, or of an id.

    One that nobody used where the reader sees it is as good as one that nobody used: it exists all the same, empty.
    """
    name = request.matchdict["name"]
    if is_tag(name):
        known = request.db.scalar(tags_known(request.account).where(TagRow.key == tag_key(name)))
        return known or TagRow(id=0, key=tag_key(name), name=name)
    used = tags_used(request.account).where(TagRow.id == id_of(request, "name"))  # no name is a number
    found: TagRow | None = request.db.scalar(used)
    if found is None:
        raise NotFound(MISSING)
    return found


@api_view("tag", "GET", permission="public", returns=Tag, about=the_tag)
def show(tag: TagRow, request: Request) -> TagRow:
    """Show a hashtag, and how much it was used in the last days."""
    return tag


@api_view("tag.follow", "POST", permission="write:follows", returns=Tag, about=the_tag)
def follow(tag: TagRow, request: Request) -> TagRow:
    """Follow a hashtag: what is public and carries it stands in one's home timeline."""
    return follow_tag(request.db, request.account, tag.name)


@api_view("tag.unfollow", "POST", permission="write:follows", returns=Tag, about=the_tag)
def unfollow(tag: TagRow, request: Request) -> TagRow:
    """Follow a hashtag no more."""
    unfollow_tag(request.db, request.account, tag)
    return tag


@api_view("tag.feature", "POST", permission="write:accounts", returns=Tag, about=the_tag)
def feature(tag: TagRow, request: Request) -> TagRow:
    """Show a hashtag on one's profile."""
    return feature_tag(request.db, request.account, tag.name).tag


@api_view("tag.unfeature", "POST", permission="write:accounts", returns=Tag, about=the_tag)
def unfeature(tag: TagRow, request: Request) -> TagRow:
    """Show a hashtag on one's profile no more."""
    unfeature_tag(request.db, request.account, tag)
    return tag


@api_view("followed_tags", "GET", permission="read:follows", takes=TagPaging, returns=Cursored[Tag])
def followed(_context: object, request: Request) -> Page[TagRow]:
    """List the hashtags that one follows, those that came last first."""
    return read_followed_tags(request.db, request.account, request.given.place)
