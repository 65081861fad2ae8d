"""Reading a page as strictly as no browser does."""

from collections import Counter
from html.parser import HTMLParser
from typing import Any

from webob import Response

VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"])
SVG = frozenset(["path", "circle", "rect", "line", "text", "g"])
BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "details",
        "div",
        "dl",
        "fieldset",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "header",
        "hr",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "ul",
    ]
)
ALONE = frozenset(["a", "button", "form", "label", "p"])
"""Elements that hold none of their own kind."""

Attributes = dict[str, str | None]


class Page(HTMLParser):
    """A page's elements, and in `problems` what is wrong with how it is written."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.problems: list[str] = []
        self.elements: list[tuple[str, Attributes]] = []
        self.words: dict[str, list[str]] = {}
        self._open: list[str] = []
        if not source.lstrip().lower().startswith("<!doctype html>"):
            self.problems.append("no doctype")
        self.feed(source)
        self.close()
        self.problems += [f"<{tag}> is never closed" for tag in self._open]
        self.problems += [f"id {id!r} stands {n} times" for id, n in Counter(self.values("id")).items() if n > 1]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._begin(tag, attrs)
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID | SVG:
            self.problems.append(f"<{tag}/> cannot close itself")
        self._begin(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open.pop() != tag:
            self.problems.append(f"</{tag}> at {self.getpos()} closes something else")

    def handle_data(self, data: str) -> None:
        if self._open:
            within = "figure title" if self._open[-1] == "title" and "svg" in self._open else self._open[-1]
            self.words.setdefault(within, []).append(data)

    def _begin(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        self.elements.append((tag, dict(attrs)))
        if len(names) != len(set(names)):
            self.problems.append(f"<{tag}> at {self.getpos()} says something twice: {names}")
        if ("p" in self._open and tag in BLOCKS) or (tag in ALONE and tag in self._open):
            self.problems.append(f"<{tag}> at {self.getpos()} within {self._open}")
        if (tag == "li" and self._open[-1] not in ("ul", "ol")) or (
            tag != "li" and self._open[-1:] in (["ul"], ["ol"])
        ):
            self.problems.append(f"<{tag}> at {self.getpos()} within <{self._open[-1]}>")
        if tag == "button" and "a" in self._open:
            self.problems.append(f"a button at {self.getpos()} within a link")

    def all(self, tag: str) -> list[Attributes]:
        """The attributes of all elements of a kind."""
        return [attributes for name, attributes in self.elements if name == tag]

    def values(self, name: str, tag: str | None = None) -> list[str]:
        """What an attribute says wherever it stands, on all elements or on those of one kind."""
        return [
            attributes[name] or "" for kind, attributes in self.elements if name in attributes and tag in (None, kind)
        ]

    def meta(self, name: str) -> str | None:
        """What a <meta> says, by its name or property."""
        found = [one.get("content") for one in self.all("meta") if name in (one.get("name"), one.get("property"))]
        return found[0] if found else None

    def link(self, rel: str) -> str | None:
        """Where a <link> leads."""
        return next((one.get("href") for one in self.all("link") if one.get("rel") == rel), None)

    @property
    def title(self) -> str:
        """The page's title."""
        return "".join(self.words.get("title", []))


def read_page(response: Response | Any, *, tokenless: int = 0) -> Page:
    """Read a page of the site's design, and insist on all that any such page owes its readers.

    Forms that need no token are counted, so that there are no others.
    """
    assert response.content_type == "text/html"
    page = Page(response.text)
    assert page.problems == [] == _omissions(page, tokenless), response.request.path
    return page


def _omissions(page: Page, tokenless: int) -> list[str]:
    """What a page lacks."""
    lacks = [f"<{tag}>" for tag in ("title", "main", "header", "nav", "h1") if not page.all(tag)]
    lacks += [f"only one <{tag}>" for tag in ("main", "h1") if len(page.all(tag)) > 1]
    lacks += ["a language"] * (page.all("html")[0].get("lang") != "en")
    lacks += ["words in its title"] * (not page.title.strip())
    lacks += ["a skip link"] * ("#main" not in page.values("href", "a"))
    if page.link("canonical"):
        lacks += [
            name for name in ("og:title", "og:type", "og:url", "og:image", "og:description") if not page.meta(name)
        ]
        lacks += ["an address in OpenGraph that is the canonical one"] * (page.meta("og:url") != page.link("canonical"))
    else:
        lacks += ["a canonical link or noindex"] * (page.meta("robots") != "noindex")
    ids, labelled = set(page.values("id")), set(page.values("for", "label"))
    referred = [*labelled, *" ".join(page.values("aria-labelledby") + page.values("aria-describedby")).split()]
    lacks += [f"an element #{id}" for id in referred if id not in ids]
    fields = [one for tag in ("input", "textarea", "select") for one in page.all(tag) if one.get("type") != "hidden"]
    lacks += [f"a label for {one}" for one in fields if one.get("id") not in labelled]
    lacks += [f"an alt for {one}" for one in page.all("img") if "alt" not in one]
    lacks += [f"a name for {one}" for one in page.all("nav") if not one.get("aria-label")]
    lacks += [f"a moment in {one}" for one in page.all("time") if not (one.get("datetime") or "").endswith("Z")]
    lacks += ["a token in each form that posts"] * (
        _posting_forms(page) != page.values("name", "input").count("csrf_token") + tokenless
    )
    return lacks


def _posting_forms(page: Page) -> int:
    """How many forms change something."""
    return [(form.get("method") or "").lower() for form in page.all("form")].count("post")
