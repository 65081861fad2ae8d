"""What is going on, and who is here."""

import string
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from pyramid.request import Request
from pyramid.view import view_config

from ..i18n import _
from ..models import Account, FilterContext
from ..queries.directory import read_active, read_by_name, read_newest, recommended
from ..queries.paging import Page, Place
from ..queries.relationships import Relationship, relationships_of
from ..queries.trends import recently, trending_posts, trending_tags
from ..queries.viewpoints import viewpoint_of
from .forms import place_of, word
from .suggestions import suggested

TAGS, POSTS, PEOPLE = 12, 10, 5
LETTERS = (*string.ascii_lowercase, *string.digits, "_")


@dataclass(frozen=True)
class Order:
    """An order in which people stand in the directory."""

    title: str
    read: Callable[..., Page[Account]]


ORDERS: Mapping[str, Order] = {
    "active": Order(_("Active"), read_active),
    "newest": Order(_("Newest"), read_newest),
    "name": Order(_("By name"), read_by_name),
}


@view_config(route_name="explore", renderer="explore/explore.jinja2", request_method="GET", budget=12)
def explore(request: Request) -> Mapping[str, Any]:
    """Show what many wrote about and liked in the last days, and who came last."""
    reader, since = request.account, recently()
    tags = request.db.execute(trending_tags(reader, since).limit(TAGS)).all()
    posts = [post for post, _uses in request.db.execute(trending_posts(reader, since).limit(POSTS))]
    view = viewpoint_of(request.db, reader, posts, FilterContext.PUBLIC)
    return {"tags": tags, "posts": posts, "view": view, **_people(request)}


@view_config(route_name="directory", renderer="explore/directory.jinja2", request_method="GET", budget=5)
def directory(request: Request) -> Mapping[str, Any]:
    """Show those who let themselves be recommended."""
    by, letter = word(request, "by"), word(request, "letter").lower()
    by, letter = by if by in ORDERS else "active", letter if letter in LETTERS else ""
    page = _page(request, by, letter, place_of(request))
    what = {"orders": ORDERS, "by": by, "letters": LETTERS, "letter": letter}
    return {**what, "page": page, "known": _known(request, page.rows)}


def _people(request: Request) -> Mapping[str, Any]:
    """Suggest people to a member; to a stranger, and where there is nobody to suggest, show who came last."""
    suggestions = suggested(request, PEOPLE) if request.account else {"suggested": []}
    if suggestions["suggested"]:
        return {**suggestions, "people": []}
    newest = recommended(request.account, unknown=True).order_by(Account.id.desc()).limit(PEOPLE)
    people = list(request.db.scalars(newest))
    return {"suggested": [], "people": people, "known": _known(request, people)}


def _page(request: Request, by: str, letter: str, place: Place) -> Page[Account]:
    """Read one page of the directory."""
    more = {"letter": letter} if by == "name" else {}
    return ORDERS[by].read(request.db, request.account, place, **more)


def _known(request: Request, people: list[Account]) -> dict[int, Relationship]:
    """Tell what people are to the reader; to a stranger nobody is anything."""
    return relationships_of(request.db, request.account, people) if request.account else {}
