"""How long a text is to the people who read it."""

import regex

from .entities import find_entities

LINK_LENGTH = 23
"""What every link counts, however long it is."""

# Flags are named apart: to tell which letters of a long row belong together, \X looks back to its beginning each time.
GRAPHEME = regex.compile(r"\p{Regional_Indicator}{2}[\p{GCB=Extend}\p{GCB=SpacingMark}\p{GCB=ZWJ}]*+|\X")


def length(text: str) -> int:
    """Count the characters as people see them (UAX #29); a link counts the same whatever its length."""
    total = at = 0
    for entity in find_entities(text):
        if entity.kind == "link":
            total += len(graphemes(text[at : entity.start])) + LINK_LENGTH
            at = entity.end
    return total + len(graphemes(text[at:]))


def graphemes(text: str) -> list[str]:
    """Take a text apart into the characters that people see."""
    if text.isascii() and "\r" not in text:
        return list(text)
    return GRAPHEME.findall(text)
