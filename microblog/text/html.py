"""Text as HTML: everything is escaped; of plain text, nothing but <p>, <br> and <a> is ever built."""

from collections.abc import Callable
from urllib.parse import quote

import regex
from markupsafe import Markup, escape

from .bidi import closing
from .entities import Entity, find_entities
from .formats import Format
from .marked import markdown_html
from .plain import shorten
from .shows import Show
from .urls import SCHEME

MAX_SHOWN = 40  # characters of a link

OF_OTHERS = "nofollow noopener ugc"
"""What is said of where a link leads: that somebody else wrote it here."""


def to_html(
    text: str,
    *,
    mention_url: Callable[[str], str | None],
    tag_url: Callable[[str], str],
    rel: str = OF_OTHERS,
    format: Format | None = Format.PLAIN,
) -> Markup:
    """Show a text, cleaned before, as HTML.

    `mention_url` is asked for each name in lower case, as `mentions` lists it; None leaves the mention plain text.
    `tag_url` is asked for each tag as it is written. `rel` is what is said of where links lead.
    """

    def show(entity: Entity, written: str) -> Markup | None:
        """Show one entity that leads somewhere."""
        match entity.kind:
            case "mention":
                url = mention_url(entity.value.lower())
                return None if url is None else MENTION.format(url, written)
            case "hashtag":
                return TAG.format(tag_url(entity.value), written)
            case "link":
                return _link(written, rel)

    if format is Format.MARKDOWN:
        return markdown_html(text, show, BREAK)
    return Markup("").join(_paragraph(part, show) for part in BLANK_LINES.split(text.strip()) if part)


BLANK_LINES = regex.compile(r"\n(?:[^\S\n]*+\n)++")
ADDRESS = regex.compile(rf"({SCHEME})?([^/?#]++)(.*)")
RESERVED = "%:/?#[]@!$&'()*+,;=~"  # has a meaning where it stands (RFC 3986), so it is not encoded once more

BREAK = Markup("<br>")
MENTION = Markup('<a class="mention" href="{}">{}</a>')
TAG = Markup('<a class="tag" rel="tag" href="{}">{}</a>')
LINK = Markup('<a rel="{}" href="{}">{}</a>')
LONG_LINK = Markup('<a rel="{}" href="{}" title="{}">{}</a>')


def _paragraph(text: str, show: Show) -> Markup:
    """Show a paragraph, closing the direction marks it leaves open.

    <bdi> would do that too, but dir="auto" looks at no text within it, and every post would read left to right.
    """
    lines = BREAK.join(_line(line, show) for line in text.split("\n"))
    return Markup("<p>{}{}</p>").format(lines, closing(text))


def _line(text: str, show: Show) -> Markup:
    """Show a line."""
    pieces: list[Markup] = []
    at = 0
    for entity in find_entities(text):
        shown = show(entity, text[entity.start : entity.end])
        if shown is not None:
            pieces += escape(text[at : entity.start]), shown
            at = entity.end
    return Markup("").join((*pieces, escape(text[at:])))


def _link(url: str, rel: str) -> Markup:
    """Link to an address, and show it without its scheme and no longer than a line can bear."""
    [(scheme, host, rest)] = ADDRESS.findall(url)
    # The host stays as it is written: browsers encode those of other scripts, and know better than we how.
    href = (scheme or "https://") + host + quote(rest, safe=RESERVED)
    shown = shorten(host + rest, MAX_SHOWN)
    return LINK.format(rel, href, shown) if shown == host + rest else LONG_LINK.format(rel, href, url, shown)
