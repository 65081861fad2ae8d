"""The door for operators: `microblog -c INI …`."""

import sys
from pathlib import Path

import click

from ..errors import Invalid, Refusal
from .accounts import account
from .backups import backup
from .check import check
from .context import Program
from .database import database
from .demo import demo
from .jobs import job, jobs
from .mail import mail
from .posts import post
from .serve import serve
from .settings import settings
from .shell import shell
from .statistics import statistics
from .tokens import token
from .web import web


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="microblog", prog_name="microblog")
@click.option(
    "-c",
    "--config",
    "ini",
    type=click.Path(path_type=Path),
    default="development.ini",
    envvar="MICROBLOG_INI",
    show_default=True,
    show_envvar=True,
    help="The ini file that says which database, which address, which mail host.",
)
@click.pass_context
def microblog(context: click.Context, ini: Path) -> None:
    """Run a microblog, and look after it."""
    context.obj = Program(ini)


for command in (
    *(account, backup, check, database, demo, job, jobs, mail, post, serve, settings, shell, statistics, token, web),
):
    microblog.add_command(command)


def main() -> None:
    """Run one command; a refusal becomes one line, and exit status 1."""
    try:
        microblog(prog_name="microblog")
    except Invalid as refusal:
        for field, problem in refusal.problems.items():
            click.secho(f"{field}: {problem}", fg="red", err=True)
        sys.exit(1)
    except Refusal as refusal:
        click.secho(str(refusal), fg="red", err=True)
        sys.exit(1)
