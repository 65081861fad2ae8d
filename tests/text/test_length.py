"""Is a text as long as people think?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microblog.text import LINK_LENGTH, length, links


@pytest.mark.parametrize(
    "character",
    [
        "a",
        "é",
        "e\u0301",
        "👍🏽",
        "👩‍👩‍👧‍👦",
        "🇩🇪",
        "🇩🇪\u0301\u200d",
        "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
        "한",
        "क्ष",
        "ﷺ",
    ],
)
def test_what_people_see_as_one_character_counts_one(character):
    assert length(character) == 1
    assert length(f"x{character}x") == 3


@pytest.mark.parametrize("link", ["t.co", "https://example.com/" + "a" * 200])
def test_every_link_counts_the_same(link):
    assert length(link) == LINK_LENGTH == 23
    assert length(f"See {link}, please: {link}!") == len("See , please: !") + 2 * LINK_LENGTH


def test_mentions_and_tags_count_as_written():
    assert length("@alice #tag") == 11


def test_nothing_has_no_length():
    assert length("") == 0


@given(st.text())
def test_no_text_without_links_is_longer_than_its_code_points(text):
    if not links(text):
        assert length(text) <= len(text)
