"""What one does not want to read, for applications that know of filters with one word only.

Each word of a filter is a filter to them; what they make is a filter of that word.
"""

from datetime import date
from typing import Any

from pyramid.request import Request

from .. import models
from ..actions.filters import FilterChange, change_lone_keyword, delete_keyword, make_filter
from ..errors import Invalid, NotFound
from ..models import FILTER_TITLE_LENGTH, FilterAction
from ..queries.filters import keywords_of
from .contract import api_view
from .entities.base import Empty
from .entities.filters import FilterV1
from .filters import Seconds
from .given import Flag, Given, Many, Words
from .things import MISSING, id_of

OUTDATED = date(2022, 11, 14)
"""When the protocol (4.0) got filters with several words."""

Word = tuple[models.FilterKeyword, models.Filter]


class WordWish(Given):
    """A word and where it is not to be read; what is not given stays as it is."""

    phrase: Words | None = None
    context: Many[Words] | None = None
    """Where it works: home, notifications, public, thread, account."""
    irreversible: Flag | None = None
    """Whether what matches is not to be shown at all."""
    whole_word: Flag | None = None
    """Whether it must not be a part of another word."""
    expires_in: Seconds = None
    """After how many seconds it ends; an empty word is never."""

    def change(self, **more: Any) -> FilterChange:
        """What that is to the action."""
        action = {None: None, True: FilterAction.HIDE, False: FilterAction.WARN}[self.irreversible]
        facts = {"contexts": self.context, "action": action, "expires_in": self.expires_in}
        return FilterChange.read({**facts, "ends": "expires_in" in self.model_fields_set, **more})


def the_word(request: Request) -> Word:
    """Find a word of one of the reader's filters, with the filter."""
    words = keywords_of(request.account).where(models.FilterKeyword.id == id_of(request))
    found: Word | None = request.db.execute(words).one_or_none()
    if found is None:
        raise NotFound(MISSING)
    return found


@api_view("filters.v1", "GET", permission="read:filters", returns=list[FilterV1], deprecated=OUTDATED)
def index(context: Any, request: Request) -> list[Word]:
    """List the words of all of one's filters."""
    return list(request.db.execute(keywords_of(request.account)))


@api_view("filters.v1", "POST", permission="write:filters", takes=WordWish, returns=FilterV1, deprecated=OUTDATED)
def make(context: Any, request: Request) -> Word:
    """Make a filter of one word."""
    given = request.given
    word = {"keyword": _phrase(given), "whole_word": bool(given.whole_word)}
    made = make_filter(
        request.db, request.account, given.change(title=word["keyword"][:FILTER_TITLE_LENGTH], keywords=[word])
    )
    return made.keywords[0], made


@api_view("filter.v1", "GET", permission="read:filters", returns=FilterV1, about=the_word, deprecated=OUTDATED)
def show(found: Word, request: Request) -> Word:
    """Show a word of a filter."""
    return found


@api_view(
    "filter.v1",
    ("PUT", "PATCH"),
    permission="write:filters",
    takes=WordWish,
    returns=FilterV1,
    about=the_word,
    deprecated=OUTDATED,
)
def change(found: Word, request: Request) -> Word:
    """Change a word and its filter. Of a filter with several words, only the word can be changed this way."""
    (word, one), given = found, request.given
    wish = {"id": word.id, "keyword": given.phrase, "whole_word": given.whole_word}
    change_lone_keyword(request.db, one, given.change(keywords=[wish]))
    return word, one


@api_view("filter.v1", "DELETE", permission="write:filters", returns=Empty, about=the_word, deprecated=OUTDATED)
def delete(found: Word, request: Request) -> Empty:
    """Take a word out of its filter, which stays."""
    delete_keyword(request.db, found[0])
    return Empty()


def _phrase(given: WordWish) -> str:
    """Read the word of a new filter."""
    if not (given.phrase or "").strip():
        raise Invalid(phrase="Phrase can't be blank")
    return given.phrase or ""
