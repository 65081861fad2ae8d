"""A small part of Markdown."""

import re
import time
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microblog.text import Format, hashtags, links, mentions, spoken, to_html, unmarked

ALLOWED = {"p", "br", "a", "em", "strong", "code", "pre", "blockquote", "ul", "ol", "li"}
ATTRIBUTES = {"href", "rel", "class", "title", "start"}


def html(text):
    return str(
        to_html(
            text, mention_url=lambda name: f"/@{name}", tag_url=lambda name: f"/tags/{name}", format=Format.MARKDOWN
        )
    )


def bare(text):
    """The HTML without what links carry."""
    return re.sub("<a [^>]*>", "<a>", html(text))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (
            "*a* **b** ***c*** _d_ __e__",
            "<p><em>a</em> <strong>b</strong> <em><strong>c</strong></em> <em>d</em> <strong>e</strong></p>",
        ),
        ("snake_case_x 2 * 3 * 4 (*a*) **N**:", "<p>snake_case_x 2 * 3 * 4 (<em>a</em>) <strong>N</strong>:</p>"),
        ("*foo **bar* baz**", "<p><em>foo **bar</em> baz**</p>"),
        ("**a\nb**", "<p><strong>a<br>b</strong></p>"),
        ("`a*b*` ``x ` y`` `*", "<p><code>a*b*</code> <code>x ` y</code> `*</p>"),
        ("\\*no\\* \\_x ¯\\_(ツ)_/¯", "<p>*no* _x ¯_(ツ)_/¯</p>"),
        ("> hi *there*\n> more\nanswer", "<blockquote><p>hi <em>there</em><br>more</p></blockquote><p>answer</p>"),
        ("- a\n- b\n  - c\n\n- d\ne", "<ul><li>a</li><li>b<ul><li>c</li></ul></li><li>d</li></ul><p>e</p>"),
        ("1. one\n2. two", "<ol><li>one</li><li>two</li></ol>"),
        ("3) x\n4) y", '<ol start="3"><li>x</li><li>y</li></ol>'),
        ("It was in\n2026. So", "<p>It was in<br>2026. So</p>"),
        ("```py\n<b> *a* @ann\n```\nx", "<pre><code>&lt;b&gt; *a* @ann</code></pre><p>x</p>"),
        ("~~~\nno end", "<pre><code>no end</code></pre>"),
        (
            "*@a* _@b_ **#t** _#t_",
            "<p><em><a>@a</a></em> <em><a>@b</a></em> <strong><a>#t</a></strong> <em><a>#t</a></em></p>",
        ),
        (
            "https://example.org/*a*_b_ _https://example.org_",
            "<p><a>example.org/*a*_b_</a> <em><a>example.org</a></em></p>",
        ),
        (
            "# no heading\n\n---\n\n[no](/link) <b>",
            "<p># no heading</p><p>---</p><p>[no](/link) &lt;b&gt;</p>",
        ),
        ("****a**** * ** _", "<p>****a**** * ** _</p>"),
        ("    not code", "<p>not code</p>"),
        ("\u202eab *c", "<p>\u202eab *c\u202c</p>"),
    ],
)
def test_what_it_looks_like(text, shown):
    assert bare(text) == shown


def test_what_is_nested_too_deeply_stays_what_it_is():
    assert html("> " * 8 + "x").count("<blockquote>") == 5
    assert "&gt; &gt; &gt; x" in html("> " * 8 + "x")
    assert html("- " * 50 + "x").count("<ul>") == 5
    check("*a " * 50 + "b*" * 50)


def test_what_is_said_in_code_is_not_said():
    text = "@ann `@bob #no https://no.example.org` #yes\n```\n@eve\n```\n- **@dan** _https://example.org_"

    said = spoken(text, Format.MARKDOWN)

    assert mentions(said) == ["ann", "dan"]
    assert hashtags(said) == ["yes"]
    assert links(said) == ["https://example.org"]
    assert mentions(spoken(text, Format.PLAIN)) == ["ann", "bob", "eve"]


def test_words_are_found_without_marks():
    assert unmarked("> **Bo**ld\n- `co de`\n```\nx*y\n```", Format.MARKDOWN) == "Bold\nco de\nx*y"
    assert unmarked("**Bo**ld", Format.PLAIN) == "**Bo**ld"


def test_plain_text_stays_plain():
    assert str(to_html("*a* `b`\n> c", mention_url=lambda _: None, tag_url=str)) == "<p>*a* `b`<br>&gt; c</p>"


class Checker(HTMLParser):
    """Fails unless all tags are ours, and closed in their order."""

    def __init__(self):
        super().__init__()
        self.open, self.words = [], ""

    def handle_starttag(self, tag, attrs):
        assert tag in ALLOWED
        for name, value in attrs:
            assert name in ATTRIBUTES
            assert name != "href" or value.startswith(("http://", "https://", "/@", "/tags/"))
        if tag != "br":
            self.open.append(tag)
            assert len(self.open) < 40

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.words += data


def check(text):
    checker = Checker()
    checker.feed(html(text))
    checker.close()
    assert checker.open == []
    return checker.words


PIECES = st.sampled_from(
    [
        *"*_`>-+.~\\ \n#@)(1",
        *("**", "```", "~~~", "\n\n", "\n> ", "\n- ", "\n1. ", "  ", "word", "é", "@ann", "#tag"),
        *("https://example.org/a*b_c", "<script>alert(1)</script>", "javascript:alert(1)"),
        *("\u202e", "e\u0301", "日本", "&amp;"),
    ]
)


@given(st.lists(PIECES, max_size=60).map("".join))
def test_whatever_is_written_is_balanced_and_ours(text):
    words = check(text)

    assert "word" not in text or "word" in words


@given(st.text())
def test_any_text_can_be_read(text):
    check(text)


@given(st.text(alphabet="abc é@#_.:/\n"))
def test_without_marks_no_word_is_lost(text):
    letters = re.findall("[abcé]", text)

    assert re.findall("[abcé]", unmarked(text, Format.MARKDOWN)) == letters


@pytest.mark.parametrize(
    "piece",
    [
        "*a ",
        "_*",
        "*a**",
        "**a",
        "``` `",
        "`",
        "\\*",
        "> ",
        "- ",
        "> - ",
        "1. a\n",
        "*a_b`c",
        "@a*",
        "```\n",
        "- a\n\n",
    ],
)
def test_long_texts_take_no_longer_than_they_are(piece):
    def seconds(size):
        begun = time.process_time()
        html((piece * size)[:size])
        return time.process_time() - begun

    seconds(1000)
    assert seconds(40_000) < 3
