"""What is kept of what was typed, and what is said of it in one line."""

from unicodedata import is_normalized

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microblog.text import clean, length, one_line, says_nothing, summary

MORSELS = [
    "a",
    "e",
    "\u0301" * 5,
    "\u0323" * 7,
    " ",
    "\n",
    "\r",
    "\t",
    "\u200d",
    "\u202e",
    "\u2069",
    "\u0958",
    "\x00",
    "\ud800",
    "가",
]
texts = st.one_of(st.text(st.characters()), st.lists(st.sampled_from(MORSELS)).map("".join))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("a  \nb\t\n", "a\nb"),
        ("a\n\n\n\nb\n \n\nc", "a\n\nb\n\nc"),
        ("a\n\nb", "a\n\nb"),
        ("a\tb", "a\tb"),
        ("  a  ", "a"),
        ("e\u0301", "é"),
        ("e\x00\u0301", "é"),
        ("a\x00\x07\x1b\x7f\x9bb", "ab"),
        ("a\ud800\udfffb", "ab"),
        ("a\ufffe\uffff\ufdd0\U0010ffffb", "ab"),
    ],
)
def test_what_is_no_text_goes(typed, kept):
    assert clean(typed) == kept


@pytest.mark.parametrize(
    "text",
    [
        "👩‍👩‍👧‍👦",
        "👍🏽",
        "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
        "می‌خواهم",
        "בְּרֵאשִׁ֖ית",
        "བསྒྲུབས",
        "ក្រៅ",
        "ක්‍ෂ",
        "𝔘",
        "\ufeffa\u200b",
    ],
)
def test_every_script_stays_as_it_is(text):
    assert clean(text) == text


def test_no_more_than_eight_marks_stand_on_a_letter():
    assert clean("x" + "\u0301" * 100 + "y") == "x" + "\u0301" * 8 + "y"
    assert clean("x" + "\u0301\u200d" * 100 + "y") == "x" + "\u0301\u200d" * 4 + "y"


@given(texts)
def test_what_is_clean_stays_as_it_is(text):
    assert clean(clean(text)) == clean(text)


@given(texts)
def test_what_is_clean_can_be_stored(text):
    kept = clean(text)

    assert is_normalized("NFC", kept)
    assert kept.encode().decode() == kept
    assert "\x00" not in kept


def test_a_name_is_one_line():
    assert one_line(" Alice\n\n\tof  Wonderland\u3000") == "Alice of Wonderland"


def test_a_name_turns_no_direction():
    assert one_line("\u202eAlice\u202c \u2067of\u2069 \u202d Wonderland") == "Alice of Wonderland"


@given(texts)
def test_what_is_one_line_stays_as_it_is(text):
    line = one_line(text)

    assert one_line(line) == line
    assert len(line.splitlines()) <= 1


def test_a_summary_of_little_is_all_of_it():
    assert summary("Hello,\nworld", limit=12) == "Hello, world"


def test_a_summary_ends_after_a_word():
    assert summary("Hello, beautiful world", limit=18) == "Hello, beautiful…"
    assert summary("Hello, beautiful big world", limit=21) == "Hello, beautiful big…"
    assert summary("a bcd", limit=3) == "a…"


def test_a_summary_of_one_long_word_ends_within_it():
    assert summary("a" * 80) == "a" * 69 + "…"
    assert summary("Oh " + "a" * 80, limit=10) == "Oh aaaaaa…"


def test_a_summary_cuts_no_character_in_two():
    assert summary("👩‍👩‍👧‍👦" * 5, limit=3) == "👩‍👩‍👧‍👦👩‍👩‍👧‍👦…"


@given(texts, st.integers(min_value=1, max_value=20))
def test_a_summary_is_never_too_long(text, limit):
    assert length(summary(text, limit).replace(".", " ")) <= limit


@pytest.mark.parametrize(
    "text", ["", " ", "\u200b", "\u2060\u3164", "\u202e\u2066", "\u2800\u2800", "\ufe0f", "\u00ad"]
)
def test_what_draws_nothing_says_nothing(text: str) -> None:
    assert says_nothing(text)


@pytest.mark.parametrize("text", ["a", ".", "\u200ba", "👩\u200d🚀", "\u0301", "نَ"])
def test_whatever_can_be_seen_says_something(text: str) -> None:
    assert not says_nothing(text)
