"""A restored database beside the real one: nobody else can reach it, it archives nothing, and it is gone afterwards."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from .config import Config
from .database import pgbackrest
from .programs import Trouble, last_words, run
from .psql import Session

OPTIONS = {
    "listen_addresses": "",
    "archive_mode": "off",
    "hot_standby": "off",  # nobody is let in before the restore point is reached
    "autovacuum": "off",
    "fsync": "off",  # it is thrown away
    "full_page_writes": "off",
    "jit": "off",
    "logging_collector": "off",
    "max_connections": "20",
    "max_wal_senders": "0",
    "shared_buffers": "128MB",
    "shared_preload_libraries": "",
    "ssl": "off",
    "synchronous_standby_names": "",
    "primary_conninfo": "",
}
PORT = 5432


class Trial:
    """The restored database."""

    def __init__(self, config: Config, folder: Path) -> None:
        self.config, self.folder, self.data = config, folder, folder / "data"
        self._postgres: subprocess.Popen[bytes] | None = None

    def restore(self, point: str) -> None:
        """Bring back what was at a restore point, out of the repository alone."""
        self.data.mkdir(mode=0o700)
        to = (f"--pg1-path={self.data}", "--type=name", f"--target={point}", "--target-action=promote")
        pgbackrest(self.config, *to, "--archive-mode=off", "restore")

    def start(self) -> None:
        """Let it recover; return once it has reached the restore point and can be asked."""
        for name in ("postgresql.conf", "pg_ident.conf"):
            (self.folder / name).touch()
        (self.folder / "pg_hba.conf").write_text("local all all peer\n", encoding="ascii")
        files = {"config_file": "postgresql.conf", "hba_file": "pg_hba.conf", "ident_file": "pg_ident.conf"}
        options = OPTIONS | {name: str(self.folder / file) for name, file in files.items()}
        options |= {"unix_socket_directories": str(self.folder), "port": str(PORT)}
        words = [str(self.config.programs / "postgres"), "-D", str(self.data)]
        words += [word for name, value in options.items() for word in ("-c", f"{name}={value}")]
        with self._log.open("wb") as log:
            self._postgres = subprocess.Popen(words, stdout=log, stderr=log)  # noqa: S603 - the words are ours
        self._wait(self._postgres)

    def session(self) -> Session:
        """Open a session on it."""
        return Session(socket=str(self.folder), port=PORT, database=self.config.database)

    def stop(self) -> None:
        """End it, in good order."""
        if self._postgres is not None and self._postgres.poll() is None:
            self._postgres.send_signal(signal.SIGINT)
            try:
                self._postgres.wait(120)
            except subprocess.TimeoutExpired:
                self._postgres.send_signal(signal.SIGQUIT)
                self._postgres.wait(30)
        self._postgres = None

    def check_pages(self) -> bool:
        """Compare every page with its checksum, once it is stopped; False if the database has none."""
        told = run([self.config.programs / "pg_controldata", self.data], environment={"LC_ALL": "C"})
        [version] = [line.split()[-1] for line in told.splitlines() if line.startswith("Data page checksum version")]
        if version == "0":
            return False
        run([self.config.programs / "pg_checksums", "--check", "-D", self.data])
        return True

    def size(self) -> int:
        """Tell how much was restored."""
        return sum(path.stat().st_size for path in self.data.rglob("*") if path.is_file())

    @property
    def _log(self) -> Path:
        return self.folder / "postgres.log"

    def _wait(self, postgres: subprocess.Popen[bytes]) -> None:
        """Wait until it can be asked."""
        end = time.monotonic() + self.config.restore_hours * 3600
        while time.monotonic() < end:
            if postgres.poll() is not None:
                said = self._log.read_text(encoding="utf-8", errors="replace")
                fatal = [line for line in said.splitlines() if "FATAL" in line or "PANIC" in line]
                raise Trouble(f"The restored database did not start: {last_words(chr(10).join(fatal), said)}")
            with suppress(Trouble), self.session() as db:
                if not db.value("SELECT to_json(pg_is_in_recovery())"):
                    return
            time.sleep(0.2)
        raise Trouble(f"The restored database was not ready within {self.config.restore_hours} hours.")


@contextmanager
def trial_in(config: Config) -> Iterator[Trial]:
    """Make room for a trial, and clear all of it away afterwards, however it ends."""
    folder = config.root / "scratch" / "trial"
    clear_away(folder)
    folder.mkdir(mode=0o700, parents=True)
    trial = Trial(config, folder)
    try:
        yield trial
    finally:
        trial.stop()
        clear_away(folder)


def clear_away(folder: Path) -> None:
    """Remove what a trial left that was killed, a server that may still run among it."""
    with suppress(OSError, ValueError, IndexError):
        pid = int((folder / "data/postmaster.pid").read_text(encoding="ascii").splitlines()[0])
        # After a reboot the number may be anybody's.
        if os.fsencode(folder / "data") in Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0"):
            os.kill(pid, signal.SIGQUIT)
            time.sleep(2)
    if folder.exists():
        shutil.rmtree(folder)


def check_room(config: Config, bytes: int) -> None:
    """Refuse to begin where the disk would become full."""
    (config.root / "scratch").mkdir(exist_ok=True)
    free = shutil.disk_usage(config.root / "scratch").free
    if bytes * 1.2 + 2**28 > free:
        need = (bytes * 1.2 + 2**28) / 2**30
        raise Trouble(f"The trial needs {need:.1f} GiB in {config.root}/scratch, and {free / 2**30:.1f} GiB are free.")
