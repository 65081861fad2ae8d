"""Who may import whom. The first arrow that points the wrong way fails."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "microblog"

LEAVES = {"clock", "errors", "i18n", "pens", "text", "media", "fetching"}
COMMON = {"models", "queries", "actions"}
FRAME = {
    *("settings", "inifile", "logs", "database", "schema", "security", "tweens", "parameters", "rates", "addresses"),
    "presence",
    *("assets", "systemd"),
}
DOORS = {"site", "api", "oauth", "cli", "jobs"}

# What each part may know of ours. `microblog/__init__.py` assembles it all and is called "main" here.
MAY_KNOW: dict[str, set[str]] = {
    "clock": set(),
    "errors": {"i18n"},
    "i18n": set(),
    "pens": {"clock", "i18n"},
    "text": set(),
    "media": {"i18n"},
    "fetching": set(),
    "models": LEAVES,
    "queries": LEAVES | {"models"},
    "actions": LEAVES | {"models", "queries"},
    "settings": set(),
    "inifile": {"settings"},
    "logs": set(),
    "assets": set(),
    "systemd": set(),
    "parameters": set(),
    "addresses": {"models"},
    "presence": {"models"},
    "rates": {"errors", "settings"},
    "database": {"clock", "errors", "models", "settings"},
    "schema": {"models", "settings"},
    "security": LEAVES | COMMON | {"settings", "database", "parameters"},
    "tweens": {"i18n", "database", "logs", "settings", "parameters", "rates"},
    "demo": LEAVES | COMMON,
    **dict.fromkeys(DOORS, LEAVES | COMMON | FRAME),
    # Operators run the clock's jobs by hand: the one place where a door knows pages of another.
    "cli": LEAVES | COMMON | FRAME | {"demo", "main", "timetable"},
    "jobs": LEAVES | COMMON | FRAME | {"main", "timetable"},
    "main": FRAME | DOORS,
}

WITHOUT_PYRAMID = LEAVES | COMMON | {"demo"}


# Pages of the clock's door that operators use by hand: its jobs, and the ways for letters to leave.
OF_THE_CLOCK = {"timetable", "running", "transports", "envelopes"}


def part_of(path: Path) -> str:
    """Name the part that a file belongs to."""
    first = path.relative_to(PACKAGE).parts[0]
    return "main" if first == "__init__.py" else first.removesuffix(".py")


def imports_of(path: Path) -> list[tuple[str, int]]:
    """List what a file imports, as absolute names, with the line."""
    package = ("microblog", *path.relative_to(PACKAGE).parent.parts)
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [(alias.name, node.lineno) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(package[: len(package) - node.level + 1]) if node.level else ""
            module = ".".join(filter(None, [base, node.module or ""]))
            found += [(f"{module}.{alias.name}", node.lineno) for alias in node.names]
    return found


def part_named(name: str) -> str | None:
    """Name the part of ours that an import is about; None for other people's modules."""
    words = name.split(".")
    if words[0] != "microblog":
        return None
    if words[1:2] == ["jobs"] and words[2:3] and words[2] in OF_THE_CLOCK:
        return "timetable"
    known = set(MAY_KNOW) - {"main"}
    return words[1] if len(words) > 1 and words[1] in known else "main"


FILES = sorted(PACKAGE.rglob("*.py"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_point_downwards(path: Path) -> None:
    part = part_of(path)

    wrong = [
        f"{path.name}:{line} knows {name}"
        for name, line in imports_of(path)
        if (known := part_named(name)) not in (None, part) and known not in MAY_KNOW[part]
    ]

    assert wrong == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_what_doors_share_knows_no_pyramid_and_never_commits(path: Path) -> None:
    if part_of(path) not in WITHOUT_PYRAMID:
        return
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    names |= {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    names |= {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
    modules = {name.split(".")[0] for name, _ in imports_of(path)}

    assert not modules & {"pyramid", "webob", "transaction", "zope"}
    assert not names & {"request", "commit"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_stand_at_the_top(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]

    hidden = [f.name for f in functions for node in ast.walk(f) if isinstance(node, ast.Import | ast.ImportFrom)]

    assert hidden == []


def test_every_part_has_its_place_in_the_table() -> None:
    assert {part_of(path) for path in FILES} <= set(MAY_KNOW)
