"""How letters look: their templates, and what those may use."""

import functools
from datetime import datetime
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from .. import text
from ..clock import zone
from ..models import Account, Post

TEMPLATES = Path(__file__).parent / "templates"
QUOTED = 280
"""How many characters of what is answered are shown."""


@functools.cache
def templates() -> Environment:
    """Read the templates of letters; those that are HTML escape whatever is put into them."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(["html.jinja2"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,  # it would look at five files for each letter
    )
    made.filters |= {"gist": gist, "hue": hue, "moment": moment, "quoted": quoted, "summary": text.summary}
    made.filters |= {"isolated": lambda name: text.isolated(text.one_line(name))}
    return made


def write(name: str, facts: dict[str, object]) -> tuple[str, str]:
    """Write a letter's words, as plain text and as HTML."""
    plain, rich = (templates().get_template(f"{name}.{kind}.jinja2") for kind in ("txt", "html"))
    return plain.render(facts), rich.render(facts)


def gist(post: Post, limit: int = 60) -> str:
    """Say in one line what a post is about: of what is folded away, the warning alone."""
    return text.summary(post.warning or post.text, limit) or "a post without words"


def quoted(words: str, sign: str = "> ") -> str:
    """Quote words as mail programs do."""
    return "\n".join(f"{sign}{line}".rstrip() for line in words.splitlines())


def moment(when: datetime, reader: Account) -> str:
    """Write a moment as the reader's clock shows it."""
    local = when.astimezone(zone(reader.time_zone))
    return f"{local.day} {local:%B %Y, %H:%M} {local.tzname()}"


def hue(account: Account) -> str:
    """Choose the colour of somebody's sign, always the same, and dark enough for white letters."""
    return COLOURS[account.id % len(COLOURS)]


COLOURS = ("#8a3b3b", "#86502a", "#6f611f", "#4a6b2a", "#2c6e44", "#0d6a61", "#24647d", "#375a94", "#5a4f99", "#7f437f")
