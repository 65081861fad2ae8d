"""The words of the interface: every one goes through here, so that it can be said in other languages (GNU gettext).

Python says `_("You follow @${name} now.", mapping={"name": …})` and `ngettext("${n} post", "${n} posts", count)`,
templates say `{% trans %}` or `_("…")`. All are collected by `make messages` into `locale/microblog.pot`. What is said
is in English until a door that knows its reader's language translates it: a sentence is a `str`, whatever else it is.
"""

from collections.abc import Mapping
from typing import Any

from translationstring import TranslationString  # type: ignore[import-untyped]

DOMAIN = "microblog"
OURS = "en"
"""The language in which everything is written."""


def _(sentence: str, mapping: Mapping[str, object] | None = None) -> str:
    """Mark a sentence for translators; `mapping` fills its `${places}`."""
    return TranslationString(sentence, domain=DOMAIN, mapping=mapping)  # type: ignore[no-any-return]


class Counted(TranslationString):  # type: ignore[misc]
    """A sentence that is another one when it is about several."""

    many: str
    number: int

    def interpolate(self, translated: str | None = None) -> str:
        """Fill in its places; in English where it was not translated."""
        english = self if self.number == 1 else self.many
        return str(super().interpolate(translated if translated is not None else english))


class Telling(Exception):
    """Something that went wrong in a way that is told: `str()` says it in English, `sentence` can be translated."""

    def __init__(self, sentence: str = "") -> None:
        super().__init__(in_english(sentence))
        self.sentence = sentence


def ngettext(one: str, many: str, number: int, mapping: Mapping[str, object] | None = None) -> str:
    """Say one sentence of one thing and another of several; `${n}` in them is the number."""
    sentence = Counted(one, domain=DOMAIN, mapping={"n": number, **(mapping or {})})
    sentence.many, sentence.number = many, number
    return sentence


def in_english(sentence: str) -> str:
    """Say a sentence as it was written, with its places filled in."""
    return str(sentence.interpolate()) if isinstance(sentence, TranslationString) else str(sentence)


def translated(localizer: Any, sentence: str) -> str:
    """Say a sentence in the language of a localizer."""
    if isinstance(sentence, Counted):
        words = (str(sentence), sentence.many, sentence.number)
        return str(localizer.pluralize(*words, domain=DOMAIN, mapping=sentence.mapping))
    return str(localizer.translate(sentence, domain=DOMAIN))
