"""The ways in which a text may be written, and what it says in each."""

import enum

from .markdown import spoken as spoken_in_markdown
from .markdown import unmarked as unmarked_in_markdown


class Format(enum.StrEnum):
    """How a text is written."""

    PLAIN = "plain"
    MARKDOWN = "markdown"
    """The small part of it that `text/markdown.py` reads."""

    @property
    def type(self) -> str:
        """What it is called among programs."""
        return f"text/{self.value}"


def spoken(text: str, format: Format | None) -> str:
    """Give what a text says itself, in which links, mentions and tags are found: not what it shows as code."""
    return spoken_in_markdown(text) if format is Format.MARKDOWN else text


def unmarked(text: str, format: Format | None) -> str:
    """Give the words of a text without the marks between them."""
    return unmarked_in_markdown(text) if format is Format.MARKDOWN else text
