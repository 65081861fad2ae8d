"""The hashtags on profiles, for applications."""

from pyramid.request import Request

from .. import models
from ..actions.tags import feature_tag, unfeature_tag
from ..errors import NotFound
from ..queries.tags import featured_tags_of, tags_to_feature
from .contract import api_view
from .entities.base import Empty
from .entities.tags import FeaturedTag, Tag
from .given import Given, Words
from .things import MISSING, id_of, the_account


class TagToFeature(Given):
    """A hashtag to show."""

    name: Words
    """With or without its sign."""


def the_featured_tag(request: Request) -> models.FeaturedTag:
    """Find a hashtag on the reader's own profile."""
    own = featured_tags_of(request.account).where(models.FeaturedTag.id == id_of(request))
    found = request.db.scalar(own)
    if found is None:
        raise NotFound(MISSING)
    return found


@api_view("featured_tags", "GET", permission="read:accounts", returns=list[FeaturedTag])
def own(_context: object, request: Request) -> list[models.FeaturedTag]:
    """List the hashtags on one's profile, the oldest first."""
    return request.db.scalars(featured_tags_of(request.account)).all()


@api_view("featured_tags", "POST", permission="write:accounts", takes=TagToFeature, returns=FeaturedTag)
def add(_context: object, request: Request) -> models.FeaturedTag:
    """Show a hashtag on one's profile. There is room for ten."""
    return feature_tag(request.db, request.account, request.given.name)


@api_view("featured_tag", "DELETE", permission="write:accounts", returns=Empty, about=the_featured_tag)
def remove(featured: models.FeaturedTag, request: Request) -> Empty:
    """Show a hashtag on one's profile no more; it is named by the id of the fact, not by that of the hashtag."""
    unfeature_tag(request.db, request.account, featured.tag)
    return Empty()


@api_view("featured_tags.suggestions", "GET", permission="read:accounts", returns=list[Tag])
def suggestions(_context: object, request: Request) -> list[models.Tag]:
    """List the hashtags that one uses most and does not show on one's profile."""
    return request.db.scalars(tags_to_feature(request.account)).all()


@api_view("account.featured_tags", "GET", permission="public", returns=list[FeaturedTag], about=the_account)
def of_account(account: models.Account, request: Request) -> list[models.FeaturedTag]:
    """List the hashtags on somebody's profile, the oldest first."""
    return request.db.scalars(featured_tags_of(account)).all()
