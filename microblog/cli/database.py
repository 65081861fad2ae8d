"""`microblog database …`: the shape of the database."""

import click
from alembic import command
from alembic.config import Config

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
    command.upgrade(Config(program.ini), "head")
    click.echo("The database is up to date.")
