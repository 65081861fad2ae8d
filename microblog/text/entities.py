"""What a text speaks of: mentions, hashtags and links, and where they stand.

The rules are those of twitter-text's conformance suite, written anew. One pass from left to right: every pattern
gives nothing back (`++`) and none is tried twice over the same characters, so hostile text takes linear time too.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal
from unicodedata import normalize

import regex

from .urls import HOST, LATIN_HOST, SCHEME, url_end

MAX_USERNAME = 30
MAX_TAG = 100


@dataclass(frozen=True, slots=True)
class Entity:
    """A stretch `text[start:end]` that is more than words."""

    kind: Literal["mention", "hashtag", "link"]
    start: int
    end: int
    value: str
    """The name without its sign, or the address, as written."""


@lru_cache(maxsize=1024)
def find_entities(text: str) -> tuple[Entity, ...]:
    """Find everything that is more than words, in order, never overlapping. One post is shown to many."""
    found = []
    at = 0
    while candidate := CANDIDATE.search(text, at):
        entity = _entity(candidate)
        if entity:
            found.append(entity)
        at = entity.end if entity else candidate.end()
    return tuple(found)


def mentions(text: str) -> list[str]:
    """List who is mentioned: usernames in lower case, in order, each once."""
    return list(dict.fromkeys(name.lower() for name in _values(text, "mention")))


def hashtags(text: str) -> list[str]:
    """List the tags as first written, in order, each once by its key."""
    spellings: dict[str, str] = {}
    for tag in _values(text, "hashtag"):
        spellings.setdefault(tag_key(tag), tag)
    return list(spellings.values())


def links(text: str) -> list[str]:
    """List the addresses as written, in order, each once."""
    return list(dict.fromkeys(_values(text, "link")))


def tag_key(name: str) -> str:
    """Give the form in which all spellings of a tag are equal (Unicode's NFKC_Casefold)."""
    folded = normalize("NFKC", name).casefold()
    return normalize("NFKC", INVISIBLE.sub("", folded))


def is_tag(name: str) -> bool:
    """Tell whether a word may be a hashtag; without its sign."""
    return hashtags(f"#{name}") == [name]


INVISIBLE = regex.compile(r"\p{Default_Ignorable_Code_Point}")
LETTER = regex.compile(r"\p{L}")

# Addresses of mail and of other sites are written in these scripts. Elsewhere a name touches its neighbours
# rightly: "の@alice", "@alice님", "و@alice".
TOUCHING = r"\p{Latin}\p{Greek}\p{Cyrillic}0-9_"

# @alice, but neither alice@example.org nor @alice@example.org nor @http://; "RT@alice" is an old custom.
MENTION = rf"""
    (?: (?<! [{TOUCHING}!\#$%&*+@＠] ) | (?<= \b[Rr][Tt] ) (?! [@＠]\w++\.\w ) )
    [@＠] (?P<mention> [A-Za-z0-9_]{{1,{MAX_USERNAME}}}+ )
    (?! [{TOUCHING}\p{{M}}] | :// | (?: [.\-]++\w++ )*+ [@＠] )
"""

# A tag is made of letters, marks and digits of any script. Within it, but not at its end, may stand joiners,
# Hebrew and Tibetan punctuation, middle dots, wave dashes and the kana marks that are no letters by Unicode.
TAG = r"\p{L}\p{M}\p{Nd}_\u3003"
WITHIN_TAG = r"\u200C\u200D\u05BE\u05F3\u05F4\u0F0B\u0F0C\u00B7\u30A0\u30FB\u301C\uFF5E\u309B\u309C"

# An emoji before a tag may end in a mark (a variation selector, the keycap); "#" itself may be a keycap.
HASHTAG = rf"""
    (?<! [[\p{{L}}\p{{M}}\p{{Nd}}_&]--[\p{{Variation_Selector}}\u20E3]] )
    [\#＃] (?! [\uFE0F\u20E3] )
    (?P<hashtag> [{TAG}]++ (?: [{WITHIN_TAG}]++ [{TAG}]++ )*+ )
    (?! [\#＃] | :// )
"""

# A host is only a candidate, and consumed whether it is one or not. What an "@" follows is half an address of mail.
LINK = rf"(?<! [\p{{Latin}}0-9_@＠$\#＃] ) {SCHEME} (?P<host> {HOST} ) (?! [@＠] )"
BARE_LINK = rf"""
    (?<! [\p{{Latin}}0-9_.+\-/\\@＠$\#＃] )
    (?P<host> {LATIN_HOST} )
    (?! [\p{{Latin}}0-9_.+\-]*+ [@＠] )
"""

CANDIDATE = regex.compile(f"{MENTION}|{HASHTAG}|{LINK}|{BARE_LINK}", regex.VERBOSE | regex.VERSION1)


def _values(text: str, kind: str) -> list[str]:
    """List the values of all entities of one kind."""
    return [entity.value for entity in find_entities(text) if entity.kind == kind]


def _entity(candidate: "regex.Match[str]") -> Entity | None:
    """Say what a candidate is, if it keeps the rules that a pattern cannot state."""
    start, end = candidate.span()
    match candidate.lastgroup:
        case "mention":
            return Entity("mention", start, end, candidate["mention"])
        case "hashtag":
            return Entity("hashtag", start, end, candidate["hashtag"]) if _is_tag(candidate["hashtag"]) else None
        case _:
            return _link(candidate.string, start, *candidate.span("host"))


def _is_tag(name: str) -> bool:
    """Tell whether a name may be a tag: it has a letter, and neither it nor its key is too long."""
    if len(name) > MAX_TAG:
        return False
    key = tag_key(name)
    return len(key) <= MAX_TAG and LETTER.search(key) is not None


def _link(text: str, start: int, host_start: int, host_end: int) -> Entity | None:
    """Follow a link from its host to its end."""
    end = url_end(text, host_start, host_end)
    return None if end is None else Entity("link", start, end, text[start:end])
