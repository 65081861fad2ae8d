"""`microblog serve` and `microblog web`: the site on one machine, under one Ctrl-C."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

import click
import waitress
from pyramid.paster import setup_logging

from .. import main
from ..database import upgrade_schema
from ..settings import read_settings
from .context import Program

PATIENCE = 10
"""How many seconds a part may take to stop."""

port_option = click.option(
    "--port", default=6543, show_default=True, type=click.IntRange(1, 65535), help="The port to listen on."
)
address_option = click.option("--address", default="localhost", show_default=True, help="The address to listen on.")


@click.command()
@port_option
@address_option
@click.pass_obj
def web(program: Program, port: int, address: str) -> None:
    """Run the website alone."""
    given = program.given
    setup_logging(program.ini)
    application = main({"__file__": program.ini}, **given)
    try:
        waitress.serve(application, listen=f"{address}:{port}", ident=None, _quiet=True)
    except OSError as fault:
        sys.exit(f"Nothing can listen on {address}:{port}: {fault.strerror or fault}.")


@click.command()
@port_option
@address_option
@click.pass_obj
def serve(program: Program, port: int, address: str) -> None:
    """Migrate the database, then run the website and the scheduler until Ctrl-C."""
    url = _url(read_settings(program.given).site.url, address, port)
    upgrade_schema(program.ini)

    environment = {**os.environ, "MICROBLOG_SITE_URL": url, "PYTHONUNBUFFERED": "1"}
    here = Path(sys.executable).parent
    place = ["--port", str(port), "--address", address]
    parts = [
        _start([str(here / "microblog"), "-c", program.ini, "web", *place], environment),
        _start([str(here / "microblog-scheduler"), program.ini], environment),
    ]
    click.secho(f"microblog is at {url} (Ctrl-C stops it)", fg="green", bold=True, err=True)
    sys.exit(_watch(parts))


def _url(configured: str, address: str, port: int) -> str:
    """Give the address of the site: as configured, but on this machine it follows the port that was chosen."""
    if urlsplit(configured).hostname != "localhost":
        return configured
    host = "localhost" if address in ("127.0.0.1", "0.0.0.0", "*", "::1", "::") else address  # noqa: S104
    return f"http://{host}:{port}"


def _start(words: list[str], environment: dict[str, str]) -> subprocess.Popen[bytes]:
    """Start a part in a session of its own, so that Ctrl-C reaches it through us, once."""
    return subprocess.Popen(words, start_new_session=True, env=environment)  # noqa: S603


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
