"""Searching, for applications."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from pydantic import Field
from pyramid.request import Request

from ..addresses import site_url
from ..models import Account as AccountRow
from ..models import Post
from ..models import Tag as TagRow
from ..queries.accounts import account_named, people_called
from ..queries.paging import read_page
from ..queries.posts import visible_post
from ..queries.search import posts_saying, tags_beginning
from ..queries.tags import tags_used
from ..text import tag_key
from .access import Unauthorized
from .contract import api_view
from .entities.accounts import Account
from .entities.posts import Status
from .entities.search import Search
from .entities.tags import Tag
from .given import Flag, Reference, Words
from .paging import Offset, Paging
from .place import domain_of

MAX_QUERY = 500
PAGES = re.compile(r"/@(?P<name>\w+)(?:/(?P<id>[0-9]{1,18}))?/?|/tags/(?P<tag>[^/]+)/?", re.ASCII)


class SearchType(StrEnum):
    """What may be found; the names are those of the API."""

    ACCOUNTS = "accounts"
    HASHTAGS = "hashtags"
    STATUSES = "statuses"


SIGNS = {"#": SearchType.HASHTAGS, "@": SearchType.ACCOUNTS}


class SearchQuery(Paging):
    """What to look for. `max_id` and its like choose among posts."""

    q: Words = Field(max_length=MAX_QUERY)
    """Words; or #the beginning of a hashtag, @a name, or the address of a profile, a post or a hashtag here."""
    type: SearchType | None = None
    """Only this."""
    resolve: Flag = False
    """Of an address, find nothing but what is there; for people only."""
    following: Flag = False
    """Only people whom one follows."""
    account_id: Reference | None = None
    """Only posts by this person."""
    exclude_unreviewed: Flag = False
    """Of no meaning here: nobody reviews hashtags."""
    offset: Offset = 0
    """How many to leave out; for people only, and only with `type`."""

    @property
    def skipped(self) -> int:
        """How many to leave out, where one may."""
        return self.offset if self.type else 0


@dataclass(frozen=True)
class Found:
    """What was found."""

    accounts: Sequence[AccountRow] = ()
    posts: Sequence[Post] = ()
    tags: Sequence[TagRow] = ()


@api_view("search", "GET", permission="read:search", public=True, takes=SearchQuery, returns=Search, refuses=(422,))
def search(_context: object, request: Request) -> Search:
    """Search for people, hashtags and posts.

    Posts are found by all of the words, in any order; among them are one's own, and what is public by people who may
    be found. Words stand for those that begin with them, "quotations" for themselves, and a - before them for what is
    not wanted. Beside them may stand from:name, from:me, has:media, has:poll, has:link, is:reply, is:sensitive,
    lang:en, before:2026-01-31, after:2026-01-31 and #hashtag. Without a `type`, # at the beginning stands for hashtags
    alone, and @ for people alone.
    """
    wish: SearchQuery = request.given
    if request.account is None and (wish.resolve or wish.offset):
        raise Unauthorized("Search queries pagination is not supported without authentication")

    found = _at_address(request, wish.q) if _is_address(request, wish) else _by_words(request, wish)
    kinds = {wish.type} if wish.type else set(SearchType)
    return Search(
        accounts=Account.show(request, found.accounts if SearchType.ACCOUNTS in kinds else ()),
        statuses=Status.show(request, found.posts if SearchType.STATUSES in kinds else ()),
        hashtags=Tag.show(request, found.tags if SearchType.HASHTAGS in kinds else ()),
    )


def _is_address(request: Request, wish: SearchQuery) -> bool:
    """Whether something is looked for by its address, rather than an address among words."""
    if wish.resolve and wish.q.startswith(("http://", "https://")):
        return True
    return wish.q.startswith(site_url(request) + "/")


def _at_address(request: Request, address: str) -> Found:
    """Find whose page is at an address of this site."""
    match = PAGES.fullmatch(address.removeprefix(site_url(request)))
    if match is None:
        return Found()
    if match["tag"]:
        return Found(
            tags=request.db.scalars(tags_used(request.account).where(TagRow.key == tag_key(match["tag"]))).all()
        )
    if match["id"]:
        posts = request.db.scalars(visible_post(int(match["id"]), request.account)).all()
        return Found(posts=[post for post in posts if post.author.username == match["name"].lower()])
    accounts = request.db.scalars(account_named(match["name"])).all()
    return Found(accounts=[account for account in accounts if not account.hidden])


def _by_words(request: Request, wish: SearchQuery) -> Found:
    """Find what is called so, and what says so."""
    meant = wish.type or SIGNS.get(wish.q.strip()[:1])
    kinds = {meant} if meant else set(SearchType)
    return Found(
        accounts=_accounts(request, wish) if SearchType.ACCOUNTS in kinds else (),
        posts=_posts(request, wish) if SearchType.STATUSES in kinds else (),
        tags=_tags(request, wish) if SearchType.HASHTAGS in kinds else (),
    )


def _posts(request: Request, wish: SearchQuery) -> Sequence[Post]:
    """Find posts, the newest first."""
    saying = posts_saying(wish.q, request.account)
    if wish.account_id is not None:
        saying = saying.where(Post.author_id == wish.account_id)
    return read_page(request.db, saying.offset(wish.skipped), Post.id, wish.place).column(0).rows


def _tags(request: Request, wish: SearchQuery) -> Sequence[TagRow]:
    """Find hashtags, by name."""
    beginning = tags_beginning(wish.q.strip().removeprefix("#"), request.account)
    return request.db.scalars(beginning.offset(wish.skipped).limit(wish.limit)).all()


def _accounts(request: Request, wish: SearchQuery) -> Sequence[AccountRow]:
    """Find people by what they are called."""
    called = people_called(wish.q, request.account, site=domain_of(request), following=wish.following)
    return request.db.scalars(called.offset(wish.skipped).limit(wish.limit)).all()
