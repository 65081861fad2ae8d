"""Whether a scheduler lives. A lock tells it, which ends with the process, and no clock.

On PostgreSQL that is a session-level advisory lock, on SQLite a locked file beside the database: the server and the
kernel let go of them when a process dies, however it does. So what a dead one held is free at once, and what a slow
one holds stays its own, wherever the clocks are set to.
"""

import fcntl
import logging
import os
import threading
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Protocol, Self

from pyramid.request import Request
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

from .models import new_id

log = logging.getLogger(__name__)

GRACE = 10.0
"""For how many seconds nobody is thought dead after our own lock was lost: the others may have lost theirs, too."""


class Presence:
    """The sign that a process is there. It is known by its `id`, and holds what is held in that name."""

    def __init__(self, engine: Engine) -> None:
        self.id = new_id()
        self._lock = _lock_for(engine, self.id)

    def alive(self, id: int) -> bool:
        """Tell whether somebody lives; asking changes nothing for anybody."""
        return id == self.id or self._lock.is_held(id)

    def check(self) -> None:
        """Take our lock once more if it was lost, as by a restart of the database."""
        self._lock.keep()

    def close(self) -> None:
        """Be gone: all that we hold is free."""
        self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Be gone at the end of the block."""
        self.close()


def presence_of(request: Request) -> AbstractContextManager[Presence]:
    """Give the presence of the scheduler that we are in, or be there for as long as the block lasts."""
    running = request.registry.get("presence")
    return nullcontext(running) if running is not None else Presence(request.registry["engine"])


class _Lock(Protocol):
    """What tells that we are there, and whether others are."""

    def is_held(self, id: int) -> bool:
        """Whether somebody holds the lock of an id."""

    def keep(self) -> None:
        """Take our own if we do not hold it."""

    def release(self) -> None:
        """Let go of our own."""


def _lock_for(engine: Engine, id: int) -> _Lock:
    """Take the kind of lock that a database has."""
    if engine.dialect.name == "postgresql":
        return _ServerLock(engine, id)
    database = engine.url.database
    if not database or database == ":memory:":
        return _NoLock()
    return _FileLock(Path(f"{database}.schedulers").absolute(), id)


class _NoLock:
    """A database in memory is nobody's but ours."""

    def is_held(self, _id: int) -> bool:
        """There is nobody else."""
        return False

    def keep(self) -> None:
        """There is nothing to lose."""

    def release(self) -> None:
        """There is nothing to let go of."""


class _ServerLock:
    """An advisory lock of PostgreSQL, on a connection of its own."""

    TAKE = text("SELECT pg_try_advisory_lock(:id)")
    LEAVE = text("SELECT pg_advisory_unlock_all()")
    """The server would notice the end of the connection, but a moment later."""
    FIND = text(
        "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 1 AND granted"
        " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
        " AND (classid::bigint << 32 | objid::bigint) = :id"
    )

    def __init__(self, engine: Engine, id: int) -> None:
        self.engine, self.id = engine.execution_options(isolation_level="AUTOCOMMIT"), id
        self.mutex = threading.Lock()
        self.connection: Connection | None = None
        self.lost_at: float | None = None
        self._take()

    def is_held(self, id: int) -> bool:
        """Whether the server knows such a lock. Who has just lost their own does not judge about others."""
        with self.mutex:
            self._keep()
            found = self.connection is None or self.connection.scalar(self.FIND, {"id": id})
        return bool(found) or (self.lost_at is not None and time.monotonic() - self.lost_at < GRACE)

    def keep(self) -> None:
        """Take the lock once more if the server has forgotten it."""
        with self.mutex:
            self._keep()

    def release(self) -> None:
        """Close our connection."""
        with self.mutex:
            self._let_go()

    def _keep(self) -> None:
        """Look whether the server still knows our lock, and take it if not."""
        try:
            if self.connection is not None and self.connection.scalar(self.FIND, {"id": self.id}):
                return
        except DBAPIError:
            pass
        self.lost_at = time.monotonic()
        self._let_go()
        self._take()
        log.warning("The database had let go of the lock of scheduler %s; it was taken once more.", self.id)

    def _take(self) -> None:
        """Connect, and take the lock."""
        self.connection = self.engine.connect()
        self.connection.detach()  # it is ours for good: the pool opens another one instead
        self.connection.execute(self.TAKE, {"id": self.id})

    def _let_go(self) -> None:
        """End the lock and the connection, whatever the server says to it."""
        connection, self.connection = self.connection, None
        if connection is not None:
            try:
                if not connection.invalidated:
                    connection.execute(self.LEAVE)
                connection.close()
            except DBAPIError:
                connection.invalidate()


class _FileLock:
    """A locked file in a folder beside the database of SQLite."""

    def __init__(self, folder: Path, id: int) -> None:
        self.folder, self.path = folder, folder / str(id)
        self.mutex = threading.Lock()
        self.file = self._take()
        self._clear_away()

    def is_held(self, id: int) -> bool:
        """Whether somebody has the file locked. Those who ask share it, so none takes another for its owner."""
        try:
            with _opened(self.folder / str(id), os.O_RDONLY) as file:
                return not _try(file, fcntl.LOCK_SH)
        except FileNotFoundError:
            return False

    def keep(self) -> None:
        """Make the file once more if somebody removed it."""
        with self.mutex:
            if not self._is_ours(self.file):
                os.close(self.file)
                self.file = self._take()
                log.warning("The file %s was gone; it was made once more.", self.path)

    def release(self) -> None:
        """Remove the file, then let go of it."""
        with self.mutex:
            if self.file >= 0:
                if self._is_ours(self.file):
                    self.path.unlink()
                os.close(self.file)
                self.file = -1

    def _take(self) -> int:
        """Make the file and lock it; once more, if somebody cleared it away in between."""
        while True:
            self.folder.mkdir(parents=True, exist_ok=True)
            file = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            fcntl.flock(file, fcntl.LOCK_EX)  # whoever asks about it holds it for a moment only
            if self._is_ours(file):
                return file
            os.close(file)

    def _is_ours(self, file: int) -> bool:
        """Whether it is our file that lies there under our name."""
        try:
            return os.path.samestat(os.stat(self.path), os.fstat(file))
        except FileNotFoundError:
            return False

    def _clear_away(self) -> None:
        """Remove the files of the dead."""
        for path in self.folder.iterdir():
            try:
                with _opened(path, os.O_RDONLY) as file:
                    if _try(file, fcntl.LOCK_EX):
                        path.unlink()
            except FileNotFoundError:  # somebody else was quicker
                pass


@contextmanager
def _opened(path: Path, flags: int) -> Iterator[int]:
    """Open a file for a moment."""
    file = os.open(path, flags | os.O_CLOEXEC)
    try:
        yield file
    finally:
        os.close(file)


def _try(file: int, how: int) -> bool:
    """Lock an open file unless somebody else has."""
    try:
        fcntl.flock(file, how | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
