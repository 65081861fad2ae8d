"""Whether a text says a word."""

import pytest

from microblog.text import says


@pytest.mark.parametrize(
    ("text", "keyword"),
    [
        ("The cat sleeps.", "CAT"),
        ("Cat", "cat"),
        ("the black\ncat", "black cat"),
        ("A #tag there", "#tag"),
        ("I write C++.", "c++"),
        ("Straße", "STRASSE"),
        ("黒猫が好き", "猫"),
        ("私はcatが好き", "cat"),
        ("ฉันชอบแมวมาก", "แมว"),
        ("brr (☃) brr", "☃"),
        ("say @ann, say", "@ann"),
    ],
)
def test_a_whole_word_is_found(text, keyword):
    assert says(text, keyword, whole_word=True)
    assert says(text, keyword, whole_word=False)


@pytest.mark.parametrize(
    ("text", "keyword"),
    [
        ("concatenate", "cat"),
        ("cats", "cat"),
        ("bobcat", "cat"),
        ("#tags", "#tag"),
        ("कीताब", "क"),
        ("cat_food", "cat"),
    ],
)
def test_a_part_of_a_word_is_no_whole_word(text, keyword):
    assert not says(text, keyword, whole_word=True)
    assert says(text, keyword, whole_word=False)


def test_what_is_not_said_is_not_found():
    assert not says("The dog sleeps.", "cat", whole_word=False)
    assert not says("a-b", "a.b", whole_word=False)
