"""What one does not want to read: words, where they count, and what becomes of posts that say them."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from ..actions.filters import (
    FilterChange,
    KeywordChange,
    change_filter,
    delete_filter,
    filter_post,
    make_filter,
    unfilter_post,
)
from ..actions.inputs import Input, Words
from ..errors import Invalid, NotFound
from ..i18n import _
from ..models import Filter, FilterAction, FilterContext, FilterKeyword, Post
from ..queries.filters import filter_of, filters_of, posts_named_by
from ..queries.paging import MAX_ID
from ..queries.posts import visible_post
from ..text import hashtags
from .durations import FOR_EVER, SPANS
from .forms import Form, word
from .sentences import say

PLACES = {
    FilterContext.HOME: _("On the home page and in lists"),
    FilterContext.NOTIFICATIONS: _("Among notifications"),
    FilterContext.PUBLIC: _("In what everybody writes, and in what is found"),
    FilterContext.THREAD: _("In conversations"),
    FilterContext.ACCOUNT: _("On profiles"),
}
"""Where a filter works, in words."""

DEEDS = {
    FilterAction.WARN: _("Fold them, and say why"),
    FilterAction.HIDE: _("Leave them out"),
    FilterAction.BLUR: _("Veil their pictures only"),
}
"""What becomes of posts that a filter matches, in words."""

AS_IT_IS = ""
"""Chosen of how long a filter works: what was decided before."""


class FilterWords(Input):
    """The words of a filter, one on each line."""

    whole: Words = ""
    """Which must not be parts of other words."""
    parts: Words = ""
    """Which may stand anywhere."""

    def keywords(self, known: Iterable[FilterKeyword] = ()) -> tuple[KeywordChange, ...]:
        """What has to be changed about the words that there are, so that they are these."""
        wanted = dict.fromkeys(_lines(self.parts), False) | dict.fromkeys(_lines(self.whole), True)
        changes = []
        for one in known:
            whole = wanted.pop(one.keyword, None)
            changes.append(KeywordChange(id=one.id, whole_word=whole, gone=whole is None))
        return (*changes, *(KeywordChange(keyword=line, whole_word=whole) for line, whole in wanted.items()))


@view_config(
    route_name="settings.filters",
    renderer="settings/filters.jinja2",
    permission="member",
    request_method="GET",
    budget=5,
)
def filters(request: Request) -> Mapping[str, Any]:
    """List what one does not want to read."""
    return {"filters": request.db.scalars(filters_of(request.account)).all(), "places": PLACES, "deeds": DEEDS}


@view_config(
    route_name="settings.filters.new",
    renderer="filters/edit.jinja2",
    permission="member",
    request_method=("GET", "POST"),
    budget=4,
)
def new(request: Request) -> Mapping[str, Any] | Response:
    """Ask what one does not want to read, perhaps because of a post; once sent, filter it."""
    post = _post(request)
    form = Form(request, FilterWords, _suggested(post), many=("contexts",))
    if form.sent:
        with form:
            named = post if form.typed("post") == "yes" else None
            made = make_filter(request.db, request.account, _wish(form, named=named is not None))
            if named is not None:
                filter_post(request.db, request.account, made, named.id)
            say(request, _("From now on that is filtered."))
            return HTTPSeeOther(request.route_url("settings.filters"))
    return _page(form, chosen=form.chosen("contexts") if form.sent else list(FilterContext), post=post)


@view_config(
    route_name="settings.filters.edit",
    renderer="filters/edit.jinja2",
    permission="member",
    request_method=("GET", "POST"),
    budget=6,
)
def edit(request: Request) -> Mapping[str, Any] | Response:
    """Show a filter as a form; once sent, change it."""
    one = _filter(request)
    form = Form(request, FilterWords, _said_by(one), many=("contexts",))
    named = request.db.execute(posts_named_by(one, request.account)).all()
    if form.sent:
        with form:
            forgotten = form.chosen("forgotten")
            gone = [fact for fact, _post in named if str(fact.id) in forgotten]
            change_filter(request.db, one, _wish(form, one.keywords, named=len(one.posts) > len(gone)))
            for fact in gone:
                unfilter_post(request.db, fact)
            say(request, _("The filter is changed."))
            return HTTPSeeOther(request.route_url("settings.filters"))
    return _page(form, chosen=form.chosen("contexts") if form.sent else one.contexts, filter=one, named=named)


@view_config(
    route_name="settings.filters.delete",
    renderer="filters/delete.jinja2",
    permission="member",
    request_method=("GET", "POST"),
    budget=5,
)
def delete(request: Request) -> Mapping[str, Any] | Response:
    """Ask whether a filter is to be thrown away; once sent, do it."""
    one = _filter(request)
    if request.method == "POST":
        delete_filter(request.db, one)
        say(request, _("The filter is gone."))
        return HTTPSeeOther(request.route_url("settings.filters"))
    return {"filter": one}


def _filter(request: Request) -> Filter:
    """Find the filter that an address names, if it belongs to whoever asks."""
    one: Filter | None = request.db.scalar(filter_of(request.account, int(request.matchdict["id"])))
    if one is None:
        raise NotFound(_("You have no such filter."))
    return one


def _post(request: Request) -> Post | None:
    """Find the post because of which one wants a filter, if the address names one that one may see."""
    number = word(request, "because")
    if not (number.isascii() and number.isdigit() and len(number) <= 19 and int(number) <= MAX_ID):
        return None
    post: Post | None = request.db.scalar(visible_post(int(number), request.account))
    return post


def _suggested(post: Post | None) -> dict[str, str]:
    """What a new filter begins with: of a post, its hashtags."""
    tags = [f"#{tag}" for tag in hashtags(post.text)] if post else []
    begin = {"action": FilterAction.WARN, "seconds": FOR_EVER, "post": "yes" if post else ""}
    return {**begin, "title": ", ".join(tags[:3]), "whole": "\n".join(tags)}


def _said_by(one: Filter) -> dict[str, str]:
    """What a filter says, as fields of a form."""
    whole, parts = (
        "\n".join(word.keyword for word in one.keywords if word.whole_word is whole) for whole in (True, False)
    )
    return {"title": one.title, "action": one.action, "seconds": AS_IT_IS, "whole": whole, "parts": parts}


def _wish(form: Form[FilterWords], known: Iterable[FilterKeyword] = (), *, named: bool) -> FilterChange:
    """What is wanted of a filter that names posts or not; Invalid if it works nowhere, or can match nothing."""
    words, contexts = form.value, form.chosen("contexts")
    problems = {}
    if not contexts:
        problems["contexts"] = _("Choose where it works.")
    if not (named or words.whole or words.parts):
        problems["whole"] = _("Write a word at least.")
    if problems:
        raise Invalid(problems)

    seconds = form.typed("seconds")
    facts = {"title": form.typed("title"), "contexts": contexts, "action": form.typed("action") or None}
    lasts = {"ends": seconds != AS_IT_IS, "expires_in": None if seconds in (AS_IT_IS, FOR_EVER) else seconds}
    return FilterChange.read({**facts, **lasts, "keywords": words.keywords(known)})


def _page(
    form: Form[FilterWords],
    *,
    chosen: Collection[str],
    filter: Filter | None = None,
    post: Post | None = None,
    named: Collection[Any] = (),
) -> Mapping[str, Any]:
    """Show the form of a filter."""
    spans = SPANS if filter is None else {AS_IT_IS: _("As it is"), **SPANS}
    what = {"form": form, "filter": filter, "post": post, "named": named, "chosen": chosen}
    return {**what, "places": PLACES, "deeds": DEEDS, "spans": spans}


def _lines(words: str) -> list[str]:
    """The lines of a text that say something, each once."""
    return list(dict.fromkeys(" ".join(line.split()) for line in words.splitlines() if line.strip()))
