"""What we keep of what was typed."""

from unicodedata import normalize

import regex

from .bidi import without_controls

MAX_MARKS = 8
"""Marks on one letter: Hebrew and Tibetan need up to five, an emoji flag seven; "zalgo" takes hundreds."""

LINE_BREAK = regex.compile(r"\r\n?|[\x85\u2028\u2029]")
NOT_TEXT = regex.compile(r"(?V1)[[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}]--[\n\t]]")
TOO_MANY_MARKS = regex.compile(rf"([\p{{M}}\p{{Cf}}]{{{MAX_MARKS}}})[\p{{M}}\p{{Cf}}]+")
INVISIBLE = regex.compile(r"[\s\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}\u2800]*+")
BLANK_LINES = regex.compile(r"\n{3,}")


def clean(text: str) -> str:
    """Give the text as it is stored: composed (NFC), without what is no text, without needless blanks."""
    if text.isascii() and text.isprintable():  # as most lines are; all that follows would only take away blanks
        return text.strip()
    text = NOT_TEXT.sub("", LINE_BREAK.sub("\n", text))
    text = _limit_marks(normalize("NFC", _limit_marks(text)))  # before, as sorting many marks takes quadratic time
    text = "\n".join(line.rstrip() for line in text.split("\n"))
    return BLANK_LINES.sub("\n\n", text).strip()


def one_line(text: str) -> str:
    """Give a text for a single line, as display names are: nothing in it moves what stands around it."""
    return " ".join(clean(without_controls(text)).split())


def _limit_marks(text: str) -> str:
    """Leave out the marks and invisible characters beyond what any script piles on one letter."""
    return TOO_MANY_MARKS.sub(r"\1", text)


def says_nothing(text: str) -> bool:
    """Whether there is nothing to see: blanks, and characters that draw nothing (UAX #44, default ignorable)."""
    return INVISIBLE.fullmatch(text) is not None
