"""Reading what somebody looks for: words, "quoted phrases", -minus, and operators such as `from:ann has:media`."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date

import regex

from .entities import is_tag, tag_key
from .words import begins_a_word, words_in

MOST_TERMS = 20
FIRST_YEAR, LAST_YEAR = 1970, 3000
"""Between them ids can be made of days."""

HAS = ("media", "poll", "link")
IS = ("reply", "sensitive")

# A quotation that does not end goes on to the end: applications search while somebody types.
TERM = regex.compile(
    r'(?P<minus>-)?(?:(?P<name>[a-z]+):(?P<value>"[^"]*"?|[^\s"]*)|"(?P<quoted>[^"]*)"?|(?P<bare>\S+))'
)
QUOTES = str.maketrans("“”„«»「」", '"""""""')
LANGUAGE = regex.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})?")
USERNAME = regex.compile(r"@?(\w+)", regex.ASCII)


class NotUnderstood(ValueError):
    """An operator was given something that it does not know; `operator` and `value` tell which and what."""

    def __init__(self, operator: str, value: str = "") -> None:
        super().__init__(f"{operator}:{value}")
        self.operator = operator
        self.value = value


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words in a row; of the last one perhaps only the beginning."""

    words: tuple[str, ...]
    open_ended: bool = False


@dataclass(frozen=True)
class Terms:
    """What is wanted, or what is not."""

    phrases: tuple[Phrase, ...] = ()
    tags: frozenset[str] = frozenset()
    """Keys of hashtags."""
    authors: frozenset[str] = frozenset()
    """Usernames; `me` is whoever searches."""
    has: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    """What it `is:`."""
    languages: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.phrases or self.tags or self.authors or self.has or self.kinds or self.languages)


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for among posts: all that is `wanted`, and none of what is `unwanted`."""

    wanted: Terms = field(default_factory=Terms)
    unwanted: Terms = field(default_factory=Terms)
    before: date | None = None
    """Written before this day began (UTC)."""
    after: date | None = None
    """Written after this day ended (UTC)."""

    def __bool__(self) -> bool:
        return bool(self.wanted or self.before or self.after)


def read_search(query: str) -> Wanted:
    """Read what somebody looks for; NotUnderstood if an operator is given something that it does not know."""
    found = [one for one in TERM.finditer(query.translate(QUOTES)) if one.group() != "-"]
    if len(found) > MOST_TERMS:
        raise NotUnderstood("terms", str(MOST_TERMS))
    read = Wanted()
    for one in found:
        read = _with(read, one)
    return read


def _with(read: Wanted, term: "regex.Match[str]") -> Wanted:
    """Add one term."""
    name, minus = term["name"], bool(term["minus"])
    if name in ("before", "after") and minus:
        raise NotUnderstood("minus", name)
    if name == "before":
        return replace(read, before=_day(name, term["value"]))
    if name == "after":
        return replace(read, after=_day(name, term["value"]))
    if minus:
        return replace(read, unwanted=_more(read.unwanted, term))
    return replace(read, wanted=_more(read.wanted, term))


def _more(terms: Terms, term: "regex.Match[str]") -> Terms:
    """Add one term to those that are wanted, or to those that are not."""
    name = term["name"]
    if name in OPERATORS:
        attribute, read = OPERATORS[name]
        return replace(terms, **{attribute: getattr(terms, attribute) | {read(name, term["value"].strip('"').lower())}})
    if term["quoted"] is not None:
        return _with_phrase(terms, term["quoted"], exact=True)
    bare = term["bare"] or f"{name}:{term['value']}"
    if bare[0] in "#\N{FULLWIDTH NUMBER SIGN}" and is_tag(bare[1:]):
        return replace(terms, tags=terms.tags | {tag_key(bare[1:])})
    return _with_phrase(terms, bare, exact=False)


def _with_phrase(terms: Terms, text: str, *, exact: bool) -> Terms:
    """Add words that stand in a row; what holds none adds nothing."""
    words = tuple(words_in(text))
    if not words:
        return terms
    phrase = Phrase(words, open_ended=not exact and begins_a_word(words[-1]))
    return replace(terms, phrases=(*terms.phrases, phrase))


def _author(operator: str, value: str) -> str:
    """Read a username."""
    name = USERNAME.fullmatch(value)
    if name is None:
        raise NotUnderstood(operator, value)
    return str(name[1])


def _language(operator: str, value: str) -> str:
    """Read the code of a language."""
    if LANGUAGE.fullmatch(value) is None:
        raise NotUnderstood(operator, value)
    return value


def _one_of(*choices: str) -> Callable[[str, str], str]:
    """Read one of a few words."""

    def read(operator: str, value: str) -> str:
        if value not in choices:
            raise NotUnderstood(operator, value)
        return value

    return read


def _day(operator: str, value: str) -> date:
    """Read a day: YYYY-MM-DD."""
    try:
        day = date.fromisoformat(value.strip('"'))
    except ValueError:
        raise NotUnderstood(operator, value) from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise NotUnderstood(operator, value)
    return day


OPERATORS: dict[str, tuple[str, Callable[[str, str], str]]] = {
    "from": ("authors", _author),
    "has": ("has", _one_of(*HAS)),
    "is": ("kinds", _one_of(*IS)),
    "lang": ("languages", _language),
    "language": ("languages", _language),
}
"""Which terms an operator adds to, and how its value is read."""
