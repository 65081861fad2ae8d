"""Texts as HTML in the form that clients look for: they find people, tags and links by their classes."""

from collections.abc import Mapping
from urllib.parse import quote

import regex
from markupsafe import Markup, escape
from pyramid.request import Request

from ..addresses import profile_url, tag_url
from ..models import Account
from ..text import Entity, Format, find_entities, tag_key
from ..text.bidi import closing
from ..text.marked import markdown_html

MENTION = Markup('<span class="h-card"><a href="{}" class="u-url mention">@<span>{}</span></a></span>')
TAG = Markup('<a href="{}" class="mention hashtag" rel="tag">#<span>{}</span></a>')
LINK = Markup(
    '<a href="{}" target="_blank" rel="nofollow noopener"><span class="invisible">{}</span>'
    '<span class="{}">{}</span><span class="invisible">{}</span></a>'
)
ADDRESS = regex.compile(r"((?:https?://)?(?:www\.)?)(.*)", regex.IGNORECASE | regex.DOTALL)
BLANK_LINES = regex.compile(r"\n(?:[^\S\n]*+\n)++")
RESERVED = "%:/?#[]@!$&'()*+,;=~"
MAX_SHOWN = 30


def content_html(
    request: Request, text: str, named: Mapping[str, Account], format: Format | None = Format.PLAIN
) -> str:
    """Show a text; `named` are those of the usernames in it (in lower case) that are somebody's."""

    def show(entity: Entity, written: str) -> Markup:
        """Show one entity."""
        if entity.kind == "link":
            return link_html(written)
        if entity.kind == "hashtag":
            return TAG.format(tag_url(request, tag_key(entity.value)), entity.value)
        account = named.get(entity.value.lower())
        return MENTION.format(profile_url(request, account), entity.value) if account else escape(written)

    if format is Format.MARKDOWN:
        return str(markdown_html(text, show, Markup("<br />")))
    parts = [part for part in BLANK_LINES.split(text.strip()) if part]
    lines = ([_line(line, show) for line in part.split("\n")] for part in parts)
    return "".join(f"<p>{'<br />'.join(line)}{closing(part)}</p>" for part, line in zip(parts, lines, strict=True))


def link_html(url: str) -> Markup:
    """Link to an address; scheme and what is too long to show are there for those who copy."""
    [(head, rest)] = ADDRESS.findall(url)[:1]
    href = (url if head.lower().startswith("http") else f"https://{url}").replace(" ", "%20")
    host, slash, path = href.partition("://")[2].partition("/")
    href = href.partition("://")[0] + "://" + host + slash + quote(path, safe=RESERVED)
    shown, hidden = rest[:MAX_SHOWN], rest[MAX_SHOWN:]
    return LINK.format(href, head, "ellipsis" if hidden else "", shown, hidden)


def plain_html(request: Request, text: str) -> str:
    """Show a text in which nobody is looked up: descriptions of a profile."""
    return content_html(request, text, {})


def _line(line: str, show: object) -> str:
    """Show a line."""
    pieces: list[Markup] = []
    at = 0
    for entity in find_entities(line):
        pieces += escape(line[at : entity.start]), show(entity, line[entity.start : entity.end])  # type: ignore[operator]
        at = entity.end
    return str(Markup("").join((*pieces, escape(line[at:]))))
