"""The machine under a kernel of its own: what only a real start can show."""

from ..commands import Failed, until
from ..network import namespace_of, open_ports
from ..virtual import VirtualMachine
from ..world import ADDRESS, PEOPLE, World
from .provision import OPEN, well

PATIENCE = 600.0
SYSCTL = "/etc/sysctl.d/60-site.conf"
GREEDY = "systemd-run --quiet --wait --pipe --property=MemoryMax=50M --property=MemorySwapMax=0"
EATER = 'python3 -c "x = bytearray(200 << 20)"'
LIMITS = """
units="microblog-web@*.service microblog-scheduler.service"
for unit in $(systemctl list-units --plain --no-legend --state=active $units | cut -d ' ' -f 1); do
    echo "$unit $(cat /sys/fs/cgroup$(systemctl show --value --property=ControlGroup $unit)/memory.max)"
done
"""


def vm(world: World) -> None:
    """Turn the machine into a virtual one, look at it, let it start anew, and look again."""
    section = world.section("Under a kernel of its own")
    ann = world.person("ann")
    ann.write("This is here before the machine is a virtual one.")
    posts = ann.posts()
    folder, ssh = world.wish.cache / "machines" / "virtual", world.playbooks.folder / "ssh_config"
    with VirtualMachine(world.machine, folder, ssh).running() as virtual:
        kernel = virtual.run("uname -r").strip()
        section.say(f"The same files, under Linux {kernel} in QEMU, with 2 cores, 2 GB of memory and a disk.")
        _look(world, virtual)
        section.say("After the start all units are active, the kernel is set as its file says, and the firewall is up.")
        if ann.posts() != posts:
            raise Failed("The virtual machine does not tell the same of the posts.")
        section.say(_memory(virtual))
        section.say(_clock(world, virtual))

        away = virtual.restart()
        _look(world, virtual)
        ann.write_by_api("And this when it has started anew.")
        section.say(f"Restarted by itself, it let us in {away:.0f} s later; all was so again, and a post was written.")

        again = world.playbooks.play("site.yml", hurried=True)
        section.say(f"`site.yml` there: {again.sum('changed')} changed, {again.seconds:.0f} s (with Mitogen).")
        if again.sum("changed"):
            raise Failed(f"On the virtual machine something changes: {'; '.join(again.changed)}.")


def _look(world: World, virtual: VirtualMachine) -> None:
    """Fail if it is not as it should be after a start."""
    state = virtual.settle()
    if state != "running":
        raise Failed(f"The virtual machine is {state}: {virtual.run('systemctl --failed --no-legend')}")
    until(lambda: _is_well(world), "The site does not get well.", within=PATIENCE, every=2)
    wanted = dict(_pairs(virtual.run(f"cat {SYSCTL}")))
    found = dict(_pairs(virtual.run(f"sysctl {' '.join(wanted)}")))
    differs = [
        f"{name} is {found.get(name)}, not {value}" for name, value in wanted.items() if found.get(name) != value
    ]
    if differs:
        raise Failed(f"The kernel is not set as its file says: {'; '.join(differs)}")
    if "policy drop" not in virtual.run("nft list chain inet site input"):
        raise Failed("The firewall lets in what it does not know.")
    ports = open_ports(namespace_of(PEOPLE), ADDRESS)
    if ports != OPEN:
        raise Failed(f"The open ports are {ports}.")


def _memory(virtual: VirtualMachine) -> str:
    """Let a program want more memory than its unit may have."""
    done = virtual.attempt(f"{GREEDY} {EATER}")
    if not done.returncode or "oom-kill" not in virtual.run("journalctl --no-pager --output=cat --since=-5min"):
        raise Failed(f"A program got more memory than it may have ({done.returncode}).")
    limits = dict(line.split() for line in virtual.run(LIMITS).splitlines())
    if not limits or "max" in limits.values():
        raise Failed(f"The memory of our units has no end: {limits}")
    told = ", ".join(f"`{unit.partition('@')[0]}` {int(size) >> 20} MB" for unit, size in limits.items())
    return f"A program that wants more memory than its unit may have (`MemoryMax`) is ended; ours may have {told}."


def _clock(world: World, virtual: VirtualMachine) -> str:
    """Let the clock be wrong by an hour, either way, and use the site meanwhile."""
    ann, written = world.person("ann"), []
    for change in ("+1 hour", "-2 hours", "+1 hour"):
        virtual.run(f"date --set='{change}'")
        until(
            lambda: _is_well(world), f"With the clock set by {change} the site is not well.", within=PATIENCE, every=2
        )
        written.append(ann.write_by_api(f"The clock was set by {change}.")["id"])
    if lost := set(written) - {post["id"] for post in ann.posts()}:
        raise Failed(f"With a clock that is off these posts were lost: {lost}")
    return "With a clock an hour ahead, an hour behind and right again the site stayed well, and kept what was written."


def _pairs(words: str) -> list[tuple[str, str]]:
    """The settings of a kernel, as sysctl writes them."""
    lines = [line.partition("=") for line in words.splitlines() if "=" in line]
    return [(name.strip(), " ".join(value.split())) for name, _, value in lines]


def _is_well(world: World) -> bool:
    """Whether the site is well, if it answers at all."""
    try:
        return well(world)
    except OSError:
        return False
