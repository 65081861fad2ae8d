"""A bare machine becomes a site; a second run changes nothing, and --check works."""

from ..commands import Failed, until
from ..network import namespace_of, open_ports
from ..world import PEOPLE, World

CHECK = "`--check`, with Mitogen"
OPEN = [22, 80, 443]
BEHIND = [22]
"""What is open on the machines of a fleet that people do not reach."""


def provision(world: World) -> None:
    """Run site.yml three times, and look at what there is then."""
    section = world.section("`site.yml` on a bare machine")
    section.row("Run", "ok", "changed", "failed", "seconds")
    for title, options in (("first", ()), ("second, with Mitogen", ()), (CHECK, ("--check", "--diff"))):
        outcome = world.playbooks.play("site.yml", *options, hurried=title != "first")
        world.say(f"{title}: {outcome}")
        section.row(title, *(outcome.sum(what) for what in ("ok", "changed", "failed")), f"{outcome.seconds:.0f}")
        if title != "first" and outcome.sum("changed"):
            raise Failed(f"The run `{title}` changes something: {'; '.join(outcome.changed)}.")
    for name, machine in world.machines.items():
        state = machine.settle()
        if state != "running":
            raise Failed(f"{name} is {state}: {machine.run('systemctl --failed --no-legend')}")
        found = open_ports(namespace_of(PEOPLE), machine.address)
        if found != (OPEN if machine is world.machine else BEHIND):
            raise Failed(f"The open ports of {name} are {found}.")
    section.say("`systemctl is-system-running` says `running`, and no unit has failed.")
    section.say(
        f"From another address, of all ports of TCP only {', '.join(map(str, OPEN))} are open"
        + (f", and on the machines behind the first only {BEHIND[0]}." if len(world.machines) > 1 else ".")
    )
    took = until(lambda: well(world), "The jobs are not well.", within=120, every=0.5)
    section.say(f"`/health/jobs` says that all is well {took:.0f} s later.")


def well(world: World) -> bool:
    """Whether the site says of itself that it and its scheduler are well."""
    return all(world.site.ask("GET", path).status == 200 for path in ("/health", "/health/jobs"))
