"""`microblog check`: is everything as it must be before the servers start?"""

import click

from .context import Program


@click.command()
@click.pass_obj
def check(program: Program) -> None:
    """Check the settings and the shape of the database; say in a sentence what is wrong, with exit status 1."""
    with program.request():
        click.echo("The settings can be read, and the database is up to date.")
