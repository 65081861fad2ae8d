"""How texts are written, as applications call it."""

from ..text import Format

FORMATS = {format.type: format for format in Format}


def format_of(content_type: str | None) -> Format | None:
    """Which way of writing an application means; None if it does not say."""
    return FORMATS[content_type] if content_type else None
