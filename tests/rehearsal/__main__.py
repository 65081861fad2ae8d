"""`python -m tests.rehearsal [short|full]`: boot real machines, run the real playbooks, and tell what was seen.

A whole rehearsal takes all steps on Debian 13 and 12, with one machine, several and a virtual one, and writes
docs/rehearsal.md, part by part; any other only prints what it saw. Where this machine cannot boot machines, it says why
and fails.
"""

import fcntl
import os
import shutil
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator, Mapping, Sequence
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
from .report import Report, page
from .steps import STEPS
from .world import SINGLE, VIRTUAL, Plan, Wish, World, world

CACHE = Path(os.environ.get("MICROBLOG_CACHE") or "/var/cache/microblog-rehearsal")
PROGRAMS = ("mmdebstrap", "systemd-nspawn", "ip", "nsenter", "socat", "ssh", "ssh-keygen", "curl", "git", SERVER)
PLANS: Mapping[str, Plan] = {plan.name: plan for plan in (SINGLE, FLEET, VIRTUAL)}
PAGE = Path("docs/rehearsal.md")


@click.command()
@click.argument("how", type=click.Choice(["short", "full"]), default="short")
@click.option("--suite", "suites", multiple=True, type=click.Choice(SUITES), help="On which Debian; short: trixie.")
@click.option(
    "--site", "sites", multiple=True, type=click.Choice(list(PLANS)), help="One machine, several, or a virtual one."
)
@click.option("--only", type=click.Choice(list(STEPS)), help="One step, and what it needs.")
@click.option("--keep", is_flag=True, help="Leave the machines running at the end, until Ctrl+C.")
@click.option("--uncommitted", is_flag=True, help="Rehearse what lies here, not what is committed.")
def main(
    how: str, suites: tuple[str, ...], sites: tuple[str, ...], only: str | None, keep: bool, uncommitted: bool
) -> None:
    """Rehearse."""
    stop_when_told()
    whole = how == "full"
    folder = Path(tempfile.mkdtemp(prefix="microblog-rehearsal-"))
    click.echo(f"What is said is kept in {folder}.")
    try:
        with _alone(), Packages(CACHE / "packages").open() as packages:
            for suite, plan in product(
                suites or (SUITES if whole else SUITES[:1]), [PLANS[name] for name in sites or PLANS]
            ):
                steps = _steps(suite, plan, whole=whole, only=only)
                wish = Wish(suite, plan, CACHE, folder / suite / plan.name, whole, uncommitted)
                if steps:
                    report = _rehearse(wish, steps, packages, keep=keep)
                    if whole and not (only or uncommitted):
                        _write(report)
    except Unable as why:
        sys.exit(f"Nothing was rehearsed. {why}")
    except Failed as why:
        sys.exit(f"The rehearsal failed. {why}")
    shutil.rmtree(folder)


def _steps(suite: str, plan: Plan, *, whole: bool, only: str | None) -> Sequence[str]:
    """The steps to be taken on some machines of a suite, in their order."""
    if only:
        steps: Sequence[str] = [*STEPS[only].needs, only]
    else:
        steps = [name for name, step in STEPS.items() if whole or step.always]
    return [name for name in steps if STEPS[name].plan == plan and suite in STEPS[name].suites]


def _title(suite: str, plan: Plan) -> str:
    """What the part of the page is called that tells of a suite and some machines."""
    return f"Debian {suite}, {plan.title}"


def _write(report: Report) -> None:
    """Write a part of the page."""
    before = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
    order = [_title(suite, plan) for suite, plan in product(SUITES, PLANS.values())]
    PAGE.write_text(page(before, report, order), encoding="utf-8")


def _rehearse(wish: Wish, steps: Sequence[str], packages: Packages, *, keep: bool) -> Report:
    """Take the steps on one suite with some machines, and tell what was seen, however it ends."""
    command = f"make rehearse HOW={'full' if wish.whole else 'short'} SUITE={wish.suite} SITE={wish.plan.name}"
    report = Report(_title(wish.suite, wish.plan), command)
    try:
        with world(wish, packages, report, _say) as one:
            _take(one, steps, keep=keep)
    finally:
        click.echo(str(report))
    return report


def _take(one: World, steps: Sequence[str], *, keep: bool) -> None:
    """Take the steps."""
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
