"""How templates write words, times and numbers."""

from collections.abc import Collection
from datetime import date, datetime

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from .. import text
from ..i18n import _
from ..i18n import translated as in_language
from ..models import Account, Post
from ..pens import Pen
from ..queries.viewpoints import Viewpoint


@pass_context
def words(context: Context, post: Post, view: Viewpoint, site: str = "") -> Markup:
    """Write a post's text as HTML; names become links where somebody has them. Outside our pages, name the `site`."""
    return _html(context, post.text, view.named.get(post.id, frozenset()), site, post.format)


@pass_context
def words_of(context: Context, account: Account, named: Collection[str]) -> Markup:
    """Write what somebody says of themselves as HTML; those of the names in it that are somebody's are `named`."""
    return _html(context, account.bio, named, "")


@pass_context
def translated(context: Context, sentence: str) -> str:
    """Say a sentence of Python's in the reader's language. (In templates, `_` would read its % as places to fill.)"""
    return in_language(context["request"].localizer, sentence)


def summary(written: str, limit: int = 70) -> str:
    """Shorten a text to one line."""
    return text.summary(written, limit)


@pass_context
def gist(context: Context, post: Post, limit: int = 70) -> str:
    """Say in one line what a post is about: of what is folded away, the warning alone."""
    return text.summary(post.warning or post.unmarked, limit) or translated(context, _("A post without words"))


@pass_context
def moment(context: Context, when: datetime) -> Markup:
    """Write a moment so that programs, people and scripts can read it."""
    pen = _pen(context)
    return Markup('<time datetime="{}" title="{}">{}</time>').format(
        when.strftime("%Y-%m-%dT%H:%M:%SZ"), pen.moment(when), pen.ago(when)
    )


@pass_context
def ago(context: Context, when: datetime) -> str:
    """Say how long ago something was, as people do."""
    return _pen(context).ago(when)


@pass_context
def day(context: Context, when: date | datetime) -> str:
    """Write a day; of a moment, the one that it is for the reader."""
    return _pen(context).day(when)


@pass_context
def number(context: Context, value: int) -> str:
    """Write a number with its thousands apart."""
    return _pen(context).number(value)


@pass_context
def short(context: Context, value: int) -> str:
    """Write a number in little room: 950, 1.2K, 31K."""
    return _pen(context).short(value)


def _pen(context: Context) -> Pen:
    """How things are written for the reader of a page."""
    pen: Pen = context["request"].pen
    return pen


def _html(
    context: Context,
    written: str,
    named: Collection[str],
    site: str,
    format: text.Format = text.Format.PLAIN,
) -> Markup:
    """Write a text as HTML with links to people and tags."""
    path = context["request"].route_path
    return text.to_html(
        written,
        mention_url=lambda name: site + path("profile", handle=f"@{name}") if name in named else None,
        tag_url=lambda name: site + path("tag", name=name),
        format=format,
    )
