"""Several web hosts behind a balancer: people notice no deploy, and hardly that one of them is lost."""

import time
from functools import partial

from ..commands import Failed, until
from ..fleet import BALANCER, WEB, cut_power, give_power
from ..load import Load, Request
from ..releases import variant, with_a_migration
from ..world import World
from .deploy import PEOPLE, STRANGERS, deploy_from, judge, release_now, under
from .provision import well
from .walk import walk

LOST = WEB[0]
BEFORE, AFTER = 5.0, 30.0
"""For how many seconds the load runs before a web host is lost, and without it."""
KNOWN = 12.0
"""After how many seconds nobody may notice any more that it is."""
STATES = (
    'python3 -c \'import socket; s = socket.socket(socket.AF_UNIX); s.connect("/run/haproxy/admin.sock"); '
    's.sendall(b"show stat -1 4 -1\\n"); print(s.makefile().read())\''
)


def balance(world: World) -> None:
    """Take the walk, deploy, go back, and lose a web host."""
    walk(world)
    people = [world.person(name) for name in PEOPLE]
    strangers = [world.another_address() for _ in range(STRANGERS)]

    def load() -> Load:
        return Load(world.site, people, strangers)

    _deploy(world, load())
    _roll_back(world, load())
    _lose(world, load())


def _deploy(world: World, load: Load) -> None:
    """Deploy a release with a migration, one web host after the other."""
    section = world.section("Rolling deploy and rollback under load")
    section.row("What", "seconds", "release after it", "requests", "failed", "p50 ms", "p99 ms", "longest ms")
    before = release_now(world)
    source = variant(world.playbooks.source, "with-a-migration", with_a_migration, "0.1.1")
    during, outcome = under(load, partial(deploy_from, world, source))
    after = release_now(world)
    world.say(f"{outcome}; {during.told()}; {during.releases()}")
    if after == before:
        raise Failed(f"After the deploy the release is still {before}.")
    judge(section, "a release with a migration", outcome.seconds, after, during, None)
    _agree(world, after)
    section.say(f"Both web hosts were asked for their health meanwhile, and named: {_named(during)}.")


def _roll_back(world: World, load: Load) -> None:
    """Go back to the release before."""
    section = world.report.sections[-1]
    during, outcome = under(load, partial(world.playbooks.play, "rollback.yml"))
    world.say(f"{outcome}; {during.told()}; {during.releases()}")
    after = release_now(world)
    judge(section, "`rollback.yml`", outcome.seconds, after, during, None)
    _agree(world, after)


def _lose(world: World, load: Load) -> None:
    """Cut the power of a web host under load, and give it back under load."""
    section = world.section("A web host's power cut under load")
    section.row("What", "requests", "failed", "p50 ms", "p99 ms", "longest ms")
    with load.running():
        time.sleep(BEFORE)
        start = time.monotonic()
        cut_power(world, LOST)
        known = until(lambda: _state(world, LOST) != "UP", "The balancer does not see it.", within=60, every=0.2)
        time.sleep(AFTER)
        back = time.monotonic()
        give_power(world, LOST)
        until(lambda: _state(world, LOST) == "UP", "The balancer does not see it again.", within=120, every=0.2)
        again = time.monotonic() - back
        time.sleep(BEFORE)
    parts = {
        "before": [one for one in load.requests if one.began + one.seconds < start],
        f"in the first {KNOWN:.0f} seconds": [
            one for one in load.requests if one.began + one.seconds >= start and one.began < start + KNOWN
        ],
        "then, without it": [one for one in load.requests if start + KNOWN <= one.began < back],
        "while it comes back": [one for one in load.requests if one.began >= back],
    }
    for what, some in parts.items():
        part = Load(load.site, load.people, load.strangers, some)
        times = [f"{part.percentile(share) * 1000:.0f}" for share in (0.5, 0.99, 1.0)]
        section.row(what, f"{len(some):,}", len(part.failed), *times)
        world.say(f"{LOST} lost, {what}: {part.told()}")
    failed, lost = load.failed, load.missing()
    section.say(
        f"The balancer leads nobody to it any more {known:.1f} s after the cut, and again {again:.0f} s after "
        "its power is back."
    )
    section.say(_failures(failed, start))
    if lost:
        raise Failed(f"{len(lost)} posts are gone that the site had acknowledged: {lost[:5]}")
    section.say(f"Of {len(load.written)} posts that the site had acknowledged none is lost.")
    if late := [one for one in failed if one.began >= start + KNOWN]:
        raise Failed(f"{len(late)} requests failed long after the cut: {late[:5]}")
    until(lambda: well(world), "After the loss of a web host the site does not get well.", within=120, every=0.5)
    if world.machines[LOST].settle() != "running":
        raise Failed(f"{LOST} is not well after its power was cut: {world.machines[LOST].run('systemctl --failed')}")


def _failures(failed: list[Request], start: float) -> str:
    """Tell which requests failed, and when."""
    if not failed:
        return "Not one request failed: whoever was led to it was led to the other one instead."
    under_way = sum(one.began < start for one in failed)
    longest = max(one.seconds for one in failed)
    return (
        f"{len(failed)} requests failed, of which {under_way} were under way at the cut; whoever asked knew so within "
        f"{longest:.1f} s."
    )


def _agree(world: World, release: str) -> None:
    """Fail unless all web hosts have a release, and only that runs."""
    for name in WEB:
        machine = world.machines[name]
        running = machine.run(
            "systemctl list-units --plain --no-legend --state=active 'microblog-web@*.service' | cut -d' ' -f1"
        )
        if running.split() != [f"microblog-web@{release}.service"]:
            raise Failed(f"On {name} this runs: {running.split()}, instead of {release} alone.")
        if machine.settle() != "running":
            raise Failed(f"{name} is not well: {machine.run('systemctl --failed --no-legend')}")


def _named(load: Load) -> str:
    """The releases that were named, and how often."""
    return ", ".join(f"{release} {times} times" for release, times in load.releases().items())


def _state(world: World, name: str) -> str:
    """How a web host is, as the balancer sees it."""
    for row in world.machines[BALANCER].run(STATES).splitlines():
        fields = row.split(",")
        if fields[:2] == ["well", name]:
            return fields[17].split()[0]
    raise Failed(f"The balancer does not know {name}.")
