"""Releases come and go while people read and write, and not one request fails.

In a short rehearsal Mitogen hurries the playbooks.
"""

import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from ..commands import Failed
from ..load import Load
from ..playbooks import Outcome
from ..releases import BROKEN, variant, with_a_migration
from ..report import Section
from ..world import World

PEOPLE = ("carla", "dmitri", "eleni", "farid", "grete", "hoshi")
STRANGERS = 6
QUIET = 30.0
"""For how many seconds the quiet site is measured."""
WORST = 3.0
"""How many times as long the slowest hundredth may take during a deploy."""
ENOUGH = 0.05
"""That is not asked of answers that come within so many seconds anyway."""


def deploy(world: World) -> None:
    """Deploy a release with a migration, broken ones, and go back, under load."""
    section = world.section("Deploys and a rollback under load")
    section.row("What", "seconds", "release after it", "requests", "failed", "p50 ms", "p99 ms", "longest ms")
    people = [world.person(name) for name in PEOPLE]
    strangers = [world.another_address() for _ in range(STRANGERS)]

    def load() -> Load:
        return Load(world.site, people, strangers)

    before = release_now(world)
    quiet = load()
    with quiet.running():
        time.sleep(QUIET)
    judge(section, "(nothing)", QUIET, before, quiet, None)

    source = variant(world.playbooks.source, "with-a-migration", with_a_migration, "0.1.1")
    during, outcome = under(load(), partial(deploy_from, world, source))
    after = release_now(world)
    world.say(f"{outcome}; {during.told()}")
    if after == before:
        raise Failed(f"After the deploy the release is still {before}.")
    judge(section, "a release with a migration", outcome.seconds, after, during, quiet)

    for number, (name, change) in enumerate(BROKEN.items(), 2):
        if world.wish.whole:
            broken = variant(source, name, change, f"0.1.{number}")
            during, outcome = under(load(), partial(deploy_from, world, broken, may_fail=True))
            world.say(f"{name}: {outcome}; {during.told()}")
            if not outcome.status:
                raise Failed(f"The release that {name.replace('-', ' ')} was deployed.")
            if release_now(world) != after:
                raise Failed(f"After a release that {name.replace('-', ' ')}, {release_now(world)} is there.")
            judge(section, f"a release that {name.replace('-', ' ')}", outcome.seconds, after, during, None)
            section.say(f"The deploy of a release that {name.replace('-', ' ')} ended with: {_reason(outcome)}")

    during, outcome = under(load(), partial(world.playbooks.play, "rollback.yml", hurried=not world.wish.whole))
    world.say(f"{outcome}; {during.told()}")
    if release_now(world) != before:
        raise Failed(f"After the rollback {release_now(world)} is there, not {before}.")
    judge(section, "`rollback.yml`", outcome.seconds, before, during, quiet)
    state = world.machine.settle()
    if state != "running":
        raise Failed(f"After the deploys the machine is {state}.")


def release_now(world: World) -> str:
    """Which release answers."""
    answer = world.site.ask("GET", "/health")
    if answer.status != 200:
        raise Failed(f"/health answers {answer.status}: {answer.body[:300]!r}")
    return answer.body.decode().removeprefix("OK").strip()


def deploy_from(world: World, source: Path, *, may_fail: bool = False) -> Outcome:
    """Deploy from a checkout, with its own playbooks."""
    return world.playbooks.play("deploy.yml", source=source, may_fail=may_fail, hurried=not world.wish.whole)


def under(load: Load, act: Callable[[], Outcome]) -> tuple[Load, Outcome]:
    """Do something under load, which begins before and ends after it."""
    with load.running():
        time.sleep(3)
        outcome = act()
        time.sleep(5)
    return load, outcome


def judge(section: Section, what: str, seconds: float, release: str, load: Load, quiet: Load | None) -> None:
    """Write down how it was, and fail if it was not well."""
    times = [f"{load.percentile(share) * 1000:.0f}" for share in (0.5, 0.99, 1.0)]
    section.row(what, f"{seconds:.0f}", release, f"{len(load.requests):,}", len(load.failed), *times)
    if load.failed:
        raise Failed(f"{len(load.failed)} requests failed during “{what}”: {_some(load.failed)}")
    if missing := load.missing():
        raise Failed(f"{len(missing)} posts are gone after “{what}”: {missing[:5]}")
    if quiet is not None and load.percentile(0.99) > max(WORST * quiet.percentile(0.99), ENOUGH):
        raise Failed(f"“{what}” made people wait: {load.told()}; before, {quiet.told()}.")


def _some(failed: Sequence[object]) -> str:
    """A few of them."""
    return "; ".join(str(one) for one in failed[:5])


def _reason(outcome: Outcome) -> str:
    """The sentence with which a play failed."""
    return "; ".join(" ".join(one.split())[:300] for one in outcome.troubles[-1:]) or "nothing"
