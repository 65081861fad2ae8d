"""What changed between two texts, word by word."""

from difflib import SequenceMatcher
from typing import Literal

import regex

Kind = Literal["same", "gone", "new"]

PIECE = regex.compile(r"\s+|\w+|[^\w\s]")
MOST_PIECES = 2_000
"""To compare takes the square of this; longer texts are shown as wholly changed."""


def differences(old: str, new: str) -> list[tuple[Kind, str]]:
    """Tell what stayed, what went and what came, in reading order: pieces that together are both texts."""
    before, after = PIECE.findall(old), PIECE.findall(new)
    if len(before) > MOST_PIECES or len(after) > MOST_PIECES:
        return [("gone", old), ("new", new)]
    told: list[tuple[Kind, str]] = []
    for change, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if change == "equal":
            told.append(("same", "".join(before[i:j])))
        else:
            told.append(("gone", "".join(before[i:j])))
            told.append(("new", "".join(after[k:m])))
    return [(kind, words) for kind, words in told if words]
