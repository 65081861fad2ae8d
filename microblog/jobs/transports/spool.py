"""Handing letters to the mail program of this machine through its queue, each exactly once whatever dies when.

The program is nullmailer, or any that reads the same folder: a file of its `queue` holds the envelope's sender, its
recipients, each on a line, an empty line, and the letter with the line ends of this machine.

A letter is first written to `ready`, beside the queue, and made fast on the disk. Then the intent is written down.
Then the file is moved into the queue, in one step that happens wholly or not. So of a letter of which the intent alone
is known, the file tells: if it still is in `ready`, the letter was not handed over; if it is not, it was. It cannot be
moved twice either, should two believe that the letter is theirs.
"""

import contextlib
import logging
import os
import re
import threading
from pathlib import Path
from typing import Self

from ..envelopes import Envelope
from .faults import HostAway

log = logging.getLogger("microblog.mail")

NAME = re.compile(r"\.?(\d+)")
MODE = 0o640
"""The mail program reads what is its group's."""


class Spool:
    """Puts letters into the queue of a nullmailer."""

    def __init__(self, folder: Path) -> None:
        self.ready, self.queue, self.trigger = folder / "ready", folder / "queue", folder / "trigger"
        self.name = f"spool {folder}"

    def prepare(self, envelope: Envelope) -> None:
        """Write a letter to `ready`, so that not even a power cut takes it away again."""
        content = _content(envelope)
        unfinished = self.ready / f".{envelope.letter_id}-{os.getpid()}-{threading.get_ident()}"
        try:
            self.ready.mkdir(exist_ok=True)
            if not self.queue.is_dir():
                raise HostAway(f"there is no folder {self.queue}")
            _write(unfinished, content)
            os.replace(unfinished, self.ready / str(envelope.letter_id))
            _make_fast(self.ready)
        except (FileNotFoundError, PermissionError) as fault:
            raise HostAway(f"the folder {self.ready} cannot be written into: {fault.strerror}") from None
        finally:
            with contextlib.suppress(OSError):
                unfinished.unlink(missing_ok=True)

    def hand_over(self, envelope: Envelope) -> None:
        """Move a letter into the queue, and wake the mail program up."""
        self.complete(envelope.letter_id)

    def complete(self, id: int) -> bool:
        """Do so with what is in `ready`; whoever is second finds that it was done."""
        name = str(id)
        try:
            os.rename(self.ready / name, self.queue / name)
        except FileNotFoundError as fault:
            if not self.queue.is_dir():
                raise HostAway(f"the folder {self.queue} is gone: {fault.strerror}") from None
            log.warning("letter %s was handed over by somebody else meanwhile", name)
            return True
        except OSError as fault:
            raise HostAway(f"letters cannot be moved to {self.queue}: {fault.strerror}") from None
        _make_fast(self.queue)
        self._wake()
        return True

    def recognise(self, id: int) -> bool:
        """Tell whether a letter was handed over: it is not in `ready` any more."""
        handed_over = not (self.ready / str(id)).exists()
        if handed_over:
            self._wake()  # who handed it over may have died before that
        return handed_over

    def prepared(self) -> list[int]:
        """Name what lies in `ready`, finished or not."""
        try:
            names = [NAME.match(path.name) for path in self.ready.iterdir()]
        except OSError:
            return []
        return [int(name[1]) for name in names if name]

    def forget(self, id: int) -> None:
        """Remove a letter that is not to go, and what was begun of it."""
        for path in (self.ready / str(id), *self.ready.glob(f".{id}-*")):
            path.unlink(missing_ok=True)

    def _wake(self) -> None:
        """Tell the mail program that there is something to do; by itself it looks ever more rarely while it is idle."""
        with contextlib.suppress(OSError):
            trigger = os.open(self.trigger, os.O_WRONLY | os.O_NONBLOCK)
            try:
                os.write(trigger, b"\0")
            finally:
                os.close(trigger)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """There is nothing to let go of."""


def _content(envelope: Envelope) -> bytes:
    """Write a letter as the queue wants it."""
    addresses = f"{envelope.sender}\n{envelope.recipient}\n"
    if len(addresses.splitlines()) != 2:
        raise ValueError("an address has several lines")
    return addresses.encode() + b"\n" + envelope.data.replace(b"\r\n", b"\n")


def _write(path: Path, content: bytes) -> None:
    """Write a file and wait until it is on the disk."""
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, MODE)
    with open(file, "wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(file)


def _make_fast(folder: Path) -> None:
    """Wait until what was moved into a folder, or out of it, is on the disk."""
    file = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(file)
    finally:
        os.close(file)
