"""nullmailer, run on a folder of its own: it takes letters out of its queue and hands them to the mail host.

The kernel tells of every file that is moved into the queue (inotify), however soon nullmailer takes it out again, so
that a letter that is handed over twice is seen, whatever becomes of it.
"""

import ctypes
import os
import select
import shutil
import struct
import subprocess
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

SEND = shutil.which("nullmailer-send", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
PROTOCOL = Path("/usr/lib/nullmailer/smtp")

MOVED_FROM, MOVED_TO, CREATED = 0x40, 0x80, 0x100
OVERFLOW = 0x4000
EVENT = struct.Struct("iIII")


class Mta:
    """Its folder, and what was handed over to it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.spool = root / "queue"
        """What /var/spool/nullmailer is on a machine: it holds `queue`, `tmp`, `failed` and the `trigger`."""
        self.ready = self.spool / "ready"
        """Where we put what is about to be handed over."""
        self.handed: Counter[str] = Counter()
        """How often each file was moved from `ready` into the queue, by its name in `ready`."""
        self.on_event: Callable[[], None] = lambda: None

    @property
    def waiting(self) -> int:
        """How many letters are in the queue."""
        return sum(1 for _ in (self.spool / "queue").iterdir())

    def prepare(self, port: int) -> None:
        """Make the folders, and say where the mail host is."""
        for folder in ("queue/queue", "queue/tmp", "queue/failed", "queue/ready", "conf", "protocols", "bin", "sbin"):
            (self.root / folder).mkdir(parents=True)
        os.mkfifo(self.spool / "trigger")
        (self.root / "protocols/smtp").symlink_to(PROTOCOL)
        for program in ("/usr/bin/nullmailer-dsn", "/usr/sbin/nullmailer-queue"):
            (self.root / program.removeprefix("/usr/")).symlink_to(program)
        (self.root / "mailname").write_text("mta.example\n")
        settings = {"me": "mta.example", "pausetime": "1", "maxpause": "1", "sendtimeout": "3"}
        for name, value in {**settings, "remotes": f"127.0.0.1 smtp port={port}"}.items():
            (self.root / "conf" / name).write_text(f"{value}\n")

    def poke(self) -> None:
        """Let it look into its queue."""
        with suppress(OSError):
            trigger = os.open(self.spool / "trigger", os.O_WRONLY | os.O_NONBLOCK)
            os.write(trigger, b"!")
            os.close(trigger)


@contextmanager
def nullmailer(root: Path, port: int) -> Iterator[Mta]:
    """Run it, for a mail host on a port of this machine."""
    assert SEND is not None, "nullmailer is missing (Debian: apt-get install nullmailer)."
    mta = Mta(root)
    mta.prepare(port)
    with (
        _watched(mta),
        (root / "log").open("ab") as log,
        subprocess.Popen([SEND], env={**os.environ, "NULLMAILER_TEST_PREFIX": str(root)}, stdout=log, stderr=log) as it,
    ):
        try:
            yield mta
        finally:
            it.kill()


@contextmanager
def _watched(mta: Mta) -> Iterator[None]:
    """Count what is handed over."""
    system = ctypes.CDLL(None, use_errno=True)
    file = system.inotify_init1(os.O_CLOEXEC | os.O_NONBLOCK)
    ready = system.inotify_add_watch(file, os.fsencode(mta.ready), MOVED_FROM | CREATED)
    queue = system.inotify_add_watch(file, os.fsencode(mta.spool / "queue"), MOVED_TO)
    assert min(file, ready, queue) >= 0, os.strerror(ctypes.get_errno())
    over = threading.Event()
    moving: dict[int, str] = {}

    def watch() -> None:
        while not over.is_set():
            if not select.select([file], [], [], 0.2)[0]:
                continue
            for watched, mask, cookie, name in _events(os.read(file, 1 << 16)):
                assert not mask & OVERFLOW
                if watched == ready and mask & MOVED_FROM:
                    moving[cookie] = name
                elif watched == queue and cookie in moving:
                    mta.handed[moving.pop(cookie)] += 1
                mta.on_event()

    thread = threading.Thread(target=watch, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join(5)
        os.close(file)


def _events(data: bytes) -> Iterator[tuple[int, int, int, str]]:
    """Read what the kernel tells: which folder, what, a cookie that ties the two halves of a move, and the name."""
    place = 0
    while place < len(data):
        watched, mask, cookie, length = EVENT.unpack_from(data, place)
        place += EVENT.size
        yield watched, mask, cookie, data[place : place + length].rstrip(b"\0").decode()
        place += length
