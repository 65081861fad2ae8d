"""Texts as clients read them."""

import pytest
from pyramid.request import Request

from microblog.api.html import content_html
from microblog.models import Account

ALICE = Account(username="alice")


@pytest.fixture
def show(request_off_web: Request):
    return lambda text, **named: content_html(request_off_web, text, named)


def test_people_are_found_by_their_class(show):
    assert show("Hi @Alice!", alice=ALICE) == (
        '<p>Hi <span class="h-card"><a href="http://localhost/@alice" class="u-url mention">@<span>Alice</span></a>'
        "</span>!</p>"
    )


def test_who_is_nobody_stays_text(show):
    assert show("Hi @nobody!") == "<p>Hi @nobody!</p>"


def test_tags_are_found_by_their_class(show):
    assert show("#Tea") == (
        '<p><a href="http://localhost/tags/tea" class="mention hashtag" rel="tag">#<span>Tea</span></a></p>'
    )


@pytest.mark.parametrize(
    ("text", "href", "parts"),
    [
        ("https://www.example.org/a", "https://www.example.org/a", ("https://www.", "", "example.org/a", "")),
        ("example.org", "https://example.org", ("", "", "example.org", "")),
        (
            f"http://example.org/{'a' * 40}",
            f"http://example.org/{'a' * 40}",
            ("http://", "ellipsis", f"example.org/{'a' * 18}", "a" * 22),
        ),
        ("https://example.org/ä", "https://example.org/%C3%A4", ("https://", "", "example.org/ä", "")),
    ],
)
def test_links_are_shown_short_and_copied_whole(show, text, href, parts):
    head, kind, shown, hidden = parts
    assert show(text) == (
        f'<p><a href="{href}" target="_blank" rel="nofollow noopener"><span class="invisible">{head}</span>'
        f'<span class="{kind}">{shown}</span><span class="invisible">{hidden}</span></a></p>'
    )


def test_lines_and_paragraphs_stay(show):
    assert show("a\nb\n\nc\n \n\nd") == "<p>a<br />b</p><p>c</p><p>d</p>"


def test_nothing_in_a_text_is_html(show):
    assert show("<b>\"'&") == "<p>&lt;b&gt;&#34;&#39;&amp;</p>"


def test_what_turns_the_direction_of_writing_ends_with_its_paragraph(show):
    assert show("\u202ea\n\nb") == "<p>\u202ea\u202c</p><p>b</p>"


def test_nothing_is_nothing(show):
    assert show("") == ""
