"""What breaks of itself in the life of a machine: how long until all is well again, and whether anything is lost."""

import time
from collections.abc import Callable, Mapping

from ..commands import Failed, until
from ..load import Load
from ..world import World
from .deploy import PEOPLE, STRANGERS
from .provision import well

PATIENCE = 120.0
AFTER = 5.0
"""For how many seconds all must stay well."""

KILLED = {
    "a worker of uWSGI": "pkill -9 -o -f 'uwsgi .*worker' || kill -9 $(pgrep -n uwsgi)",
    "uWSGI's master": "kill -9 $(systemctl show --property MainPID --value 'microblog-web@*' | grep -v '^0$')",
    "the scheduler": "kill -9 $(systemctl show --property MainPID --value microblog-scheduler)",
    "nginx's master": "kill -9 $(systemctl show --property MainPID --value nginx)",
    "PostgreSQL's postmaster": "kill -9 $(pgrep -o -u postgres postgres)",
    "Postfix's master": "kill -9 $(pgrep -o -x master)",
}


def faults(world: World) -> None:
    """Let each of them happen under load, and wait until all is well."""
    section = world.report.section(world.suite, "Faults under load")
    section.row("What", "seconds until all is well", "requests", "failed", "acknowledged posts lost")
    people = [world.person(name) for name in PEOPLE]
    strangers = [world.another_address() for _ in range(STRANGERS)]
    for what, act in _faults(world).items():
        load = Load(world.site, people, strangers)
        with load.running():
            time.sleep(AFTER)
            start = time.monotonic()
            act()
            until(lambda: _is_well(world), f"After “{what}” the site does not get well.", within=PATIENCE, every=0.3)
            took = time.monotonic() - start
            time.sleep(AFTER)
        lost = load.missing()
        section.row(what, f"{took:.1f}", f"{len(load.requests):,}", len(load.failed), len(lost))
        world.say(f"{what}: well after {took:.1f} s; {load.told()}; {len(lost)} lost")
        if lost:
            raise Failed(f"“{what}” lost posts that the site had acknowledged: {lost[:5]}")
        if world.machine.settle() != "running":
            raise Failed(f"After “{what}” the machine is not well: {world.machine.run('systemctl --failed')}")
    section.say("A clock that is off was not rehearsed: containers have the clock of the machine they run on.")


def _faults(world: World) -> Mapping[str, Callable[[], object]]:
    """What is let happen, in this order."""
    kills = {f"`kill -9` of {what}": _shell(world, command) for what, command in KILLED.items()}
    return {
        **kills,
        "PostgreSQL restarted": _shell(world, "systemctl restart 'postgresql@*'"),
        "the machine restarted": world.machine.reboot,
        "the power cut, and back": lambda: _cut(world),
    }


def _cut(world: World) -> None:
    """Take the power away, and give it back."""
    world.machine.power_cut()
    world.machine.boot()


def _shell(world: World, command: str) -> Callable[[], object]:
    """A line of shell on the machine."""
    return lambda: world.machine.run(command)


def _is_well(world: World) -> bool:
    """Whether it is, if it answers at all."""
    try:
        return well(world)
    except OSError:
        return False
