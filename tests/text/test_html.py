"""Is the HTML ours alone, whatever was written?"""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from microblog.text import clean, links, to_html
from microblog.text.bidi import without_controls

OURS = {"p": set(), "br": set(), "a": {"class", "rel", "href", "title"}}
MORSELS = [
    "<b>",
    "&amp;",
    '"',
    "'",
    "@alice",
    "@nobody",
    "#tag",
    "https://example.com/",
    "\n",
    " ",
    "\u202e",
    "\u2067",
    "\u2069",
    "{}",
]
texts = st.one_of(st.text(), st.lists(st.sampled_from(MORSELS)).map("".join))


class Page(HTMLParser):
    """Reads HTML strictly: unknown tags, unknown attributes and bad nesting are errors."""

    def __init__(self, html):
        super().__init__()
        self.open, self.text, self.hrefs, self.paragraphs = [], "", [], []
        self.feed(str(html))  # Markup would escape what is added to it
        self.close()
        assert not self.open

    def handle_starttag(self, tag, attrs):
        assert {name for name, _ in attrs} <= OURS[tag]
        assert tag not in self.open
        self.hrefs += [value for name, value in attrs if name == "href"]
        if tag == "p":
            self.paragraphs.append("")
        if tag == "br":
            self.handle_data("\n")
        else:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.paragraphs[-1] += data

    def handle_comment(self, data):
        raise AssertionError(data)

    handle_decl = handle_pi = unknown_decl = handle_comment


def show(text):
    """Show a text on a site where only Alice lives."""
    return to_html(text, mention_url={"alice": "/@alice"}.get, tag_url=lambda tag: f"/tags/{tag}")


def test_blank_lines_part_paragraphs_and_single_newlines_break_lines():
    assert show("a\nb\n\nc\n \n\nd") == "<p>a<br>b</p><p>c</p><p>d</p>"


def test_nothing_is_shown_as_nothing():
    assert show("") == show(" \n ") == Markup("")


def test_the_result_need_not_be_escaped_again():
    assert isinstance(show("a"), Markup)


def test_everything_is_escaped():
    assert show("<script>\"&'{}</script>") == "<p>&lt;script&gt;&#34;&amp;&#39;{}&lt;/script&gt;</p>"


def test_a_mention_leads_to_whom_it_names():
    assert show("Hi @Alice!") == '<p>Hi <a class="mention" href="/@alice">@Alice</a>!</p>'


def test_a_mention_of_nobody_stays_text():
    assert show("Hi @nobody!") == "<p>Hi @nobody!</p>"


def test_a_tag_leads_to_its_page():
    assert show("#Now") == '<p><a class="tag" rel="tag" href="/tags/Now">#Now</a></p>'


def test_what_the_caller_says_is_escaped_too():
    shown = to_html("@a #b", mention_url=lambda name: '"<', tag_url=lambda tag: '"<')

    assert shown.count('href="&#34;&lt;"') == 2


def test_a_link_is_shown_without_its_scheme():
    assert show("http://example.com/a") == (
        '<p><a rel="nofollow noopener ugc" href="http://example.com/a">example.com/a</a></p>'
    )


def test_a_link_without_a_scheme_is_taken_to_be_safe():
    assert 'href="https://example.com/a"' in show("example.com/a")


def test_a_link_of_forty_characters_is_shown_whole_and_a_longer_one_cut():
    fits = "example.com/" + "a" * 28

    assert f">{fits}</a>" in show(f"https://{fits}")
    assert "title" not in show(f"https://{fits}")
    assert f'title="https://{fits}b">{fits[:39]}…</a>' in show(f"https://{fits}b")


def test_what_is_not_ascii_in_a_link_is_encoded_once():
    assert Page(show("http://пример.рф/é%C3%A9?a=[1|2]&b=–x#ü")).hrefs == [
        "http://пример.рф/%C3%A9%C3%A9?a=[1%7C2]&b=%E2%80%93x#%C3%BC"
    ]


@pytest.mark.parametrize(
    "text", ["javascript:alert(1)//example.com", "data:text/html,example.com", "httpſ://example.com"]
)
def test_no_other_scheme_comes_out(text):
    assert all(href.startswith("https://example.com") for href in Page(show(text)).hrefs)


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("\u202eabc", "\u202c"),
        ("\u2067abc", "\u2069"),
        ("\u202a\u2066\u202babc", "\u202c\u2069\u202c"),
        ("\u202eabc\u202c", ""),
        ("\u2066\u202eabc\u2069", ""),
        ("\u202e\u2069abc", "\u202c"),
        ("\u202c\u2069abc", ""),
    ],
)
def test_a_paragraph_closes_the_direction_marks_it_opens(text, due):
    assert show(f"{text}\n\nnext") == f"<p>{text}{due}</p><p>next</p>"


@given(texts)
def test_nothing_but_our_own_tags_and_addresses_ever_comes_out(text):
    hrefs = Page(show(text)).hrefs

    assert all(href.startswith(("https://", "http://", "/@alice", "/tags/")) for href in hrefs)


@given(texts)
def test_people_read_what_was_written(text):
    text = clean(without_controls(text))  # as they would be closed

    if not links(text):  # which are shown without their scheme
        assert "\n\n".join(Page(show(text)).paragraphs) == text


def test_people_read_a_short_link_as_it_was_written():
    assert Page(show("See example.com/a, @alice & @nobody\n<3 #tag")).paragraphs == [
        "See example.com/a, @alice & @nobody\n<3 #tag"
    ]
