"""What many people write about and like, for applications. It comes from the daily statistics of the last days."""

from collections.abc import Sequence
from typing import Any

from pyramid.request import Request

from .. import models
from ..queries.trends import recently, trending_posts, trending_tags
from .contract import Ranked, api_view
from .entities.posts import Status
from .entities.tags import Tag
from .entities.trends import TrendingLink
from .given import Given
from .paging import Offset, limit_of


class Trends(Given):
    """What of a list of trends to read."""

    limit: limit_of(10) = 10  # type: ignore[valid-type]
    """How many at most."""
    offset: Offset = 0
    """How many to leave out."""


class StatusTrends(Given):
    """What of the posts that are liked most to read."""

    limit: limit_of(20) = 20  # type: ignore[valid-type]
    """How many at most."""
    offset: Offset = 0
    """How many to leave out."""


@api_view("trends", "GET", permission="public", takes=Trends, returns=Ranked[Tag])
def trends(_context: object, request: Request) -> Sequence[models.Tag]:
    """List the hashtags that were used most in the last seven days; the older address."""
    return _tags(request)


@api_view("trends.tags", "GET", permission="public", takes=Trends, returns=Ranked[Tag])
def tags(_context: object, request: Request) -> Sequence[models.Tag]:
    """List the hashtags that were used most in the last seven days, of those that one sees used."""
    return _tags(request)


@api_view("trends.statuses", "GET", permission="public", takes=StatusTrends, returns=Ranked[Status])
def statuses(_context: object, request: Request) -> Sequence[models.Post]:
    """List the public posts that were liked and boosted most in the last seven days, of those that one wants to see."""
    return _page(request, trending_posts(request.account, recently()))


@api_view("trends.links", "GET", permission="public", takes=Trends, returns=Ranked[TrendingLink])
def links(_context: object, request: Request) -> list[TrendingLink]:
    """List the pages elsewhere that many link to. None are looked at yet."""
    return []


def _tags(request: Request) -> Sequence[models.Tag]:
    """Read a page of the hashtags."""
    return _page(request, trending_tags(request.account, recently()))


def _page(request: Request, ranked: Any) -> Sequence[Any]:
    """Read a page of something."""
    wish = request.given
    return request.db.scalars(ranked.offset(wish.offset).limit(wish.limit)).all()  # type: ignore[no-any-return]
