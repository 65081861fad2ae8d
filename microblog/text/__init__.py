"""Plain text in, safe HTML out: mentions, hashtags, links and lengths, as pure functions."""

from .addresses import mailbox_of
from .bidi import isolated
from .clean import clean, one_line, says_nothing
from .entities import Entity, find_entities, hashtags, is_tag, links, mentions, tag_key
from .formats import Format, spoken, unmarked
from .html import to_html
from .keywords import says
from .length import LINK_LENGTH, length
from .plain import summary
from .search import NotUnderstood, Phrase, Terms, Wanted, read_search
from .words import LINK, lexemes

__all__ = [
    "LINK",
    "LINK_LENGTH",
    "Entity",
    "Format",
    "NotUnderstood",
    "Phrase",
    "Terms",
    "Wanted",
    "clean",
    "find_entities",
    "hashtags",
    "is_tag",
    "isolated",
    "length",
    "lexemes",
    "links",
    "mailbox_of",
    "mentions",
    "one_line",
    "read_search",
    "says",
    "says_nothing",
    "spoken",
    "summary",
    "tag_key",
    "to_html",
    "unmarked",
]
