"""The words by which a text is found again, in any script: folded, so that spelling them otherwise finds them, too."""

import unicodedata

import regex

from .entities import find_entities

LINK = "§link"
"""A word that nobody can write, for a text in which a link stands."""

MAX_WORD = 100

# Scripts that put no blanks between words: each character is a word, and several in a row are looked for in a row.
UNSPACED = r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Bopomofo}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}\u30FC\u3005]"
WORD = regex.compile(
    rf"{UNSPACED}\p{{M}}*|\p{{Emoji_Presentation}}|[[\p{{L}}\p{{M}}\p{{N}}]--{UNSPACED}]+", regex.VERSION1
)
ALONE = regex.compile(rf"{UNSPACED}|\p{{Emoji_Presentation}}", regex.VERSION1)

# Accents of the Latin, Greek and Cyrillic scripts, the points of Hebrew, the vowels of Arabic; and the soft hyphen.
# Marks of other scripts make other words.
MARKS = regex.compile(r"[\u0300-\u036F\u0591-\u05BD\u05BF-\u05C7\u064B-\u065F\u0670\u00AD]")


def fold(text: str) -> str:
    """Give a text the form in which two spellings of it are equal: neither case, accents nor widths matter."""
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return unicodedata.normalize("NFC", MARKS.sub("", apart))


def words_in(text: str) -> list[str]:
    """Take a text apart into words, in their order."""
    return [word[:MAX_WORD] for word in WORD.findall(fold(text))]


def lexemes(*texts: str) -> str:
    """Give the words of some texts, one after the other with blanks between them, as they are kept for searches."""
    words = [word for text in texts for word in words_in(text)]
    linked = any(found.kind == "link" for text in texts for found in find_entities(text))
    return " ".join([*words, LINK] if linked else words)


def begins_a_word(word: str) -> bool:
    """Whether a word is to find those that begin with it, too: not in scripts without blanks, nor one or two letters.

    Counted in bytes, for a syllable of Korean says as much as three letters.
    """
    return len(word.encode()) >= 3 and not ALONE.match(word)
