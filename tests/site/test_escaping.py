"""Whatever people type is shown as they typed it, and does nothing."""

import re

import pytest

from microblog.jobs.mail import send_letters
from tests.making import make_account, make_post
from tests.site.page import read_page

PAYLOADS = [
    "<script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</textarea><svg onload=alert(1)>",
    'javascript:alert(1) https://example.org/"onclick="alert(1)',
    "https://example.org/<script>",
    "{{ 7 * 7 }} {% raw %} ${7*7}",
    "--><script>alert(1)</script>",
    "\u202e\u2066 reversed \u2067",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "&lt;script&gt; &#x3c;script&#x3e;",
    "#<b>tag @ann'\"><b>",
]

OURS = {"article", "aside", "a", "b", "bdi", "blockquote", "body", "br", "button", "code", "dd", "details", "div", "dl"}
OURS |= {"dt", "figcaption", "figure", "footer", "form", "h1", "h2", "head", "header", "html", "iframe", "img", "input"}
OURS |= {"label", "li", "link", "main", "meta", "nav", "ol", "p", "pre", "script", "section", "small", "span", "strong"}
OURS |= {"summary", "table", "tbody", "td", "textarea", "th", "thead", "time", "title", "tr", "ul"}
OURS |= {"fieldset", "legend", "option", "select"}
OURS |= {"circle", "line", "path", "rect", "svg", "text"}


def assert_harmless(response):
    """Nothing stands on the page but our own elements, and none of them does anything but lead somewhere of the web."""
    page = read_page(response)
    for tag, attributes in page.elements:
        assert tag in OURS, tag
        assert not [name for name in attributes if name.startswith("on") or name == "style"], (tag, attributes)
        if tag == "script":
            assert re.fullmatch("/static/[0-9a-f]{10}/site.js", attributes["src"])
        for name in ("href", "src", "action"):
            assert (attributes.get(name) or "/").startswith(("http://", "https://", "/", "?", "#", "mailto:")), (
                attributes
            )


@pytest.mark.parametrize("payload", PAYLOADS)
def test_posts_names_and_bios_do_nothing_anywhere(db, visitors, payload):
    ann = make_account(db, "ann", display_name=payload, bio=payload)
    bob = make_account(db, "bob", display_name=payload)
    post = make_post(db, ann, f"{payload} @bob #tag")
    make_post(db, bob, f"{payload} @ann", reply_to=post)
    stranger, member = visitors(), visitors().log_in("bob")

    for visitor in (stranger, member):
        for path in ("/", "/public", "/@ann", f"/@ann/{post.id}", "/tags/tag", "/@ann/followers"):
            page = visitor.get(path)
            assert_harmless(page)
            assert "49" not in page.html.text.replace(payload, "") or "7" not in payload
    assert_harmless(member.get("/notifications"))
    assert_harmless(member.get(f"/compose?reply_to={post.id}"))
    assert_harmless(member.send("/compose", status=422, text="x" * 500 + payload))


@pytest.mark.parametrize("payload", PAYLOADS)
def test_what_is_refused_is_shown_and_does_nothing(db, visitors, payload):
    make_account(db, "ann")
    member = visitors().log_in("ann")

    assert_harmless(member.post("/compose", {"text": payload, payload: payload}, status=400))
    assert_harmless(visitors().send("/signup", status=422, username=payload, email=payload, password=""))
    assert_harmless(visitors().send("/login", status=422, name=payload, password=payload, next=payload))
    assert_harmless(visitors().get("/nothing", 404, params={"q": payload}))


def test_letters_are_shown_to_developers_and_do_nothing(db, ini, request):
    ini["development.pages"] = "true"
    visitor, off_web = request.getfixturevalue("visitor"), request.getfixturevalue("request_off_web")
    bob = make_account(db, "bob")
    ann = make_account(db, "ann", display_name="<script>alert(1)</script>")
    make_post(db, ann, "".join(PAYLOADS[:5])[:400] + f" @{bob.username}")
    send_letters(off_web)

    listed = visitor.get("/dev/mail")
    letter = listed.click("named you")

    assert_harmless(listed)
    assert_harmless(letter)
    assert letter.html.select_one("iframe")["sandbox"] == ["allow-popups", "allow-top-navigation-by-user-activation"]
    visitor.get("/dev/mail/..%2f..%2fetc%2fpasswd", status=404)


def test_letters_are_shown_to_nobody_else(visitor):
    visitor.get("/dev/mail", status=404)
