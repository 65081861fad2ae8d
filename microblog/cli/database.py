"""`microblog database …`: the shape of the database."""

import click

from ..database import upgrade_schema
from ..settings import read_settings
from .context import Program


@click.group()
def database() -> None:
    """Look after the database."""


@database.command()
@click.pass_obj
def upgrade(program: Program) -> None:
    """Bring the database to the shape that this version of the code wants."""
    read_settings(program.given)
    upgrade_schema(program.ini)
    click.echo("The database is up to date.")
