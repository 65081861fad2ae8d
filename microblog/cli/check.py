"""`microblog check`: is everything as it must be before the servers start?"""

import click

from ..jobs.timetable import timetable_of
from ..settings import check_folders
from .context import Program


@click.command()
@click.pass_obj
def check(program: Program) -> None:
    """Check settings, timetable and the shape of the database; say in a sentence what is wrong, with exit status 1."""
    with program.request() as request:
        check_folders(request.registry.settings["microblog"])
        timetable_of(request.registry.settings["microblog"])
    click.echo("The settings can be read, the folders written into, and the database is up to date.")
