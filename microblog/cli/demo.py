"""`microblog demo`: a town to look at."""

import time

import click
from pyramid.request import Request

from ..clock import now
from ..demo import PASSWORD, PEOPLE, Town, people_there, plan_month
from ..errors import Conflict
from ..media import Workshop
from .context import Program

CHUNK = 25
"""How many deeds one transaction holds. Each transaction waits for the disk, and lets other writers wait."""

PAUSE = 0.03
"""For how many seconds other writers may go first in between."""


@click.command()
@click.pass_obj
def demo(program: Program) -> None:
    """Fill the database with a believable town."""
    with program.request() as request:
        found = _who_is_there(request)
        if len(found) == len(PEOPLE):
            click.echo(f"The town is there already: @{found[0]} and {len(found) - 1} others. Nothing was changed.")
            return
        if found:
            raise Conflict(
                f"Somebody is called @{found[0]} already, so there is no room for the town. If you interrupted it, "
                "begin again with an empty database: remove var/microblog.sqlite."
            )
        _found_town(request)
    click.echo(f"Welcome to Kettlemouth. Log in as ada or rosa; the password is {PASSWORD}.")


def _who_is_there(request: Request) -> list[str]:
    """List who of the town's people has an account."""
    with request.tm:
        return sorted(account.username for account in people_there(request.db))


def _found_town(request: Request) -> None:
    """Let the town live through its month, a transaction a chunk."""
    moment = now()
    town = Town(Workshop.of(request.registry.settings["microblog"].media), moment)
    deeds = plan_month(moment)
    with click.progressbar(range(0, len(deeds), CHUNK), label="A month in Kettlemouth") as starts:
        for start in starts:
            with request.tm:
                town.live(request.db, deeds[start : start + CHUNK])
            time.sleep(PAUSE)
    with request.tm:
        town.catch_up(request.db)
