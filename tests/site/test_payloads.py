"""Whatever is typed anywhere does nothing anywhere: on pages, in feeds, in frames, in JSON, in headers."""

import html
import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree

import pytest

from microblog.jobs.mail import send_letters
from microblog.media import Storage
from tests.making import make_account, make_post
from tests.payloads import MARKER, PAYLOADS, plant
from tests.site.page import read_page
from tests.site.wire import FORM, ask, cookies_of

OURS = re.compile(
    r"""
    a| article| aside| b| bdi| blockquote| body| br| button| circle| code| dd| del| details| div| dl| dt| em|
    fieldset| figcaption| figure| footer| form| h1| h2| h3| h4| head| header| hr| html| img| input| label|
    legend| li| line| link| main| meta| nav| ol| optgroup| option| p| path| pre| q| rect| s| script| section|
    select| small| span| strong| summary| svg| table| tbody| td| text| textarea| th| thead| time| title| tr| u|
    ul
    """,
    re.VERBOSE,
)
"""The elements that our templates, and texts that were written with marks, are made of."""
LEADING = ("href", "src", "action", "formaction", "poster", "data", "srcset")
HARMLESS = re.compile(r"(?:https?://|/(?!/)|\?|#|mailto:|data:image/|$)")
SETTINGS = ("profile", "filters", "applications", "sessions", "mutes", "blocks", "mail")


class Dangers(HTMLParser):
    """What a piece of HTML could do beyond leading somewhere of the web."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        facts = dict(attrs)
        if tag == "base" and set(facts) == {"target"}:
            return  # of the frame on other sites
        if not OURS.fullmatch(tag):
            self.found.append(f"<{tag}>")
        self.found += [f"{tag} {name}={value}" for name, value in attrs if name.startswith("on") or name == "style"]
        self.found += [f"{name}={facts[name]}" for name in LEADING if not HARMLESS.match(facts.get(name) or "")]
        if tag == "script" and not re.fullmatch(r"/static/[0-9a-f]{10}/site\.js", facts.get("src") or ""):
            self.found.append(f"script {facts}")

    def handle_data(self, data: str) -> None:
        if self.rawdata and self.lasttag in ("script", "style") and MARKER in data:
            self.found.append(data)


def assert_harmless(answer: Any) -> None:
    """Nothing of ours is broken by what stands in it, and nothing in it does anything."""
    assert answer.status_int < 500, answer.request.environ
    for name, value in answer.headers.items():
        assert not set("\r\n") & set(value), (name, value)
        assert value != "a=b", name
        assert name.lower() != "x", value
    assert not answer.headers.get("Location", "/").startswith(("//", "http://evil", "https://evil"))
    kind = answer.content_type
    if kind == "text/html":
        assert Dangers(answer.text).found == [], answer.request.environ
        if "embed" not in answer.request.environ["PATH_INFO"]:
            read_page(answer)
    elif kind == "application/atom+xml":
        for content in ElementTree.fromstring(answer.body).iter("{http://www.w3.org/2005/Atom}content"):
            assert Dangers(content.text or "").found == [], answer.request.environ
    elif "json" in kind:
        assert all(Dangers(one).found == [] for one in _html_in(json.loads(answer.text)))


def _html_in(thing: Any, name: str = "") -> Iterator[str]:
    """All that is HTML in something that was JSON."""
    if isinstance(thing, dict):
        for key, value in thing.items():
            yield from _html_in(value, key)
    elif isinstance(thing, list):
        for value in thing:
            yield from _html_in(value, name)
    elif isinstance(thing, str) and name in ("content", "content_html", "note", "value"):
        yield thing


@pytest.fixture
def planted(db, tmp_path):
    return plant(db, Storage(tmp_path / "media"))


def test_every_sink_takes_what_can_be_kept(planted):
    unkept = {"no text", "half a character"}

    assert planted.refused.pop("post that is only that") <= unkept | {"nothing to see"}
    assert planted.refused.pop("tag", set()) <= unkept
    for sink, names in planted.refused.items():
        assert names <= unkept | {"nothing to see"}, sink
    assert sum(map(len, planted.posts.values())) > 4 * len(PAYLOADS)


def test_on_no_page_does_it_do_anything(planted, visitors):
    stranger, reader = visitors(), visitors().log_in("reader")
    seen = 0
    for visitor in (stranger, reader):
        for start in ("/", "/public", "/tags/tag", "/notifications", "/explore", "/directory", "/@reader/following"):
            address = start
            while address and seen < 400:
                page = visitor.get(address, status="*")
                if page.status_int != 200:
                    break
                assert_harmless(page)
                seen += 1
                older = page.html.select_one("nav.turn a[rel=next]")
                address = start + html.unescape(older["href"]).partition("?")[2].join(("?", "")) if older else ""
    for name, person in planted.people.items():
        assert_harmless(stranger.get(f"/@{person.username}"))
        assert_harmless(reader.get(f"/@{person.username}/note"))
        for post in planted.posts.get(name, [])[:1]:
            assert_harmless(reader.get(f"/@{person.username}/{post.id}"))
    assert seen > 20


def test_in_no_list_of_ones_own_does_it_do_anything(planted, visitors):
    reader = visitors().log_in("reader")

    for path in ("/lists", "/drafts", "/@p0/lists", *(f"/settings/{name}" for name in SETTINGS)):
        assert_harmless(reader.get(path, status="*"))
    for one in planted.lists[::4]:
        assert_harmless(reader.get(f"/lists/{one.id}"))
        assert_harmless(reader.get(f"/lists/{one.id}/edit"))
    drafts = reader.get("/drafts").html.select("a[href*=draft]")
    assert len(drafts) > 20
    for link in drafts[::4]:
        assert_harmless(reader.get(link["href"]))


def test_in_nothing_that_leaves_the_site_does_it_do_anything(planted, visitor):
    for path in ("/tags/tag.atom", "/tags/tag.json", "/sitemap.xml"):
        assert_harmless(visitor.get(path))
    for name, person in planted.people.items():
        assert_harmless(visitor.get(f"/@{person.username}.atom"))
        assert_harmless(visitor.get(f"/@{person.username}.json"))
        assert_harmless(visitor.get(f"/api/v1/accounts/{person.id}/statuses"))
        for post in planted.posts.get(name, [])[:1]:
            address = f"http://localhost/@{person.username}/{post.id}"
            assert_harmless(visitor.get(f"/@{person.username}/{post.id}/embed"))
            frame = visitor.get("/oembed", params={"url": address}).json["html"]
            assert Dangers(frame).found == ["<iframe>"]


@pytest.mark.parametrize("name", [None, "reader"])
def test_in_no_address_does_it_do_anything(db, visitors, registry, name):
    visitor = visitors()
    if name:
        make_account(db, name)
        visitor.log_in(name)
    cookies = cookies_of(visitor)
    for payload in PAYLOADS.values():
        raw = payload[:600].encode("utf-8", "surrogatepass")
        value = quote(raw, safe="").encode()
        for path, key in (
            ("/search", b"q"),
            ("/search", b"kind"),
            ("/login", b"next"),
            ("/compose", b"reply_to"),
            ("/compose", b"text"),
            ("/compose", b"draft"),
            ("/public", b"before"),
            ("/notifications", b"only"),
            ("/oembed", b"url"),
            ("/oauth/authorize", b"client_id"),
        ):
            assert_harmless(ask(registry["wsgi"], "GET", path, key + b"=" + value, HTTP_COOKIE=cookies))
        for path in (b"/", b"/tags/", b"/@", b"/media/", b"/lists/"):
            assert_harmless(ask(registry["wsgi"], "GET", path + raw.replace(b"\0", b"%00"), HTTP_COOKIE=cookies))


@pytest.mark.parametrize(
    "header", ["USER_AGENT", "REFERER", "ACCEPT_LANGUAGE", "X_REQUEST_ID", "X_FORWARDED_FOR", "COOKIE"]
)
def test_in_no_header_does_it_do_anything(db, registry, header):
    for payload in PAYLOADS.values():
        raw = payload[:600].replace("\r", " ").replace("\n", " ").encode("utf-8", "surrogatepass").decode("latin-1")

        assert_harmless(ask(registry["wsgi"], "GET", "/", **{f"HTTP_{header}": raw}))
        assert_harmless(ask(registry["wsgi"], "POST", "/logout", b"", b"", **{f"HTTP_{header}": raw}))


def test_what_is_refused_is_shown_again_and_does_nothing(db, visitors):
    make_account(db, "ann")
    member = visitors().log_in("ann")
    token = member.token()
    for payload in PAYLOADS.values():
        body = {"text": "x" * 501, "warning": payload, "option": payload, "lasts": payload, "due_at": payload}
        for path, fields in {
            "/compose": body,
            "/settings/profile": {"display_name": payload, "bio": payload + "x" * 501},
            "/lists": {"title": payload * 9},
            "/login": {"name": payload, "password": payload, "next": payload},
            "/signup": {"username": payload, "email": payload},
        }.items():
            form = "&".join(
                f"{key}={quote(value[:5000].encode('utf-8', 'surrogatepass'))}" for key, value in fields.items()
            )
            answer = member.app.post(
                path, f"csrf_token={token}&{form}", headers={"Content-Type": FORM}, status="*", expect_errors=True
            )
            assert_harmless(answer)


def test_letters_are_shown_to_developers_and_do_nothing(db, ini, request):
    ini["development.pages"] = "true"
    visitor, off_web = request.getfixturevalue("visitor"), request.getfixturevalue("request_off_web")
    bob = make_account(db, "bob")
    ann = make_account(db, "ann", display_name=PAYLOADS["script"])
    make_post(db, ann, "".join(PAYLOADS.values())[:400] + f" @{bob.username}")
    send_letters(off_web)

    listed = visitor.get("/dev/mail")
    letter = listed.click("named you")

    assert_harmless(listed)
    assert Dangers(letter.text).found == ["<iframe>"]
    assert letter.html.select_one("iframe")["sandbox"] == ["allow-popups", "allow-top-navigation-by-user-activation"]
    visitor.get("/dev/mail/..%2f..%2fetc%2fpasswd", status=404)


def test_letters_are_shown_to_nobody_else(visitor):
    visitor.get("/dev/mail", status=404)
