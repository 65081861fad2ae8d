"""Markdown as HTML: of what is built, every tag is closed, and nothing is ever built but the tags that stand here."""

from markupsafe import Markup, escape

from .bidi import closing
from .entities import find_entities
from .markdown import Block, Code, Items, Paragraph, Quote, Words, inner_code, read_markdown, read_words
from .shows import Show

PARAGRAPH = Markup("<p>{}{}</p>")
CODE = Markup("<pre><code>{}{}</code></pre>")
QUOTE = Markup("<blockquote>{}</blockquote>")
ITEM = Markup("<li>{}</li>")
BULLETS = Markup("<ul>{}</ul>")
NUMBERS = Markup("<ol>{}</ol>")
NUMBERS_FROM = Markup('<ol start="{}">{}</ol>')
INLINE_CODE = Markup("<code>{}{}</code>")
MARKS = {
    "em": Markup("<em>"),
    "/em": Markup("</em>"),
    "strong": Markup("<strong>"),
    "/strong": Markup("</strong>"),
}


def markdown_html(text: str, show: Show, line_break: Markup) -> Markup:
    """Show a text that is written in Markdown; `show` shows its links, mentions and tags."""
    return _blocks(read_markdown(text), show, line_break)


def _blocks(blocks: tuple[Block, ...], show: Show, line_break: Markup) -> Markup:
    """Show some blocks."""
    return Markup("").join(_block(block, show, line_break) for block in blocks)


def _block(block: Block, show: Show, line_break: Markup) -> Markup:
    """Show a block, closing the direction marks it leaves open."""
    match block:
        case Paragraph(text):
            return PARAGRAPH.format(_words(read_words(text), show, line_break), closing(text))
        case Code(text):
            return CODE.format(text, closing(text))
        case Quote(inner):
            return QUOTE.format(_blocks(inner, show, line_break))
        case Items(start, items):
            shown = Markup("").join(ITEM.format(_item(item, show, line_break)) for item in items)
            if start is None:
                return BULLETS.format(shown)
            return NUMBERS.format(shown) if start == 1 else NUMBERS_FROM.format(start, shown)


def _item(item: tuple[Block, ...], show: Show, line_break: Markup) -> Markup:
    """Show an item; its first words need no paragraph."""
    first, rest = item[:1], item[1:]
    if not (first and isinstance(first[0], Paragraph)):
        return _blocks(item, show, line_break)
    text = first[0].text
    return _words(read_words(text), show, line_break) + closing(text) + _blocks(rest, show, line_break)


def _words(words: Words, show: Show, line_break: Markup) -> Markup:
    """Show the words of a paragraph, with their marks, and what is more than words among them."""
    shown: list[tuple[int, int, Markup]] = []
    for start, end, name in words.marks:
        if name == "code":
            inner = inner_code(words.text[start:end])
            shown.append((start, end, INLINE_CODE.format(inner, closing(inner))))
        else:
            shown.append((start, end, MARKS.get(name, Markup(""))))
    for entity in find_entities(words.plain):
        if (made := show(entity, words.text[entity.start : entity.end])) is not None:
            shown.append((entity.start, entity.end, made))
    pieces: list[Markup] = []
    at = 0
    for start, end, made in sorted(shown, key=lambda one: one[:2]):
        pieces += _letters(words.text[at:start], line_break), made
        at = end
    return Markup("").join((*pieces, _letters(words.text[at:], line_break)))


def _letters(text: str, line_break: Markup) -> Markup:
    """Show plain words of several lines."""
    return line_break.join(map(escape, text.split("\n")))
