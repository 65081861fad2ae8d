"""`microblog serve`: website and scheduler together, on one machine, under one Ctrl-C."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import click
from alembic import command
from alembic.config import Config

from ..inifile import read_ini
from ..settings import read_settings
from .context import Program

PATIENCE = 10
"""How many seconds a part may take to stop."""


@click.command()
@click.option("--port", default=6543, show_default=True, type=click.IntRange(1, 65535), help="The port to listen on.")
@click.option("--address", default="localhost", show_default=True, help="The address to listen on.")
@click.pass_obj
def serve(program: Program, port: int, address: str) -> None:
    """Migrate the database, then run the website and the scheduler until Ctrl-C."""
    assignments = [f"port={port}", f"address={address}"]
    settings = read_settings(read_ini(program.ini, assignments))
    command.upgrade(Config(program.ini), "head")

    here = Path(sys.executable).parent
    parts = [
        _start([str(here / "pserve"), program.ini, *assignments]),
        _start([str(here / "microblog-scheduler"), program.ini, *assignments]),
    ]
    click.secho(f"microblog is at {settings.site.url} (Ctrl-C stops it)", fg="green", bold=True, err=True)
    sys.exit(_watch(parts))


def _start(words: list[str]) -> subprocess.Popen[bytes]:
    """Start a part in a session of its own, so that Ctrl-C reaches it through us, once."""
    return subprocess.Popen(words, start_new_session=True, env={**os.environ, "PYTHONUNBUFFERED": "1"})  # noqa: S603


def _watch(parts: list[subprocess.Popen[bytes]]) -> int:
    """Wait until we are told to stop or a part dies; then stop all of them. Return the exit status."""
    told: list[int] = []
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda number, _frame: told.append(number))

    while not told and all(part.poll() is None for part in parts):
        time.sleep(0.1)
    for part in parts:
        part.terminate()
    for part in parts:
        try:
            part.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            part.kill()
    return 0 if told else 1
