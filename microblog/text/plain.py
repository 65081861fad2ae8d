"""Plain text for narrow places: page titles, subjects of mails."""

from .clean import one_line
from .length import graphemes


def summary(text: str, limit: int = 70) -> str:
    """Say the beginning of a text in one line of at most `limit` visible characters."""
    return shorten(one_line(text), limit, at_word=True)


def shorten(line: str, limit: int, *, at_word: bool = False) -> str:
    """Cut a line to `limit` visible characters, the last of which is then an ellipsis."""
    if len(line) <= limit:
        return line
    characters = graphemes(line)
    if len(characters) <= limit:
        return line

    kept = "".join(characters[: limit - 1])
    words = kept.rpartition(" ")[0]
    if at_word and characters[limit - 1] != " " and len(words) >= len(kept) / 2:
        kept = words
    return kept + "…"
