"""What changed between two texts."""

from hypothesis import given
from hypothesis import strategies as st

from microblog.text.differences import differences


def test_words_that_came_and_went_are_told():
    assert differences("Teh tea.", "The tea!") == [
        ("gone", "Teh"),
        ("new", "The"),
        ("same", " tea"),
        ("gone", "."),
        ("new", "!"),
    ]


def test_the_same_is_the_same():
    assert differences("a b", "a b") == [("same", "a b")]
    assert differences("", "") == []


def test_what_is_very_long_is_told_as_a_whole():
    assert differences("a " * 2_000, "b") == [("gone", "a " * 2_000), ("new", "b")]


@given(st.text(max_size=40), st.text(max_size=40))
def test_the_pieces_are_both_texts(old, new):
    told = differences(old, new)

    assert "".join(words for kind, words in told if kind != "new") == old
    assert "".join(words for kind, words in told if kind != "gone") == new
