"""The whole server, website and scheduler, on a new database."""

import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from tests.conftest import ini_of, postgresql_database
from tests.processes import free_port, run, running, wait_for, write_ini


@contextmanager
def server(
    kind: str, directory: Path, port: int | None = None, *, scheduler: bool = True
) -> Iterator[tuple[str, Path]]:
    """Install it and run it; yield its address and its ini file."""
    port = port or free_port()
    with installed(kind, directory, port) as ini, started(ini, port, scheduler=scheduler) as address:
        yield address, ini


@contextmanager
def installed(kind: str, directory: Path, port: int) -> Iterator[Path]:
    """Make a database of a kind, and an ini file beside it, with which it is migrated; yield the file."""
    with _database(kind, directory) as url:
        ini = write_ini(directory, _settings(url, address_of(port), directory))
        upgraded = run("microblog", "-c", str(ini), "database", "upgrade")
        assert upgraded.returncode == 0, upgraded.stderr
        yield ini


@contextmanager
def started(ini: Path, port: int, *, scheduler: bool = True) -> Iterator[str]:
    """Run it until the end of the block, whatever happens in there; yield its address."""
    log = ini.with_name("server.log")
    with ExitStack() as stack:
        words = ("-c", str(ini), "web", "--address", "localhost", "--port", str(port))
        website = stack.enter_context(running("microblog", *words, log=log))
        if scheduler:
            stack.enter_context(running("microblog-scheduler", str(ini), log=log))
        wait_for(port, website, log)
        yield address_of(port)


def address_of(port: int) -> str:
    """Where it is."""
    return f"http://localhost:{port}"


def refuse_if_taken(port: int) -> None:
    """End with a sentence if somebody listens on a port already."""
    for family, address in ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")):
        with socket.socket(family) as caller:
            caller.settimeout(2)
            if caller.connect_ex((address, port)) == 0:
                sys.exit(f"Port {port} is taken: end the program that listens there, then try again.")


def stop_when_told() -> None:
    """Let a signal that ends this program end what it started, too."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _stop)


def _stop(number: int, _frame: Any) -> None:
    """Leave all `with` blocks."""
    sys.exit(128 + number)


@contextmanager
def _database(kind: str, directory: Path) -> Iterator[str]:
    """Make an empty database."""
    if kind == "sqlite":
        yield f"sqlite:///{directory}/microblog.sqlite"
    else:
        with postgresql_database() as url:
            yield url


def _settings(database_url: str, address: str, directory: Path) -> dict[str, str]:
    """The settings of such a server: who joins may write at once."""
    return ini_of(
        database_url,
        **{
            "site.url": address,
            "mail.directory": str(directory / "mail"),
            "media.directory": str(directory / "media"),
        },
    )
