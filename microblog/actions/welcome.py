"""The first walk of somebody who is new: finding people, saying who one is, writing something."""

from ..models import Account, Welcome

STEPS = (Welcome.PEOPLE, Welcome.PROFILE, Welcome.POST)
"""In this order."""


def begin_welcome(account: Account) -> None:
    """Let the walk begin."""
    account.welcome = STEPS[0]


def leave_step(account: Account, step: Welcome) -> None:
    """Go on to the step after one, or be done after the last; whoever is further already stays there."""
    if account.welcome in STEPS[: STEPS.index(step) + 1]:
        account.welcome = (*STEPS[1:], Welcome.OVER)[STEPS.index(step)]


def end_welcome(account: Account) -> None:
    """Want to hear no more of it."""
    account.welcome = Welcome.OVER
