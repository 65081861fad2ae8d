"""Plain text in, safe HTML out: mentions, hashtags, links and lengths, as pure functions."""

from .addresses import mailbox_of
from .bidi import isolated
from .clean import clean, one_line, says_nothing
from .entities import Entity, find_entities, hashtags, is_tag, links, mentions, tag_key
from .html import to_html
from .keywords import says
from .length import LINK_LENGTH, length
from .plain import summary

__all__ = [
    "LINK_LENGTH",
    "Entity",
    "clean",
    "find_entities",
    "hashtags",
    "is_tag",
    "isolated",
    "length",
    "links",
    "mailbox_of",
    "mentions",
    "one_line",
    "says",
    "says_nothing",
    "summary",
    "tag_key",
    "to_html",
]
