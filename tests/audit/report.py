"""The page that `make audit` writes: of each part what was seen last, when, and on what."""

import json
import os
import platform
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.conftest import CHROMIUM
from tests.processes import ROOT

from .modules import AUDIT, MODULES

PAGE = ROOT / "docs/audit.md"
INTRODUCTION = """\
# How the pages do

`make audit` has written this page. It founds the demo town, opens the site as it is in production (compressed as by
nginx), and has it judged by programs that know nothing of us. `make audit ONLY=eyes` renews a part,
`ONLY="eyes settings home"` only shows what a part says of the pages in whose names one of those words stands, and
`AGAIN=1` takes the town of the time before.
"""


def keep(part: str, title: str, words: str, seconds: float) -> None:
    """Keep what a part has seen, with the circumstances, and write the page anew from all parts."""
    kept = {"title": title, "words": words, "under": _circumstances(part, seconds)}
    _file(part).parent.mkdir(parents=True, exist_ok=True)
    _file(part).write_text(json.dumps(kept), encoding="utf-8")


def write(parts: Iterable[str]) -> None:
    """Write the page of what has been seen of each part."""
    seen = [json.loads(_file(part).read_text("utf-8")) for part in parts if _file(part).exists()]
    body = "\n".join(f"## {one['title']}\n\n{one['under']}\n\n{one['words']}\n" for one in seen)
    PAGE.write_text(f"{INTRODUCTION}\n{body}", encoding="utf-8")


def table(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """Write a table; what is a number stands on the right."""
    rows = [[str(cell) for cell in row] for row in rows]
    lines = ["---:" if all(row[n].strip("* ")[:1].isdigit() for row in rows) else "---" for n in range(len(head))]
    return "\n".join(f"| {' | '.join(row)} |" for row in [list(head), lines, *rows])


def versions(names: Iterable[str]) -> Mapping[str, str]:
    """The versions of the programs that judged."""
    return {name: json.loads((MODULES / name / "package.json").read_text("utf-8"))["version"] for name in names}


def _circumstances(part: str, seconds: float) -> str:
    """Say when, of which commit, and on what machine something was seen."""
    commit = _said("git", "-C", str(ROOT), "log", "-1", "--format=%h")
    return (
        f"`make audit ONLY={part}` on {datetime.now(UTC):%Y-%m-%d}, commit {commit}, in {seconds / 60:.0f} minutes: "
        f"{os.cpu_count()} cores of {_fact('/proc/cpuinfo', 'model name')}, {_name_of_system()}, "
        f"{_said(CHROMIUM or 'chromium', '--version').removesuffix(' built on Debian GNU/Linux 12 (bookworm)')}."
    )


def _file(part: str) -> Path:
    """Where what a part has seen is kept."""
    return AUDIT / "seen" / f"{part}.json"


def _said(*words: str) -> str:
    """What a program says."""
    return subprocess.run(words, capture_output=True, text=True, check=True).stdout.strip()


def _fact(file: str, name: str) -> str:
    """A line of a file of the kernel."""
    lines = Path(file).read_text("utf-8").splitlines()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith(name)), "unknown")


def _name_of_system() -> str:
    """What this machine runs."""
    return platform.freedesktop_os_release().get("PRETTY_NAME", "Linux")
