"""How letters look: their templates, and what those may use."""

import functools
import re
from collections.abc import Callable
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context, pass_eval_context, select_autoescape
from jinja2.nodes import EvalContext
from jinja2.runtime import Context
from markupsafe import Markup, escape
from pyramid.i18n import Localizer

from .. import text
from ..i18n import DOMAIN, _, translated
from ..models import Account, Post
from ..pens import Pen

TEMPLATES = Path(__file__).parent / "templates"
PLACE = re.compile(r"\$\{(\w+)\}")
QUOTED = 280
"""How many characters of what is answered are shown."""


@functools.lru_cache
def templates(localizer: Localizer) -> Environment:
    """Read the templates of letters for one language; those that are HTML escape whatever is put into them."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(["html.jinja2"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,  # it would look at five files for each letter
        extensions=["jinja2.ext.i18n"],
    )
    made.install_gettext_callables(  # type: ignore[attr-defined]
        lambda words: localizer.translate(words, domain=DOMAIN),
        lambda one, many, number: localizer.pluralize(one, many, number, domain=DOMAIN),
        newstyle=True,
    )
    made.filters |= {"gist": _gist, "hue": hue, "quoted": quoted, "summary": text.summary}
    made.filters |= {"isolated": lambda name: text.isolated(text.one_line(name))}
    made.filters["said"] = _saying(localizer)
    return made


def write(name: str, facts: dict[str, object], localizer: Localizer) -> tuple[str, str]:
    """Write a letter's words, as plain text and as HTML."""
    plain, rich = (templates(localizer).get_template(f"{name}.{kind}.jinja2") for kind in ("txt", "html"))
    return plain.render(facts), rich.render(facts)


def gist(post: Post, pen: Pen, limit: int = 60) -> str:
    """Say in one line what a post is about: of what is folded away, the warning alone."""
    return text.summary(post.warning or post.unmarked, limit) or pen.say(_("a post without words"))


def quoted(words: str, sign: str = "> ") -> str:
    """Quote words as mail programs do."""
    return "\n".join(f"{sign}{line}".rstrip() for line in words.splitlines())


def hue(account: Account) -> str:
    """Choose the colour of somebody's sign, always the same, and dark enough for white letters."""
    return COLOURS[account.id % len(COLOURS)]


COLOURS = ("#8a3b3b", "#86502a", "#6f611f", "#4a6b2a", "#2c6e44", "#0d6a61", "#24647d", "#375a94", "#5a4f99", "#7f437f")


@pass_context
def _gist(context: Context, post: Post, limit: int = 60) -> str:
    """The same for templates, which know the reader's pen."""
    return gist(post, context["pen"], limit)


def _saying(localizer: Localizer) -> Callable[..., str]:
    """Make the filter that says a sentence of Python's, with its places filled by what a template knows."""

    @pass_eval_context
    def said(how: EvalContext, sentence: str, **places: object) -> str:
        parts = enumerate(PLACE.split(translated(localizer, sentence)))
        words = [places[part] if place % 2 else part for place, part in parts]
        return Markup("").join(map(escape, words)) if how.autoescape else "".join(map(str, words))

    return said
