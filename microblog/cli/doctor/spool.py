"""The folder of a nullmailer on this machine: may we put letters there, and does anybody take them out?"""

import errno
import os
import pwd
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ...clock import now
from .findings import Finding, error, ok, warning

SPOOL = "spool"
OLD = 3600
"""For how many seconds a letter may lie in the queue before it is spoken of."""

AS_SCHEDULER = (
    'Give the user of the scheduler the rights that "Handing over to nullmailer" in docs/operations/mail.md names, '
    "and run the doctor as that user."
)


def look_at_spool(spool: Path) -> Iterator[Finding]:
    """See whether letters can be handed over through the folder, and how those fare that were."""
    queue, ready = spool / "queue", spool / "ready"
    if not queue.is_dir():
        yield error(SPOOL, f"There is no folder {queue}.", "Install nullmailer, or set mail.spool to its folder.")
        return
    yield from _places(ready, queue)
    yield _awake(spool / "trigger")
    yield from _left(queue, spool / "failed")


def can_read(user: int, file: os.stat_result) -> bool:
    """Whether the user to whom the queue belongs can read a file of ours."""
    if user in (0, file.st_uid) or file.st_mode & stat.S_IROTH:
        return True
    try:
        known = pwd.getpwuid(user)
        groups = os.getgrouplist(known.pw_name, known.pw_gid)
    except KeyError:
        groups = []
    return bool(file.st_mode & stat.S_IRGRP) and file.st_gid in groups


def _places(ready: Path, queue: Path) -> Iterator[Finding]:
    """See whether what we write can be moved into the queue, and be read there."""
    try:
        ready.mkdir(exist_ok=True)
        with _written(ready) as file:
            there, target = os.stat(file), os.stat(queue)
    except OSError as fault:
        yield error(SPOOL, f"The folder {ready} cannot be written into: {fault.strerror}.", AS_SCHEDULER)
        return
    if not os.access(queue, os.W_OK | os.X_OK):
        yield error(SPOOL, f"The folder {queue} cannot be written into.", AS_SCHEDULER)
    elif there.st_dev != target.st_dev:
        advice = "Both must be on one filesystem, as a letter is moved in one step."
        yield error(SPOOL, f"{ready} and {queue} are on different filesystems.", advice)
    elif not can_read(target.st_uid, there):
        advice = f"Let {ready} belong to nullmailer's group and hand it on: chgrp mail {ready}; chmod g+s {ready}"
        yield error(SPOOL, f"nullmailer cannot read what we put into {queue}.", advice)
    else:
        yield ok(SPOOL, f"Letters can be put into {queue}.")


@contextmanager
def _written(folder: Path) -> Iterator[Path]:
    """Write a file as letters are written, and remove it again."""
    path = folder / f".doctor-{os.getpid()}"
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o640))
    try:
        yield path
    finally:
        path.unlink()


def _awake(trigger: Path) -> Finding:
    """See whether somebody listens at the trigger: that tells whether nullmailer runs."""
    try:
        os.close(os.open(trigger, os.O_WRONLY | os.O_NONBLOCK | os.O_CLOEXEC))
    except OSError as fault:
        if fault.errno == errno.ENXIO:
            return error(
                SPOOL, "nullmailer does not run: nobody reads its trigger.", "systemctl enable --now nullmailer"
            )
        advice = (
            "An idle nullmailer that is not woken up looks ever more rarely, in the end once a day. " + AS_SCHEDULER
        )
        return error(SPOOL, f"The trigger {trigger} cannot be used: {fault.strerror}.", advice)
    return ok(SPOOL, "nullmailer runs, and can be woken up.")


def _left(queue: Path, failed: Path) -> Iterator[Finding]:
    """See what lies in the queue for long, and what nullmailer gave up."""
    advice = "Look at nullmailer's log (journalctl -u nullmailer) and at /etc/nullmailer/remotes."
    try:
        ages = [now().timestamp() - path.stat().st_mtime for path in queue.iterdir()]
        given_up = sum(1 for _ in failed.iterdir()) if failed.is_dir() else 0
    except OSError as fault:
        yield warning(SPOOL, f"What lies in {fault.filename} cannot be seen: {fault.strerror}.", AS_SCHEDULER)
        return
    old = [age for age in ages if age > OLD]
    if old:
        hours = int(max(old) // 3600)
        yield warning(SPOOL, f"{len(old)} of {len(ages)} letters wait in {queue} for up to {hours} hours.", advice)
    else:
        yield ok(SPOOL, f"{len(ages)} letters wait in {queue}, none of them for long.")
    if given_up:
        yield warning(SPOOL, f"nullmailer has given up {given_up} letters; they lie in {failed}.", advice)
