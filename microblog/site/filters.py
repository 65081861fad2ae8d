"""How templates write words, times and numbers."""

from collections.abc import Collection
from datetime import date, datetime

from babel.numbers import format_compact_decimal
from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from .. import text
from ..clock import now
from ..i18n import translated as in_language
from ..models import Account, Post
from ..queries.viewpoints import Viewpoint


@pass_context
def words(context: Context, post: Post, view: Viewpoint, site: str = "") -> Markup:
    """Write a post's text as HTML; names become links where somebody has them. Outside our pages, name the `site`."""
    return _html(context, post.text, view.named.get(post.id, frozenset()), site)


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


def gist(post: Post, limit: int = 70) -> str:
    """Say in one line what a post is about: of what is folded away, the warning alone."""
    return text.summary(post.warning or post.text, limit) or "A post without words"


def moment(when: datetime) -> Markup:
    """Write a moment so that programs, people and scripts can read it."""
    return Markup('<time datetime="{}" title="{}">{}</time>').format(
        when.strftime("%Y-%m-%dT%H:%M:%SZ"), when.strftime("%-d %B %Y, %H:%M UTC"), ago(when)
    )


def ago(when: datetime) -> str:
    """Say how long ago something was, as people do."""
    seconds = (now() - when).total_seconds()
    if seconds < 60:
        return "just now"
    if seconds < 3600:
        return f"{int(seconds / 60)} min"
    if seconds < 86400:
        return f"{int(seconds / 3600)} h"
    if seconds < 7 * 86400:
        return f"{int(seconds / 86400)} d"
    return f"{when.day} {when:%b}" if when.year == now().year else f"{when.day} {when:%b %Y}"


def day(when: date | datetime) -> str:
    """Write a day."""
    return f"{when.day} {when:%B %Y}"


def number(value: int) -> str:
    """Write a number with its thousands apart."""
    return f"{value:,}".replace(",", "\N{NARROW NO-BREAK SPACE}")


def short(value: int) -> str:
    """Write a number in little room: 950, 1.2K, 31K."""
    return str(format_compact_decimal(value, locale="en", fraction_digits=1 if value < 10_000 else 0))


def _html(context: Context, written: str, named: Collection[str], site: str) -> Markup:
    """Write a text as HTML with links to people and tags."""
    path = context["request"].route_path
    return text.to_html(
        written,
        mention_url=lambda name: site + path("profile", handle=f"@{name}") if name in named else None,
        tag_url=lambda name: site + path("tag", name=name),
    )
