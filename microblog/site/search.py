"""Searching, for people."""

from collections.abc import Mapping
from typing import Any

from pyramid.request import Request
from pyramid.view import view_config

from ..addresses import site_url
from ..errors import Invalid
from ..i18n import _
from ..models import FilterContext
from ..queries.accounts import read_people_called
from ..queries.paging import Page
from ..queries.relationships import relationships_of
from ..queries.search import posts_saying, read_tags_beginning
from ..queries.timelines import read_timeline
from ..queries.viewpoints import viewpoint_of
from ..text import one_line
from .forms import place_of, word

MAX_QUERY = 500

KINDS = {"posts": _("Posts"), "people": _("People"), "tags": _("Tags")}
"""What may be looked for; each is a tab."""

SIGNS = {"@": "people", "#": "tags"}
"""What is looked for if a search begins so, and nothing is said of it."""

OPERATORS = {
    "“rye bread”": _("exactly these words, in a row"),
    "-cake": _("not with this word"),
    "from:ann": _("by this person; from:me is you"),
    "has:media": _("with something attached; also has:poll and has:link"),
    "is:reply": _("that answers something; also is:sensitive"),
    "lang:en": _("in this language"),
    "before:2026-01-31": _("from before this day; after: is from after it"),
    "#bread": _("with this hashtag"),
}
"""What can be written into the field, beside words."""


@view_config(route_name="search", renderer="search/search.jinja2", request_method="GET", budget=8)
def search(request: Request) -> Mapping[str, Any]:
    """Look for posts, people or hashtags."""
    query = one_line(word(request, "q"))
    kind = word(request, "kind")
    kind = kind if kind in KINDS else SIGNS.get(query[:1], "posts")
    problem = ""
    page: Page[Any] = Page([])
    try:
        if len(query) > MAX_QUERY:
            raise Invalid(q=_("Look for it in ${n} characters.", mapping={"n": MAX_QUERY}))
        if query:
            page = _found(request, kind, query)
    except Invalid as error:
        problem = error.sentences.get("q", str(error))
        request.response.status = error.status
    posts, people = (page.rows if kind == one else [] for one in ("posts", "people"))
    known = relationships_of(request.db, request.account, people) if request.account else {}
    view = viewpoint_of(request.db, request.account, posts, FilterContext.PUBLIC)
    what = {"query": query, "kind": kind, "kinds": KINDS, "operators": OPERATORS, "problem": problem}
    return {**what, "page": page, "view": view, "known": known}


def _found(request: Request, kind: str, query: str) -> Page[Any]:
    """Read one page of what was found."""
    place = place_of(request)
    if kind == "people":
        return read_people_called(request.db, query, request.account, place, site=site_url(request).partition("://")[2])
    if kind == "tags":
        return read_tags_beginning(request.db, query.removeprefix("#"), request.account, place)
    return read_timeline(request.db, posts_saying(query, request.account), place)
