"""The words of the interface, as they stand in the code, and languages that the tests make of them."""

from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from pyramid.i18n import Localizer
from pyramid.interfaces import ILocalizer, ITranslationDirectories
from pyramid.registry import Registry

from microblog.i18n import DOMAIN, OURS

ROOT = Path(__file__).parent.parent

Message = str | tuple[str, ...]
"""A sentence; of a counted one, both."""


@cache
def messages() -> frozenset[Message]:
    """Every sentence that the code marks for translators, as `make messages` finds them."""
    with (ROOT / "babel.cfg").open(encoding="utf-8") as mapping:
        methods, options = parse_mapping_cfg(mapping)
    found = extract_from_dir(ROOT, methods, options, DEFAULT_KEYWORDS, directory_filter=_is_ours)
    return frozenset(message for _file, _line, message, _comments, _context in found)


def _is_ours(folder: str) -> bool:
    """Whether a folder can hold sentences: to look through all of `var` would take minutes."""
    path = Path(folder).relative_to(ROOT)
    return path == Path() or path.parts[0] == "microblog"


def teach(registry: Registry, language: str, folder: Path) -> None:
    """Let the site speak a language in which every sentence is the English one in ⟦ and ⟧, and nothing else is."""
    catalogue = Catalog(locale=language, domain=DOMAIN)
    for message in messages():
        said = tuple(map(_marked, message)) if isinstance(message, tuple) else _marked(message)
        if isinstance(said, tuple):
            said = (said[0], *[said[1]] * (catalogue.num_plurals - 1))
        catalogue.add(message, said)
    file = folder / language / "LC_MESSAGES" / f"{DOMAIN}.mo"
    file.parent.mkdir(parents=True)
    with file.open("wb") as out:
        write_mo(out, catalogue)
    registry.getUtility(ITranslationDirectories).append(str(folder))
    registry["languages"] = [OURS, language]
    known = registry.queryUtility(ILocalizer, name=language)
    assert known is None or not isinstance(known, Localizer), "somebody spoke it before it was taught"


def _marked(sentence: str) -> str:
    """Say a sentence in the language of the tests."""
    return f"⟦{sentence}⟧"
