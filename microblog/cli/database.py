"""`microblog database …`: the shape of the database."""

import click

from ..schema import upgrade_schema
from .context import Program


@click.group()
def database() -> None:
    """Look after the database."""


@database.command()
@click.option("--beside", metavar="REVISION", default="", help="The newest migration of a release that runs meanwhile.")
@click.pass_obj
def upgrade(program: Program, beside: str) -> None:
    """Bring the database to the shape that this version of the code wants, or a newer one that it can live with.

    With --beside nothing is done, and the exit status is 1, if it would take away what that release still uses.
    """
    upgrade_schema(program.registry["engine"], program.ini, beside=beside)
    click.echo("The database is up to date.")
