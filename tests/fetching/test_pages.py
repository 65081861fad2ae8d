"""What a page says of itself."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microblog.fetching import Fetched, Page, Target, read_page

HERE = Target.read("https://example.org/a/b")


def page(html, charset="utf-8", **headers):
    data = html.encode() if isinstance(html, str) else html
    return read_page(
        Fetched(HERE, "text/html", charset, data, {name.replace("_", "-"): said for name, said in headers.items()})
    )


def test_opengraph_comes_before_all_else():
    found = page(
        """<!doctype html><html lang="en"><title>Plain</title><meta name=description content="plain words">
        <meta property="og:title" content="Open &amp; graph"><meta name="twitter:title" content="Twitter">
        <meta property=og:description content="More."><meta property="og:site_name" content="A paper">
        <meta property="og:image" content="/picture.png"><meta property="og:image:alt" content="A cat">
        <meta name="author" content="Ann"><meta property="article:published_time" content="2026-01-02T03:04:05Z">"""
    )

    assert found == Page(
        title="Open & graph",
        description="More.",
        site_name="A paper",
        author="Ann",
        published="2026-01-02T03:04:05Z",
        language="en",
        picture="https://example.org/picture.png",
        picture_words="A cat",
    )


def test_what_is_said_in_plain_html_will_do():
    found = page('<TITLE> A &lt;b&gt;\ntitle </TITLE><base href="/c/"><META NAME=Description CONTENT="Words">')

    assert (found.title, found.description, found.picture) == ("A <b>\ntitle", "Words", "")


@pytest.mark.parametrize(
    ("hint", "said"),
    [
        ("nosnippet", ("T", "", "https://example.org/p.png")),
        ("max-snippet:0", ("T", "", "https://example.org/p.png")),
        ("index, NoImageIndex", ("T", "D", "")),
        ("max-image-preview: none", ("T", "D", "")),
        ("all", ("T", "D", "https://example.org/p.png")),
    ],
)
def test_what_a_page_does_not_want_shown_is_not(hint, said):
    html = "<title>T</title><meta name=description content=D><meta name=og:image content=/p.png>"

    for found in (page(f'{html}<meta name="robots" content="{hint}">'), page(html, x_robots_tag=hint)):
        assert (found.title, found.description, found.picture) == said


def test_pictures_are_on_the_web():
    for bad in ("javascript:alert(1)", "data:image/png;base64,AA", "file:///etc/passwd", "http://[", "x" * 5000, ""):
        assert page(f'<meta property="og:image" content="{bad}">').picture == ""


def test_who_is_the_same():
    found = page('<a href="https://a.example/@ann" rel="nofollow ME">me</a><link rel=me href=/x><a href=/y rel=menu>')

    assert found.me == {"https://a.example/@ann", "https://example.org/x"}


def test_letters_are_read_as_they_were_written():
    assert page("<title>Größe</title>".encode("latin-1"), "").title == "Gr\ufffd\ufffde"
    assert page('<meta charset="iso-8859-1"><title>Größe</title>'.encode("latin-1"), "").title == "Größe"
    assert page("<title>Größe</title>".encode("utf-16"), "").title == "Größe"
    assert page("<title>日本</title>".encode("shift_jis"), "shift_jis").title == "日本"
    for odd in ("idna", "punycode", "unicode_escape", "zlib", "utf-7", "nonsense"):
        assert page("<title>Größe</title>", odd).title == "Größe"


HOSTILE = [
    "<div>",
    "<!--",
    "<",
    "<a",
    "<a a='",
    "<![",
    "<!d",
    "<?",
    "</",
    "&#",
    "<title>",
    "<style>x<",
    "<script></",
    "<a " + "b=c " * 99,
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_pages_have_an_end(piece):
    begun = time.monotonic()

    page((piece * (1 << 20))[: 1 << 20])

    assert time.monotonic() - begun < 10


@given(
    st.lists(st.sampled_from([*HOSTILE, "content=", "property=og:title ", ">", '"', "ä", "</title>", "<meta ", " "]))
)
def test_anything_can_be_read(pieces):
    page("".join(pieces))


@given(st.binary(), st.text(max_size=10))
def test_any_bytes_can_be_read(data, charset):
    page(data, charset)
