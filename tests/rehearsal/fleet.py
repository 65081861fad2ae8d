"""A site on several machines, as `inventories/fleet.example` has it; people reach the balancer."""

from collections.abc import Iterator
from contextlib import contextmanager

from .machines import Machine
from .network import NETWORK
from .world import Plan, World

BALANCER = "balancer1"
WEB = ("web1", "web2")
DATABASES = ("database1", "database2", "database3")
LAST_BYTES = (10, 21, 22, 41, 42, 43)

FLEET = Plan(
    "fleet",
    "several machines",
    "fleet.example",
    {name: f"{NETWORK}{byte}" for name, byte in zip((BALANCER, *WEB, *DATABASES), LAST_BYTES, strict=True)},
    WEB,
    shared="/srv/microblog/media",
)


def databases(world: World) -> list[Machine]:
    """The machines with the database."""
    return [world.machines[name] for name in DATABASES]


def cut_power(world: World, name: str) -> None:
    """Take a machine's power away: from one moment to the next it says nothing any more, not even no."""
    world.network.cable(name, plugged=False)
    world.machines[name].power_cut()


def give_power(world: World, name: str) -> None:
    """Switch it on again."""
    world.network.cable(name, plugged=True)
    world.machines[name].boot()


@contextmanager
def cut_off(world: World, name: str) -> Iterator[None]:
    """Let a machine run on without its network until the end of the block."""
    world.network.cable(name, plugged=False)
    try:
        yield
    finally:
        world.network.cable(name, plugged=True)
