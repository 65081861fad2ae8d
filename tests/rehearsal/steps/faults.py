"""What breaks of itself in the life of a machine: how long until all is well again, and whether anything is lost."""

import time
from collections.abc import Callable, Mapping

from ..commands import Failed, until
from ..load import Load
from ..world import DATA, World
from .deploy import PEOPLE, STRANGERS
from .provision import well

PATIENCE = 120.0
AFTER = 5.0
"""For how many seconds all must stay well."""

MAIN = "systemctl show --state=active --type=service --property=MainPID --value"
KILLED = {
    "a worker of uWSGI": f"kill -9 $(pgrep -n -P $({MAIN} 'microblog-web@*' | grep -v '^$') -x uwsgi)",
    "uWSGI's master": f"kill -9 $({MAIN} 'microblog-web@*' | grep -v '^$')",
    "the scheduler": f"kill -9 $({MAIN} microblog-scheduler)",
    "nginx's master": f"kill -9 $({MAIN} nginx)",
    "PostgreSQL's postmaster": "kill -9 $(pgrep -o -u postgres postgres)",
    "Postfix's master": "kill -9 $(pgrep -o -x master)",
}

FULL = 15.0
DAYS = 5
TLS = "/etc/microblog/tls"
OLD_CERTIFICATE = f"""
cd {TLS} && openssl x509 -req -in authority/site.pem -CA ca.pem -CAkey authority/key.pem -copy_extensions copyall \
    -days {DAYS} -out selfsigned/fullchain.pem && systemctl reload nginx
"""


def faults(world: World) -> None:
    """Let each of them happen under load, and wait until all is well."""
    section = world.section("Faults under load")
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
    section.say(_old_certificate(world))
    section.say(
        "Containers have the clock of the machine they run on: one that is off is rehearsed on the virtual machine."
    )


def _faults(world: World) -> Mapping[str, Callable[[], object]]:
    """What is let happen, in this order."""
    kills = {f"`kill -9` of {what}": _shell(world, command) for what, command in KILLED.items()}
    return {
        **kills,
        "PostgreSQL restarted": _shell(world, "systemctl restart 'postgresql@*'"),
        f"the volume of PostgreSQL full for {FULL:.0f} s, and freed": lambda: _fill(world),
        "the machine restarted": world.machine.reboot,
        "the power cut, and back": lambda: _cut(world),
    }


def _fill(world: World) -> None:
    """Leave no room for the data, for a while."""
    world.machine.run(f"fallocate -l $(df --output=avail -B1 {DATA} | tail -1) {DATA}/filling")
    time.sleep(FULL)
    world.machine.run(f"rm {DATA}/filling")


def _old_certificate(world: World) -> str:
    """Let the certificate be about to expire, and see what replaces it."""
    world.machine.run(OLD_CERTIFICATE)
    before = world.machine.run(f"openssl x509 -noout -enddate -in {TLS}/fullchain.pem").strip()
    outcome = world.playbooks.play("site.yml", "--tags", "certificates,nginx")
    after = world.machine.run(f"openssl x509 -noout -enddate -in {TLS}/fullchain.pem").strip()
    if before == after or world.machine.attempt(f"openssl x509 -checkend 2592000 -in {TLS}/fullchain.pem").returncode:
        raise Failed(f"A certificate of {DAYS} days is still there: {after}.")
    if not well(world):
        raise Failed("With a new certificate the site is not well.")
    return f"A certificate that ends in {DAYS} days is replaced by the next `site.yml` ({outcome.seconds:.0f} s)."


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
