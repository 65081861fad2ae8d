"""Reading what somebody looks for."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from microblog.text import NotUnderstood, Phrase, read_search
from microblog.text.search import MOST_TERMS


def phrases(query):
    return [" ".join(one.words) + ("*" if one.open_ended else "") for one in read_search(query).wanted.phrases]


def test_words_may_go_on_and_quotations_may_not():
    assert phrases("rye bread") == ["rye*", "bread*"]
    assert phrases('"rye bread"') == phrases("“rye bread”") == phrases('"rye bread') == ["rye bread"]
    assert phrases("o'clock it") == ["o clock*", "it"]
    assert phrases("rye & % - bread") == ["rye*", "bread*"]
    assert phrases("12:30 https://example.org") == ["12 30", "https example org*"]


def test_a_minus_turns_a_term_around():
    read = read_search('bread -cake -"rye bread" -#tea -from:bob -has:link')

    assert read.wanted.phrases == (Phrase(("bread",), open_ended=True),)
    assert read.unwanted.phrases == (Phrase(("cake",), open_ended=True), Phrase(("rye", "bread")))
    assert (read.unwanted.tags, read.unwanted.authors, read.unwanted.has) == ({"tea"}, {"bob"}, {"link"})


def test_operators_are_read():
    read = read_search("from:@Ann from:me has:media has:poll is:reply is:sensitive lang:pt-br language:de #Straße")

    assert read.wanted.authors == {"ann", "me"}
    assert read.wanted.has == {"media", "poll"}
    assert read.wanted.kinds == {"reply", "sensitive"}
    assert read.wanted.languages == {"pt-br", "de"}
    assert read.wanted.tags == {"strasse"}


def test_days_are_read():
    read = read_search('before:2026-02-01 after:"2026-01-01"')

    assert (read.before, read.after) == (date(2026, 2, 1), date(2026, 1, 1))


@pytest.mark.parametrize("query", ["", " ", "- -", "%", "-cake", "-from:bob", "\x00"])
def test_who_says_nothing_or_only_what_they_do_not_want_looks_for_nothing(query):
    assert not read_search(query)


@pytest.mark.parametrize(
    ("query", "operator"),
    [
        ("from:", "from"),
        ("from:a-b", "from"),
        ("from:ä", "from"),
        ("has:cake", "has"),
        ("is:", "is"),
        ("lang:english", "lang"),
        ("before:2026-02-30", "before"),
        ("after:9999-12-31", "after"),
        ("-after:2026-01-01", "minus"),
        ("a " * (MOST_TERMS + 1), "terms"),
    ],
)
def test_what_cannot_be_understood_is_told(query, operator):
    with pytest.raises(NotUnderstood) as refusal:
        read_search(query)

    assert refusal.value.operator == operator


@given(some.text(alphabet="ab -\"':#@é面*()&|!:\\<>\x00\u202e", max_size=60))
def test_anything_can_be_read(query):
    try:
        read = read_search(query)
    except NotUnderstood:
        return
    words = [word for one in (*read.wanted.phrases, *read.unwanted.phrases) for word in one.words]
    assert all(word and not set(word) & set(" \"'*():&|!\\<>") for word in words)
