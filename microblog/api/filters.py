"""What one does not want to read, for applications."""

from typing import Annotated, Any

from pydantic import BeforeValidator, Field, WithJsonSchema
from pyramid.request import Request

from .. import models
from ..actions.filters import (
    FilterChange,
    KeywordChange,
    add_keyword,
    change_filter,
    change_keyword,
    delete_filter,
    delete_keyword,
    filter_post,
    make_filter,
    unfilter_post,
)
from ..errors import NotFound
from ..models import FilterAction
from ..queries.filters import filter_of, filtered_posts_of, filters_of, keywords_of
from .contract import api_view
from .entities.base import Empty
from .entities.filters import Filter, FilterKeyword, FilterStatus
from .given import Flag, Given, Many, Number, Reference, Words
from .things import MISSING, id_of


def _never(value: Any) -> Any:
    """Read an empty word as never."""
    return None if value == "" else value


Seconds = Annotated[
    Number | str | None,
    BeforeValidator(_never),
    WithJsonSchema({"anyOf": [{"type": "integer"}, {"const": ""}, {"type": "null"}]}),
]
"""After how many seconds it ends; an empty word is never."""


class KeywordWish(Given):
    """A word, as it is to be."""

    keyword: Words | None = None
    whole_word: Flag | None = None
    """Whether it must not be a part of another word."""


class NestedKeyword(KeywordWish):
    """A word to add, or with an id to change or to take out."""

    id: Reference | None = None
    gone: Flag = Field(False, alias="_destroy")
    """Whether to take it out."""


class FilterWish(Given):
    """A filter, as it is to be; what is not given stays as it is."""

    title: Words | None = None
    context: Many[Words] | None = None
    """Where it works: home, notifications, public, thread, account."""
    filter_action: FilterAction | None = None
    expires_in: Seconds = None
    """After how many seconds it ends; an empty word is never."""
    keywords_attributes: Many[NestedKeyword] = Field([])
    """Its words."""

    def change(self) -> FilterChange:
        """What that is to the action."""
        return FilterChange.read(
            {
                "title": self.title,
                "contexts": self.context,
                "action": self.filter_action,
                "ends": "expires_in" in self.model_fields_set,
                "expires_in": self.expires_in,
                "keywords": [word.model_dump() for word in self.keywords_attributes],
            }
        )


class PostWish(Given):
    """Which post is to match whatever it says."""

    status_id: Reference


def the_filter(request: Request) -> models.Filter:
    """Find one of the reader's filters."""
    return _found(request.db.scalar(filter_of(request.account, id_of(request))))


def the_keyword(request: Request) -> models.FilterKeyword:
    """Find a word of one of the reader's filters."""
    return _found(request.db.scalar(keywords_of(request.account).where(models.FilterKeyword.id == id_of(request))))


def the_filtered_post(request: Request) -> models.FilterPost:
    """Find the fact that one of the reader's filters names a post."""
    return _found(request.db.scalar(filtered_posts_of(request.account).where(models.FilterPost.id == id_of(request))))


@api_view("filters", "GET", permission="read:filters", returns=list[Filter])
def index(context: Any, request: Request) -> list[models.Filter]:
    """List one's filters, those that have ended among them."""
    return list(request.db.scalars(filters_of(request.account)))


@api_view("filters", "POST", permission="write:filters", takes=FilterWish, returns=Filter)
def make(context: Any, request: Request) -> models.Filter:
    """Make a filter."""
    return make_filter(request.db, request.account, request.given.change())


@api_view("filter", "GET", permission="read:filters", returns=Filter, about=the_filter)
def show(one: models.Filter, request: Request) -> models.Filter:
    """Show a filter."""
    return one


@api_view("filter", ("PUT", "PATCH"), permission="write:filters", takes=FilterWish, returns=Filter, about=the_filter)
def change(one: models.Filter, request: Request) -> models.Filter:
    """Change a filter. A word without an id is added, one with an id changed, or taken out with `_destroy`."""
    change_filter(request.db, one, request.given.change())
    return one


@api_view("filter", "DELETE", permission="write:filters", returns=Empty, about=the_filter)
def delete(one: models.Filter, request: Request) -> Empty:
    """Delete a filter."""
    delete_filter(request.db, one)
    return Empty()


@api_view("filter.keywords", "GET", permission="read:filters", returns=list[FilterKeyword], about=the_filter)
def index_keywords(one: models.Filter, request: Request) -> list[models.FilterKeyword]:
    """List the words of a filter."""
    return one.keywords


@api_view(
    "filter.keywords",
    "POST",
    permission="write:filters",
    takes=KeywordWish,
    returns=FilterKeyword,
    about=the_filter,
)
def add_word(one: models.Filter, request: Request) -> models.FilterKeyword:
    """Add a word to a filter."""
    return add_keyword(request.db, one, KeywordChange.read(request.given.model_dump()))


@api_view("filter.keyword", "GET", permission="read:filters", returns=FilterKeyword, about=the_keyword)
def show_keyword(word: models.FilterKeyword, request: Request) -> models.FilterKeyword:
    """Show a word of a filter."""
    return word


@api_view(
    "filter.keyword",
    ("PUT", "PATCH"),
    permission="write:filters",
    takes=KeywordWish,
    returns=FilterKeyword,
    about=the_keyword,
)
def change_word(word: models.FilterKeyword, request: Request) -> models.FilterKeyword:
    """Change a word of a filter."""
    change_keyword(request.db, word, KeywordChange.read(request.given.model_dump()))
    return word


@api_view("filter.keyword", "DELETE", permission="write:filters", returns=Empty, about=the_keyword)
def delete_word(word: models.FilterKeyword, request: Request) -> Empty:
    """Take a word out of its filter, which stays."""
    delete_keyword(request.db, word)
    return Empty()


@api_view("filter.statuses", "GET", permission="read:filters", returns=list[FilterStatus], about=the_filter)
def index_posts(one: models.Filter, request: Request) -> list[models.FilterPost]:
    """List the posts that a filter names."""
    named = filtered_posts_of(request.account).where(models.FilterPost.filter_id == one.id)
    return list(request.db.scalars(named))


@api_view(
    "filter.statuses",
    "POST",
    permission="write:filters",
    takes=PostWish,
    returns=FilterStatus,
    about=the_filter,
)
def add_post(one: models.Filter, request: Request) -> models.FilterPost:
    """Let a filter match a post whatever it says."""
    return filter_post(request.db, request.account, one, request.given.status_id)


@api_view("filter.status", "GET", permission="read:filters", returns=FilterStatus, about=the_filtered_post)
def show_post(named: models.FilterPost, request: Request) -> models.FilterPost:
    """Show which post a filter names."""
    return named


@api_view("filter.status", "DELETE", permission="write:filters", returns=Empty, about=the_filtered_post)
def delete_post(named: models.FilterPost, request: Request) -> Empty:
    """Let a filter no longer name a post."""
    unfilter_post(request.db, named)
    return Empty()


def _found(thing: Any) -> Any:
    """Give back what was found; NotFound if nothing was."""
    if thing is None:
        raise NotFound(MISSING)
    return thing
