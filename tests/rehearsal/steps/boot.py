"""Does a bare machine boot, and is it well?"""

from ..commands import Failed
from ..world import World

NAME = "bare"
ADDRESS = "10.66.0.9"


def boot(world: World) -> None:
    """Boot one, cut its power, boot it again, restart it, and destroy it."""
    section = world.section("A bare machine boots")
    machine = world.new_machine(NAME, ADDRESS)
    first = machine.boot()
    state = machine.settle()
    if state != "running":
        raise Failed(f"A bare machine is {state}: {machine.run('systemctl --failed --no-legend')}")

    machine.power_cut()
    second = machine.boot()
    third = machine.reboot()
    if machine.settle() != "running":
        raise Failed("A bare machine is not well after it was restarted.")

    version = machine.run("systemctl --version").split("(")[1].split(")")[0]
    section.say(f"It answers ssh {first:.1f} s after it was switched on; `systemctl is-system-running` says `{state}`.")
    section.say(
        f"After a power cut it answers again in {second:.1f} s; a restart takes {third:.1f} s. systemd {version}."
    )
    machine.destroy()
