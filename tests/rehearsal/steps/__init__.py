"""What is rehearsed, one file a step, each with a function that takes the world and fails with a sentence."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ..fleet import FLEET
from ..images import SUITES
from ..world import SINGLE, VIRTUAL, Plan, World
from . import backup, balance, boot, deploy, failover, faults, provision, scores, upgrade, vm, walk


@dataclass(frozen=True)
class Step:
    """One of them."""

    act: Callable[[World], None]
    needs: tuple[str, ...] = ()
    """What must have been done before."""
    always: bool = True
    """Whether a short rehearsal has it, too."""
    plan: Plan = SINGLE
    """On which machines."""
    suites: tuple[str, ...] = SUITES
    """On which Debian."""


STEPS: Mapping[str, Step] = {
    "boot": Step(boot.boot),
    "provision": Step(provision.provision),
    "walk": Step(walk.walk, needs=("provision",)),
    "deploy": Step(deploy.deploy, needs=("provision",)),
    "scores": Step(scores.scores, needs=("provision",), always=False),
    "faults": Step(faults.faults, needs=("provision",), always=False),
    "backup": Step(backup.backup, needs=("provision",)),
    "upgrade": Step(upgrade.upgrade, needs=("provision",), always=False, suites=("bookworm",)),
    "fleet": Step(provision.provision, always=False, plan=FLEET),
    "balance": Step(balance.balance, needs=("fleet",), always=False, plan=FLEET),
    "failover": Step(failover.failover, needs=("fleet",), always=False, plan=FLEET),
    "machine": Step(provision.provision, always=False, plan=VIRTUAL),
    "vm": Step(vm.vm, needs=("machine",), always=False, plan=VIRTUAL),
}
"""In their order."""
