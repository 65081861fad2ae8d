"""`make faults`: kill schedulers while they send, and compare what was promised with what the mail host took.

RUNS=2000 says how often one is killed, over all worlds together; SEED=… repeats what happened in a run before;
ONLY="sqlite smtp" takes only the worlds in whose names all these words stand; WORKERS=2 plays as many at a time.
A whole run writes what it saw into docs/faults.md; a short one prints it. It fails if a letter was lost, sent though
it should not have been, or sent twice without our having said that we could not know.
"""

import os
import random
import shutil
import sys
import tempfile
import time
import traceback
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import click

from .ledger import Figures
from .report import ENOUGH, report
from .worlds import KINDS, Kind, world

DATABASES = ("postgresql", "sqlite")
TRANSPORTS = ("smtp", "spool")
SHOWN = 25


@dataclass(frozen=True)
class Cell:
    """A row of the table: a world, and how often a scheduler is killed in it."""

    database: str
    transport: str
    kind: Kind
    seed: int
    runs: int

    @property
    def name(self) -> str:
        """What it is called."""
        return f"{self.database} {self.transport} {self.kind.name}"


def main() -> None:
    """Play all the worlds, and tell of them."""
    runs = int(os.environ.get("RUNS", ENOUGH))
    seed = int(os.environ.get("SEED") or random.SystemRandom().randrange(10**6))
    workers = int(os.environ.get("WORKERS") or os.cpu_count() or 1)
    click.echo(f"Killing schedulers {runs} times, SEED={seed}")
    cells = list(_cells(runs, seed, os.environ.get("ONLY", "").split()))
    start = time.monotonic()
    with ProcessPoolExecutor(workers, max_tasks_per_child=1) as pool:
        outcomes = dict(zip(cells, pool.map(play, cells), strict=True))
    named = {(cell.database, cell.transport, cell.kind.name): figures for cell, figures in outcomes.items()}
    words = report(named, seed, time.monotonic() - start)
    click.echo(words)
    whole = sum(outcomes.values(), Figures())
    if whole.runs >= ENOUGH:
        Path("docs/faults.md").write_text(words, encoding="utf-8")
    for cell, figures in outcomes.items():
        for problem in figures.problems[:SHOWN]:
            click.echo(f"{cell.name}: {problem}", err=True)
    sys.exit(bool(whole.problems))


def play(cell: Cell) -> Figures:
    """Play one world to its end."""
    folder = Path(tempfile.mkdtemp(prefix="microblog-faults-"))
    folder.chmod(0o755)
    seed = f"{cell.seed} {cell.name}"
    start = time.monotonic()
    try:
        with world(cell.kind, seed, folder, database=cell.database, transport=cell.transport) as it:
            for _ in range(cell.runs):
                it.run()
            it.drain()
            figures = it.figures()
    except Exception:
        figures = Figures(problems=[f"the harness itself failed: {traceback.format_exc()}"])
    if figures.problems:
        figures.problems.insert(0, f"all of it is in {folder}")
    else:
        shutil.rmtree(folder, ignore_errors=True)
    took = time.monotonic() - start
    click.echo(f"{cell.name}: {figures.numbers} in {took:.0f} s, {len(figures.problems)} problems")
    return figures


def _cells(runs: int, seed: int, only: Sequence[str]) -> Iterable[Cell]:
    """Share the runs out among the worlds."""
    worlds = [
        (database, transport, kind)
        for kind in KINDS
        for database in DATABASES
        for transport in TRANSPORTS
        if all(word in f"{database} {transport} {kind.name}" for word in only)
    ]
    for database, transport, kind in worlds:
        yield Cell(database, transport, kind, seed, -(-runs // len(worlds)))


if __name__ == "__main__":
    main()
