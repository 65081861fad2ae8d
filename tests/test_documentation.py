"""What the documents say is so."""

import re
from pathlib import Path

import click
import pytest

from microblog.cli import microblog
from microblog.cli.settings import as_markdown
from microblog.settings import Settings, names

ROOT = Path(__file__).parent.parent
BOOK = [ROOT / "docs/operations.md", *sorted((ROOT / "docs/operations").glob("*.md"))]
DOCUMENTS = [ROOT / "README.md", ROOT / "benchmarks/README.md", *sorted((ROOT / "docs").rglob("*.md"))]
FOLDERS = ("alembic", "ansible", "benchmarks", "docs", "microblog", "tests")
WORDED = {".ini", ".j2", ".md", ".py", ".sh", ".yml"}
LAYERS = ("models", "queries", "actions", "site", "api", "oauth", "cli", "jobs")
NO_NOUNS = {"__init__", "base", "inputs", "hashing", "context", "once"}


def matrix() -> str:
    """Draw the table of nouns and layers as the tree has it."""
    files = {layer: {path.stem for path in (ROOT / "microblog" / layer).glob("*.py")} for layer in LAYERS}
    nouns = sorted(set.union(*(files[layer] for layer in ("models", "queries", "actions"))) - NO_NOUNS)
    rows = [
        f"| {noun} | " + " | ".join("●" if noun in files[layer] else "" for layer in LAYERS) + " |" for noun in nouns
    ]
    return "\n".join([f"| noun | {' | '.join(LAYERS)} |", "|---" * (len(LAYERS) + 1) + "|", *rows]) + "\n"


def test_the_matrix_shows_the_tree() -> None:
    text = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")

    shown = text.split("<!-- matrix -->\n")[1].split("<!-- end -->")[0]

    assert shown == matrix(), f"Write this between the marks:\n{matrix()}"


def test_every_setting_is_described() -> None:
    assert (ROOT / "docs/settings.md").read_text(encoding="utf-8") == as_markdown(), "Run `make docs`."


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_between_documents_lead_somewhere(path: Path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#\s]*)#?([^)\s]*)\)", path.read_text(encoding="utf-8"))

    assert [link for link in links if not _leads_to(path.parent / (link[0] or path.name), link[1])] == []


def test_every_heading_that_is_referred_to_exists() -> None:
    files = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*")] + list(ROOT.glob("*"))
    text = "\n".join(path.read_text(encoding="utf-8") for path in files if path.suffix in WORDED and path.is_file())

    named = re.findall(r'"([^"\n]+)"[\s#]+in[\s#]+(docs/[\w/-]+\.md)', text)

    assert [(heading, file) for heading, file in named if heading not in _headings(ROOT / file)] == []
    assert named


def test_every_chapter_stands_in_the_contents() -> None:
    contents = BOOK[0].read_text(encoding="utf-8").split("## Contents\n")[1].split("\n## ")[0]

    listed = re.findall(r"^\* \[(.+)\]\((.+)\): ", contents, flags=re.MULTILINE)

    assert sorted(listed) == sorted((_headings(path)[0], f"operations/{path.name}") for path in BOOK[1:])


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_make_command_that_is_named_exists(path: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE))
    named = set(re.findall(r"`?make ([a-z-]+)", "\n".join(re.findall(r"`[^`]+`", path.read_text(encoding="utf-8")))))

    assert named <= targets


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_test_that_is_named_exists(path: Path) -> None:
    named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", path.read_text(encoding="utf-8"))

    missing = [f"{file}::{test}" for file, test in named if not _has(ROOT / file, test)]

    assert missing == []
    assert named or path.name != "api.md"


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_command_that_is_named_exists(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    blocks = re.findall(r"^```sh\n(.*?)^```", text, flags=re.MULTILINE | re.DOTALL)
    spans = re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL))
    named = [
        line for one in [*spans, *"\n".join(blocks).splitlines()] if (line := one.strip()).startswith("microblog ")
    ]

    assert [line for line in named if not _is_command(line.split("#")[0].split()[1:])] == []
    assert named or path.name != "letters.md"


def test_every_setting_that_operators_are_told_of_exists() -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in BOOK)
    sections = "|".join(Settings.model_fields)

    named = re.findall(rf"(?:`|^)((?:{sections})\.[a-z_]+)(?: = [^`\n]+)?(?:`|$)", text, flags=re.MULTILINE)

    assert set(named) - set(names()) - {"site.yml"} == set()  # which is a playbook
    assert len(set(named)) > 10


def _leads_to(file: Path, anchor: str) -> bool:
    """Whether there is such a file and, if an anchor is named, a heading of which GitHub makes it."""
    if not anchor:
        return file.exists()
    return anchor in [re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in _headings(file)]


def _headings(file: Path) -> list[str]:
    """The headings of a document; what stands in its examples is none."""
    text = file.read_text(encoding="utf-8") if file.exists() else ""
    prose = re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)
    return re.findall(r"^#+ (.+)$", prose, flags=re.MULTILINE)


def _is_command(words: list[str], command: click.Command = microblog) -> bool:
    """Whether there is such a command, and it has the options that are named."""
    while words and isinstance(command, click.Group):
        if words[0] in ("-c", "--config"):
            words = words[2:]
        elif words[0] in command.commands:
            command, words = command.commands[words[0]], words[1:]
        else:
            break
    if words and isinstance(command, click.Group) and not words[0].startswith("-"):
        return words[0].startswith("…")
    known = {name for parameter in command.params for name in parameter.opts} | {"-h", "--help", "--version"}
    return {word for word in words if word.startswith("-")} <= known


def _has(file: Path, test: str) -> bool:
    """Whether a file has a test of that name."""
    return file.exists() and f"def {test}(" in file.read_text(encoding="utf-8")
