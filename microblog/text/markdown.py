"""A small part of Markdown: emphasis, strong, code, quotes and lists, and nothing else.

It is read in two steps, each in one pass: lines into blocks, and the words of a paragraph into marks. Links, mentions
and tags are found as in any text, but not in code; a mark within an address is part of the address. What would be
nested too deeply, and every mark without its counterpart, stays what it is: characters. Other than in CommonMark, every
line break is one, and a quote ends where the sign is missing: people answer below what they quote.
"""

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

import regex

from .entities import find_entities

DEEPEST = 5
"""How many quotes and lists may stand within each other."""
MOST_OPEN = 8
"""How many marks may be open at once."""

FENCE = regex.compile(r" {0,3}(`{3,}|~{3,})[^`]*+")
QUOTE = regex.compile(r" {0,3}> ?")
ITEM = regex.compile(r"( {0,3})([-*+]|[0-9]{1,9}[.)])( {1,4})(?=\S)")
TICKS = regex.compile(r"`++")
MARK = regex.compile(r"\\[\\`*_~>#+.)-]|`++|\*++|_++")


@dataclass(frozen=True)
class Paragraph:
    """Some words."""

    text: str


@dataclass(frozen=True)
class Code:
    """Lines that are shown as they are."""

    text: str


@dataclass(frozen=True)
class Quote:
    """What somebody else said."""

    blocks: "tuple[Block, ...]"


@dataclass(frozen=True)
class Items:
    """A list."""

    start: int | None
    """With which number it begins; None if it is not numbered."""
    items: "tuple[tuple[Block, ...], ...]"


Block = Paragraph | Code | Quote | Items


@dataclass(frozen=True)
class Words:
    """A paragraph in which the marks are known."""

    text: str
    plain: str
    """The same, as long, with blanks in place of marks and code: in it, links, mentions and tags are found."""
    marks: tuple[tuple[int, int, str], ...]
    """(start, end, what): `em`, `/em`, `strong`, `/strong`, `code` with its signs, or `` for what is left out."""


@lru_cache(maxsize=512)
def read_markdown(text: str) -> tuple[Block, ...]:
    """Read a text into blocks. One post is shown to many."""
    return _blocks(text.split("\n"), DEEPEST)


@lru_cache(maxsize=1024)
def read_words(text: str) -> Words:
    """Read the marks of a paragraph."""
    marks, links = _code_and_escapes(text)
    return _with_emphasis(text, marks, links)


def spoken(text: str) -> str:
    """Give what a text says itself: without its marks, and without its code."""
    return "\n\n".join(_spoken(read_markdown(text)))


def unmarked(text: str) -> str:
    """Give the words of a text, also those of its code, without the marks."""
    return "\n".join(_unmarked(read_markdown(text)))


def _blocks(lines: list[str], room: int) -> tuple[Block, ...]:
    """Read lines into blocks, of which those may hold others as long as there is room."""
    found: list[Block] = []
    words: list[str] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        block, after = _block(lines, at, room, within=bool(words))
        if block is None:
            if line.strip():
                words.append(line.strip())
            else:
                _end(words, found)
            at += 1
            continue
        _end(words, found)
        found.append(block)
        at = after
    _end(words, found)
    return tuple(found)


def _end(words: list[str], found: list[Block]) -> None:
    """End a paragraph."""
    if words:
        found.append(Paragraph("\n".join(words)))
        words.clear()


def _block(lines: list[str], at: int, room: int, *, within: bool) -> tuple[Block | None, int]:
    """Read the block that begins at a line, and tell where it ends; None if the line is one of a paragraph.

    `within` a paragraph, only a list that is not numbered, or begins with 1, may begin.
    """
    line = lines[at]
    if fence := FENCE.fullmatch(line):
        return _code(lines, at, fence[1])
    if not room:
        return None, at
    if QUOTE.match(line):
        end = at
        while end < len(lines) and QUOTE.match(lines[end]):
            end += 1
        return Quote(_blocks([QUOTE.sub("", one, count=1) for one in lines[at:end]], room - 1)), end
    item = ITEM.match(line)
    if item is None or (within and item[2][0].isdigit() and item[2][:-1] != "1"):
        return None, at
    return _items(lines, at, room)


def _code(lines: list[str], at: int, fence: str) -> tuple[Block, int]:
    """Read the lines between two fences; without a second one, all that follow."""
    end = at + 1
    while end < len(lines) and not _closes(lines[end], fence):
        end += 1
    return Code("\n".join(lines[at + 1 : end])), min(end + 1, len(lines))


def _closes(line: str, fence: str) -> bool:
    """Whether a line is the end of code that began with a fence."""
    return line.strip().startswith(fence) and not line.strip().strip(fence[0])


def _items(lines: list[str], at: int, room: int) -> tuple[Block, int]:
    """Read a list: items with the same sign, each with the lines that are indented below it."""
    first = ITEM.match(lines[at])
    assert first is not None  # noqa: S101 - whoever calls has looked
    kind, start = first[2][-1], int(first[2][:-1]) if first[2][0].isdigit() else None
    items = []
    while at < len(lines) and (sign := ITEM.match(lines[at])) and sign[2][-1] == kind:
        indent = sign.end()
        end = at + 1
        while end < len(lines) and _belongs(lines, end, indent):
            end += 1
        inner = [lines[at][indent:], *(one[min(indent, _indent(one)) :] for one in lines[at + 1 : end])]
        items.append(_blocks(inner, room - 1))
        at = end
        if (
            at + 1 < len(lines)
            and not lines[at].strip()
            and (sign := ITEM.match(lines[at + 1]))
            and sign[2][-1] == kind
        ):
            at += 1  # a blank line between two items
    return Items(start, tuple(items)), at


def _belongs(lines: list[str], at: int, indent: int) -> bool:
    """Whether a line belongs to an item: it is indented, or blank before one that is."""
    line = lines[at] if lines[at].strip() else (lines[at + 1] if at + 1 < len(lines) else "")
    return bool(line.strip()) and _indent(line) >= min(indent, 2)


def _indent(line: str) -> int:
    """How many blanks a line begins with."""
    return len(line) - len(line.lstrip(" "))


def _code_and_escapes(text: str) -> tuple[list[tuple[int, int, str]], str]:
    """Find code, and signs that are told to be none; give also the text with blanks in their place."""
    ticks: dict[int, list[int]] = defaultdict(list)
    for run in reversed(list(TICKS.finditer(text))):
        ticks[run.end() - run.start()].append(run.start())  # the next one is the last of the list
    found: list[tuple[int, int, str]] = []
    masked = list(text)
    at = 0
    for mark in MARK.finditer(text):
        start, end = mark.span()
        if start < at:
            continue
        if mark[0][0] == "\\":
            found.append((start, start + 1, ""))
            masked[start:end] = "  "
        elif mark[0][0] == "`":
            same = ticks[end - start]
            while same and same[-1] <= start:
                same.pop()
            if same:
                at = same[-1] + end - start
                found.append((start, at, "code"))
                masked[start:at] = " " * (at - start)
    return found, "".join(masked)


def _with_emphasis(text: str, marks: list[tuple[int, int, str]], masked: str) -> Words:
    """Pair the signs of emphasis, but for those within addresses, from the inside out."""
    links = [(one.start, one.end) for one in find_entities(masked) if one.kind == "link"]
    open_ones: list[tuple[int, int]] = []  # where a run of signs is, and how many of it are left
    pairs: list[tuple[int, int, str]] = []
    link = 0
    for run in MARK.finditer(masked):
        start, end = run.span()
        while link < len(links) and links[link][1] <= start:
            link += 1
        if run[0][0] not in "*_" or end - start > 3 or (link < len(links) and links[link][0] <= start):
            continue
        opens, closes = _sides(masked, start, end)
        left = end - start
        while closes and left:
            place = _counterpart(masked, open_ones, run[0][0], left)
            if place is None:
                break
            del open_ones[place + 1 :]
            before, size = open_ones.pop()
            width = min(size, left, 2)
            name = "strong" if width == 2 else "em"
            pairs.append((before + size - width, before + size, name))
            pairs.append((end - left, end - left + width, f"/{name}"))
            left -= width
            if size > width:
                open_ones.append((before, size - width))
        if opens and left == end - start and len(open_ones) < MOST_OPEN:
            open_ones.append((start, left))
    blank = list(masked)
    for start, end, _name in pairs:
        blank[start:end] = " " * (end - start)
    return Words(text, "".join(blank), tuple(sorted([*marks, *pairs])))


def _counterpart(text: str, open_ones: list[tuple[int, int]], sign: str, left: int) -> int | None:
    """Find the latest run of signs that is closed by so many of the same sign: as many, or three by one or two."""
    for place in range(len(open_ones) - 1, -1, -1):
        start, size = open_ones[place]
        if text[start] == sign and (size == left or 3 in (size, left)):
            return place
    return None


def _sides(text: str, start: int, end: int) -> tuple[bool, bool]:
    """Whether signs of emphasis may open, and whether they may close (CommonMark §6.2): `_` not within a word."""
    before, after = text[start - 1 : start] or " ", text[end : end + 1] or " "
    word_before, word_after = before.isalnum(), after.isalnum()
    opens = not after.isspace() and (word_after or not word_before)
    closes = not before.isspace() and (word_before or not word_after)
    if text[start] == "_":
        return opens and not word_before, closes and not word_after
    return opens, closes


def _spoken(blocks: tuple[Block, ...]) -> list[str]:
    """What some blocks say themselves."""
    said: list[str] = []
    for block in blocks:
        match block:
            case Paragraph(text):
                said.append(read_words(text).plain)
            case Quote(inner):
                said += _spoken(inner)
            case Items(_, items):
                said += [one for item in items for one in _spoken(item)]
    return said


def _unmarked(blocks: tuple[Block, ...]) -> list[str]:
    """The words of some blocks."""
    said: list[str] = []
    for block in blocks:
        match block:
            case Paragraph(text):
                said.append(_bare(read_words(text)))
            case Code(text):
                said.append(text)
            case Quote(inner):
                said += _unmarked(inner)
            case Items(_, items):
                said += [one for item in items for one in _unmarked(item)]
    return said


def _bare(words: Words) -> str:
    """A paragraph without its marks."""
    pieces, at = [], 0
    for start, end, name in words.marks:
        pieces.append(words.text[at:start])
        if name == "code":
            pieces.append(inner_code(words.text[start:end]))
        at = end
    return "".join([*pieces, words.text[at:]])


def inner_code(written: str) -> str:
    """What stands between the signs of code, without the blanks that keep signs apart."""
    width = len(written) - len(written.lstrip("`"))
    inner = written[width : len(written) - width].replace("\n", " ")
    return inner[1:-1] if len(inner) > 2 and inner[0] == inner[-1] == " " and inner.strip() else inner
