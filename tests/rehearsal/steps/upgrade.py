"""An old Debian becomes the next one, and its PostgreSQL, too, as docs/operations/upgrading.md says."""

from ..commands import Failed, until
from ..world import World
from .provision import well

DEBIAN = """
export DEBIAN_FRONTEND=noninteractive
sed -i 's/bookworm/trixie/g' $(find /etc/apt/sources.list /etc/apt/sources.list.d -type f)
apt-get -qq update
apt-get -qq -o Dpkg::Options::=--force-confold -o Dpkg::Options::=--force-confdef full-upgrade > /root/upgrade.log 2>&1
"""
VERSION = "runuser -u postgres -- psql -XAtc 'SHOW server_version'"
RELEASE = ". /etc/os-release && echo $VERSION_CODENAME"
PATIENCE = 1800.0


def upgrade(world: World) -> None:
    """Upgrade Debian, then the database, and look whether everything is there."""
    section = world.section("Debian 12 to 13, PostgreSQL 15 to 17")
    ann = world.person("ann")
    ann.write_by_api("Written before the upgrade.")
    posts, machine = ann.posts(), world.machine

    made = world.playbooks.play("backup.yml", hurried=True)
    world.say(str(made))
    machine.run(DEBIAN, within=PATIENCE)
    world.playbooks.hang_up()
    machine.reboot()
    if machine.run(RELEASE).strip() != "trixie":
        raise Failed(f"The machine has not become Debian 13: {machine.run('tail -5 /root/upgrade.log')}")

    everything = world.playbooks.play("site.yml")
    world.say(str(everything))
    until(lambda: well(world), "The site on the new Debian is not well.", within=120, every=0.5)
    before = machine.run(VERSION).split()[0]
    section.say(
        f"After `apt full-upgrade` and a restart, `site.yml` made everything for Debian 13 anew: "
        f"{everything.sum('changed')} changed, {everything.seconds:.0f} s; PostgreSQL is {before} still."
    )

    moved = world.playbooks.play("upgrade_postgresql.yml")
    world.say(str(moved))
    until(lambda: well(world), "The site on the new PostgreSQL is not well.", within=120, every=0.5)
    after = machine.run(VERSION).split()[0]
    if after.partition(".")[0] == before.partition(".")[0]:
        raise Failed(f"PostgreSQL is {after}, as before.")
    if ann.posts() != posts:
        raise Failed("After the upgrade the site does not tell the same of the posts.")
    section.say(
        f"`upgrade_postgresql.yml` took the data to PostgreSQL {after} in {moved.seconds:.0f} s; all posts are there."
    )

    again = world.playbooks.play("site.yml", hurried=True)
    section.say(f"`site.yml` after it: {again.sum('changed')} changed. `verify.yml` finds nothing wrong.")
    if again.sum("changed"):
        raise Failed(f"After the upgrade something changes: {'; '.join(again.changed)}.")
    world.playbooks.play("verify.yml", hurried=True)
    if machine.settle() != "running":
        raise Failed(f"After the upgrade the machine is not well: {machine.run('systemctl --failed --no-legend')}")
