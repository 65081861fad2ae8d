"""What a page says of itself: in OpenGraph's words, in those of Twitter's cards, or in plain HTML.

Only its tags are looked at, one after the other as Python's own tokenizer finds them; no tree is built, so that none
can be too deep. Each construct, the whole, and the time it takes are bounded.
"""

import re
import time
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urljoin

from .fetcher import Fetched
from .targets import LONGEST

SECONDS = 3.0
PIECE = 8 * 1024
MOST_PENDING = 64 * 1024
"""How long a single tag or comment may be."""
MOST_SAID = 4000
"""Characters of each thing that it says."""
MOST_ME = 100
"""How many addresses it may say to be of the same person."""

CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset=["']?\s*([a-z0-9_-]{1,30})""", re.IGNORECASE)
KNOWN_CHARSETS = re.compile(
    r"utf-?8|utf-16(?:le|be)?|us-ascii|iso-8859-(?:[2-9]|1[0-6])|windows-125[0-8]|koi8-[ru]|shift_jis|sjis|euc-jp"
    r"|iso-2022-jp|gb2312|gbk|gb18030|big5|euc-kr|macintosh"
)
BOMS = {b"\xef\xbb\xbf": "utf-8", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
LATIN = {"", "latin1", "iso-8859-1", "us-ascii"}

TITLES = ("og:title", "twitter:title", "<title>")
DESCRIPTIONS = ("og:description", "twitter:description", "description")
PICTURES = ("og:image:secure_url", "og:image:url", "og:image", "twitter:image", "twitter:image:src")
PICTURE_WORDS = ("og:image:alt", "twitter:image:alt")
SITES = ("og:site_name", "application-name")
AUTHORS = ("author", "article:author", "twitter:creator")
WANTED = {*TITLES, *DESCRIPTIONS, *PICTURES, *PICTURE_WORDS, *SITES, *AUTHORS, "robots", "article:published_time"}


@dataclass(frozen=True)
class Page:
    """What a page says of itself: as it is written there, cut if it is very long; empty where it says nothing."""

    title: str = ""
    description: str = ""
    site_name: str = ""
    author: str = ""
    published: str = ""
    language: str = ""
    picture: str = ""
    """The address of a picture that stands for it."""
    picture_words: str = ""
    me: frozenset[str] = frozenset()
    """Addresses of which it says that they are the same person's (rel="me")."""


def read_page(found: Fetched) -> Page:
    """Read what was fetched."""
    tags = _Tags()
    _feed(tags, _letters(found))
    said = tags.said
    base = _joined(found.target.url, tags.base) or found.target.url
    hints = f"{said.get('robots', '')},{found.headers.get('x-robots-tag', '')}".lower().replace(" ", "")
    quiet = "nosnippet" in hints or "max-snippet:0" in hints
    blind = "noimageindex" in hints or "max-image-preview:none" in hints
    return Page(
        title=_first(said, TITLES),
        description="" if quiet else _first(said, DESCRIPTIONS),
        site_name=_first(said, SITES),
        author=_name(_first(said, AUTHORS)),
        published=said.get("article:published_time", ""),
        language=tags.language,
        picture="" if blind else _joined(base, _first(said, PICTURES)),
        picture_words=_first(said, PICTURE_WORDS),
        me=frozenset(filter(None, (_joined(base, href) for href in tags.me))),
    )


class _Tags(HTMLParser):
    """Takes down what the tags say; of what is said twice, what was said first."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: dict[str, str] = {}
        self.me: list[str] = []
        self.base = self.language = ""
        self.titling = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at a tag."""
        if tag not in ("meta", "link", "a", "base", "html", "title"):
            return
        words = {name: (value or "")[:MOST_SAID] for name, value in reversed(attrs)}
        if tag == "meta":
            for name in ("property", "name"):
                self._say(words.get(name, "").strip().lower(), words.get("content", ""))
        elif tag == "title":
            self.titling = "<title>" not in self.said
        elif tag == "html":
            self.language = self.language or words.get("lang", "")
        elif tag == "base":
            self.base = self.base or words.get("href", "")
        elif "me" in words.get("rel", "").lower().split() and len(self.me) < MOST_ME:
            self.me.append(words.get("href", ""))

    def handle_endtag(self, tag: str) -> None:
        """A title ends."""
        if tag == "title":
            self.titling = False

    def handle_data(self, data: str) -> None:
        """Take down the title."""
        if self.titling:
            self.said["<title>"] = (self.said.get("<title>", "") + data)[:MOST_SAID]

    def _say(self, name: str, content: str) -> None:
        """Take down what a tag says, once."""
        if name in WANTED and content.strip():
            if name == "robots":
                self.said[name] = f"{self.said.get(name, '')},{content}"[:MOST_SAID]
            else:
                self.said.setdefault(name, content)


def _feed(tags: _Tags, letters: str) -> None:
    """Let a page be read as far as there is time, and as its tags have an end."""
    end = time.monotonic() + SECONDS
    for start in range(0, len(letters), PIECE):
        try:
            tags.feed(letters[start : start + PIECE])
        except AssertionError:  # so the tokenizer says of some declarations that they are none
            return
        if time.monotonic() > end or (len(tags.rawdata) > MOST_PENDING and not tags.cdata_elem):
            return


def _letters(found: Fetched) -> str:
    """Read the bytes as letters, as the page, its server, or a habit says."""
    data = found.data
    for mark, charset in BOMS.items():
        if data.startswith(mark):
            return data.removeprefix(b"\xef\xbb\xbf").decode(charset, "replace")
    inside = CHARSET.search(data[:2048])
    named = found.charset or (inside[1].decode("ascii").lower() if inside else "utf-8")
    if named in LATIN:
        named = "windows-1252"
    return data.decode(named if KNOWN_CHARSETS.fullmatch(named) else "utf-8", "replace")


def _first(said: dict[str, str], names: tuple[str, ...]) -> str:
    """The first of some things that is said at all."""
    return next((said[name].strip() for name in names if name in said), "")


def _name(author: str) -> str:
    """A name; some say an address in its place."""
    return "" if "://" in author else author.removeprefix("@")


def _joined(base: str, href: str) -> str:
    """The whole address of what a page names; empty if it is none on the web."""
    href = href.strip()
    if not href or len(href) > LONGEST:
        return ""
    try:
        whole = urljoin(base, href)
    except ValueError:
        return ""
    return whole if whole.lower().startswith(("http://", "https://")) else ""
