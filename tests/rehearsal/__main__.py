"""`python -m tests.rehearsal [short|full]`: boot real machines, run the real playbooks, and tell what was seen.

A whole rehearsal, of all steps on Debian 13 and 12, writes docs/rehearsal.md; any other prints that page. Where this
machine cannot boot machines, it says why and fails.
"""

import fcntl
import os
import shutil
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import product
from pathlib import Path

import click

from tests.clients.servers import stop_when_told

from . import machines, network
from .commands import STATE, Failed, Unable, end_leftovers
from .fleet import FLEET
from .images import SUITES
from .packages import SERVER, Packages
from .report import Report
from .steps import STEPS
from .world import SINGLE, Plan, Wish, World, world

CACHE = Path(os.environ.get("MICROBLOG_CACHE") or "/var/cache/microblog-rehearsal")
PROGRAMS = ("mmdebstrap", "systemd-nspawn", "ip", "nsenter", "socat", "ssh", "ssh-keygen", "curl", "git", SERVER)
PAGE = Path("docs/rehearsal.md")


@click.command()
@click.argument("how", type=click.Choice(["short", "full"]), default="short")
@click.option("--suite", "suites", multiple=True, type=click.Choice(SUITES), help="On which Debian; short: trixie.")
@click.option("--only", type=click.Choice(list(STEPS)), help="One step, and what it needs.")
@click.option("--keep", is_flag=True, help="Leave the machine running at the end, until Ctrl+C.")
@click.option("--uncommitted", is_flag=True, help="Rehearse what lies here, not what is committed.")
def main(how: str, suites: tuple[str, ...], only: str | None, keep: bool, uncommitted: bool) -> None:
    """Rehearse."""
    stop_when_told()
    suites = suites or (SUITES if how == "full" else SUITES[:1])
    steps = _steps(whole=how == "full", only=only)
    report, start = Report(), time.monotonic()
    folder = Path(tempfile.mkdtemp(prefix="microblog-rehearsal-"))
    click.echo(f"What is said is kept in {folder}.")
    try:
        with _alone(), Packages(CACHE / "packages").open() as packages:
            for suite, (plan, some) in product(suites, _by_plan(steps)):
                wish = Wish(suite, plan, CACHE, folder / suite / plan.example, how == "full", uncommitted)
                with world(wish, packages, report, _say) as one:
                    _rehearse(one, some, keep=keep)
    except Unable as why:
        sys.exit(f"Nothing was rehearsed. {why}")
    except Failed as why:
        click.echo(report.page(time.monotonic() - start))
        sys.exit(f"The rehearsal failed. {why}")
    page = report.page(time.monotonic() - start)
    click.echo(page)
    if how == "full" and set(suites) == set(SUITES) and not (only or uncommitted):
        PAGE.write_text(page, encoding="utf-8")
    shutil.rmtree(folder)


def _steps(*, whole: bool, only: str | None) -> Sequence[str]:
    """The steps to be taken, in their order."""
    if only:
        return [*STEPS[only].needs, only]
    return [name for name, step in STEPS.items() if whole or step.always]


def _by_plan(steps: Sequence[str]) -> Sequence[tuple[Plan, Sequence[str]]]:
    """The steps of each site, which has a world of its own."""
    return [
        (plan, [name for name in steps if STEPS[name].plan == plan])
        for plan in (SINGLE, FLEET)
        if any(STEPS[name].plan == plan for name in steps)
    ]


def _rehearse(one: World, steps: Sequence[str], *, keep: bool) -> None:
    """Take the steps on one suite."""
    try:
        for name in steps:
            start = time.monotonic()
            STEPS[name].act(one)
            _say(f"{one.suite}: {name} passed in {time.monotonic() - start:.0f} s")
    except BaseException:
        _say(traceback.format_exc())
        raise
    finally:
        if keep:
            _wait(one)


def _wait(one: World) -> None:
    """Let a person look around."""
    for name, machine in one.machines.items():
        click.echo(f"{name}: ssh -F {one.playbooks.folder}/ssh_config debian@{machine.address}")
        click.echo(f"{name}: nsenter --target {machine.init} --all")
    click.echo("Ctrl+C ends it all.")
    try:
        while True:
            time.sleep(3600)
    except KeyboardInterrupt:
        click.echo("")


@contextmanager
def _alone() -> Iterator[None]:
    """Be the only rehearsal on this machine, and begin without what a killed one left."""
    if os.geteuid():
        raise Unable("Only root can boot machines.")
    missing = [program for program in PROGRAMS if not shutil.which(program)]
    if missing:
        raise Unable(f"These programs are not installed: {', '.join(missing)}.")

    STATE.mkdir(mode=0o700, exist_ok=True)
    with (STATE / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Unable("Another rehearsal runs on this machine.") from None
        end_leftovers()
        machines.remove_leftovers(CACHE / "machines")
        network.remove_leftovers()
        yield


def _say(words: str) -> None:
    """Tell a person how far it is."""
    click.echo(f"{time.strftime('%H:%M:%S')} {words}", err=True)


if __name__ == "__main__":
    main()
