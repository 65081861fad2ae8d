"""Backups of pictures, films and sounds, by restic; and their proof.

A finished file is named by the hash of what is in it, so whether a restored one is whole can be told from its name.
"""

import contextlib
import hashlib
import json
import random
import re
import shutil
import time
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from .config import Config, Media
from .programs import Trouble, locked, run, say

TAG = "media"
NAME = re.compile(r"([0-9a-f]{2})/([0-9a-f]{32})\.[a-z0-9]+")
UNREADABLE = 3  # restic: a backup was made, but some files were gone before they could be read
PRUNED_EVERY = 20 * 3600


def restic(config: Config, *words: object, may_end: tuple[int, ...] = (0,)) -> str:
    """Run restic."""
    return run(["restic", *words], environment=_environment(_media(config)), may_end=may_end)


def back_up_media(config: Config) -> None:
    """Take a snapshot of the media folder; once a day forget those that need not be kept."""
    media = _media(config)
    with locked(config.root, "media"):
        if not (media.repository / "config").exists():
            restic(config, "init")
        restic(config, "unlock", "--quiet")  # a machine that lost its power leaves its lock, and nobody else is at it
        restic(config, "backup", "--tag", TAG, "--quiet", media.folder, may_end=(0, UNREADABLE))
        say("Took a snapshot of the media.")
        if _pruned_long_ago(config):
            keep = config.keep
            numbers = ("--keep-daily", keep.daily, "--keep-weekly", keep.weekly, "--keep-monthly", keep.monthly)
            restic(config, "forget", "--tag", TAG, "--group-by", "tags", *numbers, "--prune", "--quiet")
            (config.outcomes / "media-pruned").touch()


def list_files(config: Config, when: str) -> None:
    """Ask the site which finished files its database names, `before` a snapshot is taken and `after` it."""
    names = (line for line in run(config.files).splitlines() if NAME.fullmatch(line))
    _list(config, when).write_text("".join(f"{one}\n" for one in names), encoding="ascii")


def prove_media(config: Config) -> dict[str, Any]:
    """Prove that every file which the database names is in the last backup, and that restored ones are whole."""
    began, media = time.monotonic(), _media(config)
    # What came while the snapshot was taken may not be in it, and what went need not be.
    before, after = (set(_list(config, when).read_text(encoding="ascii").split()) for when in ("before", "after"))
    named = before & after
    with locked(config.root, "media", shared=True):
        snapshot = snapshots(config)[-1]
        missing = sorted(named - files_in(config, snapshot["id"]))
        if missing:
            raise Trouble(f"The backup lacks {len(missing)} of {len(named)} files, such as {missing[0]}.")
        night = datetime.now(UTC).toordinal() % media.nights + 1
        restic(config, "check", f"--read-data-subset={night}/{media.nights}")
        count, size = _restore_some(config, snapshot["id"], named)

    say(f"All {len(named)} files are in the backup; {count} were restored and are what their names say.")
    digest = hashlib.sha256("\n".join(sorted(named)).encode()).hexdigest()
    facts = {"kind": "media", "as_of": snapshot["time"], "seconds": round(time.monotonic() - began, 3)}
    return facts | {"files": len(named), "bytes": size, "digest": digest}


def restore_media(config: Config, to: datetime | None = None) -> None:
    """Bring the media folder back. As of a moment in the past: from the snapshots before and after it.

    Files never change, so one too many does no harm, and the scheduler sweeps it.
    """
    known = snapshots(config)
    if not known:
        raise Trouble("There is no backup of media.")
    chosen = known[-1:] if to is None else around(known, to)
    with locked(config.root, "media", shared=True):
        for one in chosen:
            restic(config, "restore", one["id"], "--target", "/", "--include", _media(config).folder)
            say(f"Brought back the media of {one['time']}.")


def around(known: list[dict[str, str]], moment: datetime) -> list[dict[str, str]]:
    """Choose the last snapshot before a moment and the first after it, as far as there are such."""
    before = [one for one in known if _time(one) <= moment]
    return before[-1:] + [one for one in known if _time(one) > moment][:1]


def snapshots(config: Config) -> list[dict[str, str]]:
    """List the snapshots, the oldest first."""
    told = json.loads(restic(config, "snapshots", "--tag", TAG, "--json")) or []
    return sorted(({"id": one["id"], "time": _plain(one["time"])} for one in told), key=_time)


def files_in(config: Config, snapshot: str) -> set[str]:
    """List the files of a snapshot, as the database names them."""
    folder = _media(config).folder
    return set(_names(restic(config, "ls", "--json", "--recursive", snapshot, folder).splitlines(), folder))


def broken_files(folder: Path) -> tuple[list[str], int, int]:
    """Read restored files: which are not what their names say, how many there were, and how many bytes."""
    broken, count, size = [], 0, 0
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and (match := NAME.fullmatch(name)):
            with path.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
            count, size = count + 1, size + path.stat().st_size
            if digest[:34] != match[1] + match[2]:
                broken.append(name)
    return broken, count, size


def _restore_some(config: Config, snapshot: str, named: set[str]) -> tuple[int, int]:
    """Restore some folders, chosen by chance, and read what is in them; count files and bytes."""
    chosen = _folders(named, _media(config).sample)
    if not chosen:
        return 0, 0
    scratch = config.root / "scratch" / "media"
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(mode=0o700, parents=True)
    try:
        wanted = [word for one in chosen for word in ("--include", _media(config).folder / one)]
        restic(config, "restore", snapshot, "--target", scratch, *wanted)
        folder = scratch / _media(config).folder.relative_to("/")
        broken, count, size = broken_files(folder)
        lost = [name for name in named if name[:2] in chosen and not (folder / name).is_file()]
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    if broken or lost:
        raise Trouble(
            f"Of {count} restored files {len(broken)} are damaged and {len(lost)} lost, such as {(broken + lost)[0]}."
        )
    return count, size


def _folders(named: set[str], sample: int) -> list[str]:
    """Choose folders by chance until about so many files lie in them."""
    chosen: list[str] = []
    for one in random.sample(folders := sorted({name[:2] for name in named}), len(folders)):
        if len(chosen) * len(named) >= sample * len(folders):
            break
        chosen.append(one)
    return chosen


def _names(lines: Iterable[str], folder: Path) -> Iterator[str]:
    """Read a listing of restic's."""
    for line in lines:
        told = json.loads(line)
        if told.get("type") == "file":
            with contextlib.suppress(ValueError):
                yield Path(told["path"]).relative_to(folder).as_posix()


def _pruned_long_ago(config: Config) -> bool:
    """Whether it is time to forget old snapshots."""
    mark = config.outcomes / "media-pruned"
    return not mark.exists() or time.time() - mark.stat().st_mtime > PRUNED_EVERY


def _list(config: Config, when: str) -> Path:
    """Where the names of files are kept between two steps."""
    return config.outcomes / f"files-{when}"


def _media(config: Config) -> Media:
    """What is known of media; Trouble on a machine that has none."""
    if config.media is None:
        raise Trouble("This machine keeps no media.")
    return config.media


def _environment(media: Media) -> dict[str, str]:
    """Tell restic where the repository is, and how it is opened."""
    return {"RESTIC_REPOSITORY": str(media.repository), "RESTIC_PASSWORD_FILE": str(media.password_file)}


def _plain(time: str) -> str:
    """Write a moment with no more than microseconds, as restic writes nine digits."""
    return re.sub(r"(\.\d{6})\d+", r"\1", time).replace("Z", "+00:00")


def _time(snapshot: dict[str, str]) -> datetime:
    """Read a snapshot's moment."""
    return datetime.fromisoformat(_plain(snapshot["time"]))
