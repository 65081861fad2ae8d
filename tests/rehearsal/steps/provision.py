"""A bare machine becomes a site; a second run changes nothing, and --check works.

In a short rehearsal Mitogen hurries the first run, too.
"""

from ..commands import Failed, until
from ..network import namespace_of, open_ports
from ..world import PEOPLE, World

FIRST = "first"
CHECK = "`--check`"
FETCHED = "DEBIAN_FRONTEND=noninteractive apt-get -qq -o Acquire::http::Proxy={proxy} "
FETCH = f"{FETCHED}update && {FETCHED}install --no-install-recommends python3-apt"
"""What Ansible would fetch by itself before its first task about packages, and Mitogen cannot."""
OPEN = [22, 80, 443]
BEHIND = [22]
"""What is open on the machines of a fleet that people do not reach."""


def provision(world: World) -> None:
    """Run site.yml three times, and look at what there is then."""
    section = world.section("`site.yml` on a bare machine")
    section.row("Run", "ok", "changed", "failed", "seconds")
    if not world.wish.whole:
        for machine in world.machines.values():
            machine.run(FETCH.format(proxy=world.packages.there), within=300)
    for run, options in ((FIRST, ()), ("second", ()), (CHECK, ("--check", "--diff"))):
        hurried = run != FIRST or not world.wish.whole
        outcome = world.playbooks.play("site.yml", *options, hurried=hurried)
        title = f"{run}, with Mitogen" if hurried else run
        world.say(f"{title}: {outcome}")
        section.row(title, *(outcome.sum(what) for what in ("ok", "changed", "failed")), f"{outcome.seconds:.0f}")
        if run != FIRST and outcome.sum("changed"):
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
