"""Whether a text says a word that somebody does not want to read."""

from functools import lru_cache

import regex

# Where words stand apart, a whole word has none of these beside it. Scripts that are written without blanks have no
# such places: there a word is found wherever it stands.
LETTER = (
    r"[[\p{L}\p{M}\p{N}_]--"
    r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Bopomofo}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}\u30FC\u3005]]"
)
FLAGS = regex.VERSION1 | regex.IGNORECASE | regex.FULLCASE


def says(text: str, keyword: str, *, whole_word: bool) -> bool:
    """Tell whether `keyword` stands in `text`, in small or capital letters; if `whole_word`, not as part of a word."""
    return _pattern(keyword, whole_word).search(text) is not None


@lru_cache(maxsize=1024)
def _pattern(keyword: str, whole_word: bool) -> "regex.Pattern[str]":
    """Make the pattern of a keyword: its blanks are any blanks; an edge that is no letter needs no room beside it."""
    words = r"\s+".join(regex.escape(word) for word in keyword.split())
    before = rf"(?<!{LETTER})(?={LETTER})|(?!{LETTER})"
    after = rf"(?<={LETTER})(?!{LETTER})|(?<!{LETTER})"
    return regex.compile(rf"(?:{before}){words}(?:{after})" if whole_word else words, FLAGS)
