"""Taking texts apart into words."""

import pytest

from microblog.text.words import LINK, MAX_WORD, begins_a_word, fold, lexemes, words_in


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Straße", "STRASSE"),
        ("naïve café", "NAIVE CAFE"),
        ("ＡＢＣ１２", "abc12"),
        ("ﾊﾟﾝ", "パン"),
        ("Ψωμί", "ψωμι"),
        ("ёлка", "елка"),
        ("הַלֶּחֶם", "הלחם"),
        ("الْخُبْز", "الخبز"),
        ("soft\u00adly", "softly"),
        ("가", "\u1100\u1161"),
    ],
)
def test_spellings_of_one_word_are_one(one, other):
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("が", "か"), ("हिन्दी", "हन्द"), ("ł", "l")])
def test_words_that_differ_stay_different(one, other):
    assert fold(one) != fold(other)


def test_words_are_letters_and_digits_and_no_signs():
    assert words_in("Don't say 'e-mail:*' & | ! (c) 100% a_b \\") == [
        "don",
        "t",
        "say",
        "e",
        "mail",
        "c",
        "100",
        "a",
        "b",
    ]
    assert words_in("हिन्दी 面包店 x面y") == ["हिन्दी", "面", "包", "店", "x", "面", "y"]
    assert words_in("\u202e 👍🏽 !") == ["👍", "🏽"]
    assert words_in("x" * 1000) == ["x" * MAX_WORD]
    assert words_in("e" + "\u0301" * 10_000) == ["e"]


def test_a_link_is_a_word_that_nobody_writes():
    assert lexemes("See https://example.org/", "§link") == f"see https example org link {LINK}"
    assert LINK not in lexemes("§link").split()


@pytest.mark.parametrize(
    ("word", "begins"),
    [("a", False), ("ab", False), ("abc", True), ("хл", True), ("빵", True), ("面", False), ("🍞", False)],
)
def test_a_word_of_some_length_finds_what_begins_with_it(word, begins):
    assert begins_a_word(word) is begins
