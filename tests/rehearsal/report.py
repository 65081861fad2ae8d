"""The page that `make rehearse` writes: what was seen, on what, when."""

import os
import platform
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from .commands import attempt

HEAD = """\
# The rehearsal

`make rehearse` has written this page. It boots real Debian machines, runs the real playbooks on them as an operator
would, uses the site by HTTPS from other addresses, breaks things, and writes down what it saw. Nothing here is
promised that was not seen. Each part is of the last run that went through all of its steps; it says when that was, on
what, and with which command.

## What is real, and what is not

* The machines are containers that boot (systemd-nspawn): systemd, sshd, nftables, units and their sandboxes,
  PostgreSQL, Postfix and nginx are Debian's own, each machine has its files, processes and network for itself. They
  share kernel, clock, memory and cores with the machine they run on, and with whoever asks them.
* A power cut ends all processes of a machine at once (SIGKILL to its process 1). What it had written stays, also
  what a disk would have lost.
* Ansible is what `make operations` installs. Where a run is said to be with Mitogen, its tasks are the same, in a third
  of the time.
* Their network has a name server and a mail host, and no way out. Debian's packages come through a cache
  (`site_apt_proxy`). The certificate is the machine's own (`certificates_kind: selfsigned`), and checked by whoever
  asks.
* The inventory is `inventories/single.example`, or on several machines `inventories/fleet.example`, filled in as its
  words ask for.
"""


PART = """\
## {title}

{when}, commit {commit}: {minutes:.0f} minutes on {cores} cores ({processor}), {memory} of memory, {system}, with
`{command}`.
"""


@dataclass
class Section:
    """What one step saw."""

    title: str
    lines: list[str] = field(default_factory=list)
    rows: list[Sequence[str]] = field(default_factory=list)
    """The first of them is the head of the table."""

    def say(self, words: str) -> None:
        """Write down something that was seen."""
        self.lines.append(words)

    def row(self, *cells: object) -> None:
        """Write down a row of the table."""
        self.rows.append([str(cell) for cell in cells])


@dataclass
class Report:
    """What all steps on one suite's machines saw: a part of the page."""

    title: str
    command: str
    """Which tells it anew."""
    sections: list[Section] = field(default_factory=list)
    start: float = field(default_factory=time.monotonic)

    def section(self, title: str) -> Section:
        """Begin what a step writes down."""
        self.sections.append(Section(title))
        return self.sections[-1]

    def __str__(self) -> str:
        """Write the part."""
        return "\n".join([_head(self), *map(_written, self.sections)])


def page(before: str, report: Report, order: Sequence[str]) -> str:
    """Write a page anew with another part, which takes the place of the one that has its title."""
    parts = {part.partition("\n")[0]: f"## {part}" for part in before.split("\n## ")[1:]}
    parts[report.title] = str(report)
    there = [parts[title].strip() for title in order if title in parts]
    return "\n\n".join([HEAD.strip(), *there]) + "\n"


def _written(section: Section) -> str:
    """Write a section."""
    lines = [f"### {section.title}", "", *(f"* {line}" for line in section.lines)]
    if section.rows:
        head, *rows = section.rows
        lines += ["", _row(head), _row("---" for _ in head), *map(_row, rows)]
    return "\n".join([*lines, ""])


def _row(cells: Iterable[str]) -> str:
    """Write a row of a table."""
    return f"| {' | '.join(cells)} |"


def _head(report: Report) -> str:
    """Say of a part when, on what and how it was."""
    root = Path(__file__).parents[2]
    return PART.format(
        title=report.title,
        command=report.command,
        when=f"{datetime.now(UTC):%Y-%m-%d}",
        commit=attempt("git", "-C", root, "log", "-1", "--format=%h").stdout.strip(),
        minutes=(time.monotonic() - report.start) / 60,
        cores=os.cpu_count(),
        processor=_fact("/proc/cpuinfo", "model name"),
        memory=f"{int(_fact('/proc/meminfo', 'MemTotal').split()[0]) / 2**20:.0f} GiB",
        system=f"{_name_of_system()}, Linux {platform.release()}",
    )


def _fact(file: str, name: str) -> str:
    """A line of a file of the kernel."""
    for line in Path(file).read_text(encoding="utf-8").splitlines():
        if line.startswith(name):
            return line.partition(":")[2].strip()
    return "unknown"


def _name_of_system() -> str:
    """What this machine runs."""
    return platform.freedesktop_os_release().get("PRETTY_NAME", "Linux")
