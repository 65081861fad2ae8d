"""`microblog database …`: the shape of the database."""

import click

from ..database import upgrade_schema
from .context import Program


@click.group()
def database() -> None:
    """Look after the database."""


@database.command()
@click.pass_obj
def upgrade(program: Program) -> None:
    """Bring the database to the shape that this version of the code wants."""
    upgrade_schema(program.registry["engine"], program.ini)
    click.echo("The database is up to date.")
