"""Lists of posts, for applications."""

from typing import Any

from pydantic import Field
from pyramid.request import Request

from .. import models
from ..queries.paging import Page
from ..queries.tags import tags_with
from ..queries.timelines import (
    home_timeline,
    list_timeline,
    pinned_timeline,
    profile_timeline,
    public_timeline,
    read_pinned,
    read_timeline,
    tag_timeline,
)
from ..text import is_tag, tag_key
from .contract import Paged, api_view
from .entities.posts import Status
from .given import Flag, Many, Words
from .lists import the_list
from .paging import Paging
from .things import the_account

MOST_TAGS = 20
UNKNOWN = 0
"""The id of hashtags that nobody has used."""


class PublicPaging(Paging):
    """What of everybody's posts to read."""

    local: Flag = False
    """Only those of this site; all are."""
    remote: Flag = False
    """Only those of other sites; there are none."""
    only_media: Flag = False
    """Only those on which something hangs."""

    @property
    def nothing(self) -> bool:
        """Whether there can be none."""
        return self.remote and not self.local


class TagTimelinePaging(PublicPaging):
    """What of the posts with some hashtags to read."""

    any_of: Many[Words] = Field([], alias="any", max_length=MOST_TAGS)
    """Posts with any of these hashtags, too."""
    all_of: Many[Words] = Field([], alias="all", max_length=MOST_TAGS)
    """Only posts with all of these."""
    none_of: Many[Words] = Field([], alias="none", max_length=MOST_TAGS)
    """No posts with any of these."""


class ProfilePaging(Paging):
    """What of somebody's posts to read."""

    only_media: Flag = False
    """Only those on which something hangs."""
    exclude_replies: Flag = False
    """Without answers to others."""
    exclude_reblogs: Flag = False
    """Without boosts."""
    exclude_direct: Flag = False
    """Without direct posts."""
    pinned: Flag = False
    """Only those that they pinned to their profile."""
    tagged: Words = ""
    """Only those with a hashtag."""


@api_view("timelines.home", "GET", permission="read:statuses", takes=Paging, returns=Paged[Status])
def home(_context: object, request: Request) -> Page[models.Post]:
    """Read one's own posts, those of people one follows, and those with hashtags one follows."""
    return _read(request, home_timeline(request.account))


@api_view(
    "timelines.public",
    "GET",
    permission="read:statuses",
    public=True,
    takes=PublicPaging,
    returns=Paged[Status],
    refuses=(422,),
)
def public(_context: object, request: Request) -> Page[models.Post]:
    """Read everybody's public posts, without boosts and answers."""
    if request.given.nothing:
        return Page([])
    return _read(request, public_timeline(request.account, only_media=request.given.only_media))


@api_view(
    "timelines.tag",
    "GET",
    permission="read:statuses",
    public=True,
    takes=TagTimelinePaging,
    returns=Paged[Status],
    refuses=(422,),
)
def tag(_context: object, request: Request) -> Page[models.Post]:
    """Read the public posts with a hashtag, however it is spelt. One that nobody has used has none."""
    given, name = request.given, request.matchdict["name"]
    if given.nothing:
        return Page([])
    ids = _tag_ids(request, [name, *given.any_of, *given.all_of, *given.none_of])
    any_of, all_of, none_of = (
        [ids.get(tag_key(one), UNKNOWN) for one in names] for names in (given.any_of, given.all_of, given.none_of)
    )
    timeline = tag_timeline(
        ids.get(tag_key(name), UNKNOWN),
        request.account,
        any_of=any_of,
        all_of=all_of,
        none_of=none_of,
        only_media=given.only_media,
    )
    return _read(request, timeline)


@api_view("timelines.list", "GET", permission="read:lists", takes=Paging, returns=Paged[Status], about=the_list)
def of_list(one: models.List, request: Request) -> Page[models.Post]:
    """Read the posts of those who stand on one of one's lists."""
    return _read(request, list_timeline(one, request.account))


@api_view(
    "account.statuses",
    "GET",
    permission="read:statuses",
    public=True,
    takes=ProfilePaging,
    returns=Paged[Status],
    refuses=(422,),
    about=the_account,
)
def of_account(account: models.Account, request: Request) -> Page[Any]:
    """Read somebody's posts and boosts."""
    given = request.given
    if given.pinned:
        return read_pinned(request.db, pinned_timeline(account, request.account), given.place)
    tag_id = _tag_ids(request, [given.tagged]).get(tag_key(given.tagged), UNKNOWN) if given.tagged else None
    timeline = profile_timeline(
        account,
        request.account,
        replies=not given.exclude_replies,
        boosts=not given.exclude_reblogs,
        direct=not given.exclude_direct,
        only_media=given.only_media,
        tag_id=tag_id,
    )
    return _read(request, timeline)


def _read(request: Request, timeline: Any) -> Page[models.Post]:
    """Read the page that is asked for."""
    return read_timeline(request.db, timeline, request.given.place)


def _tag_ids(request: Request, names: list[str]) -> dict[str, int]:
    """Find hashtags: key → id of those that somebody has used. What can be no hashtag is none."""
    keys = {tag_key(name) for name in names if is_tag(name)}
    return {tag.key: tag.id for tag in request.db.scalars(tags_with(keys))} if keys else {}
