"""Where files lie."""

import hashlib
import os
import re
import secrets
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

WAITING = "waiting"
"""The folder of what is still being worked on. It is for nobody's eyes."""

TYPES = {
    ".webp": "image/webp",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".gif": "image/gif",
    ".mp4": "video/mp4",
    ".mp3": "audio/mpeg",
}
"""What is kept, by the ends of names."""

_NAME = re.compile(r"[0-9a-f]{2}/[0-9a-f]{32}(\.[a-z0-9]+)")
_OURS = re.compile(r"[0-9a-f]{32}(\.[a-z0-9]+)?(\.swept)?|tmp\w+")
"""How we name files and folders; what is named otherwise, somebody else has put there."""
CHUNK = 1 << 20


class TooLarge(ValueError):
    """More was sent than may be."""


@dataclass(frozen=True)
class Storage:
    """A folder of files that are named by what is in them: the same content is kept once, and never changes."""

    directory: Path

    def keep(self, data: bytes, suffix: str = ".webp") -> str:
        """Keep a file and return its name, such as `3f/9a….webp`. It is there whole or not at all."""
        name = _name_of(hashlib.sha256(data).hexdigest(), suffix)
        path = self.directory / name
        if not _is_fresh(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
                file.write(data)
            _put(Path(file.name), path)
        return name

    def keep_file(self, made: Path, suffix: str) -> str:
        """Keep a file that lies in the folder of what waits, and return its new name."""
        with made.open("rb") as file:
            name = _name_of(hashlib.file_digest(file, "sha256").hexdigest(), suffix)
        path = self.directory / name
        if not _is_fresh(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            _put(made, path)
        return name

    def let_wait(self, sent: BinaryIO, limit: int) -> str:
        """Put away what was sent until somebody works on it; return its name, which says nothing. TooLarge if it is."""
        name = f"{WAITING}/{secrets.token_hex(16)}"
        path = self.directory / name
        self._waiting_room()
        try:
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                _copy(sent, file, limit)
                file.flush()
                os.fsync(file.fileno())
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        return name

    @contextmanager
    def workplace(self) -> Iterator[Path]:
        """Make a folder for what is being made; it is gone afterwards."""
        with tempfile.TemporaryDirectory(dir=self._waiting_room(), ignore_cleanup_errors=True) as folder:
            yield Path(folder)

    def path(self, name: str) -> Path:
        """Tell where a file lies."""
        return self.directory / name

    def shown(self, name: str) -> tuple[Path, str] | None:
        """Find a file that anybody may see, and its type; None if there is none of that name."""
        match = _NAME.fullmatch(name)
        path = self.directory / name if match else None
        if match is None or path is None or match[1] not in TYPES or not path.is_file():
            return None
        return path, TYPES[match[1]]

    def folders(self) -> list[str]:
        """List the folders that files lie in."""
        places = [WAITING, *(f"{number:02x}" for number in range(256))]
        return [place for place in places if (self.directory / place).is_dir()]

    def sweep(self, folder: str, *, before: float, needed: Callable[[], set[str]]) -> int:
        """Remove what has lain in a folder since `before` (seconds since 1970) and is not `needed`; count it.

        Who keeps the same content again touches the file. One that was touched while we asked is put back.
        """
        entries = [entry for entry in os.scandir(self.directory / folder) if _OURS.fullmatch(entry.name)]
        old = [entry.name for entry in entries if _is_older(Path(entry), before)]
        if not old:
            return 0
        names = needed()
        unneeded = [name for name in old if f"{folder}/{name}" not in names]
        return sum(_remove(self.directory / folder / name, before) for name in unneeded)

    def _waiting_room(self) -> Path:
        """Make the folder of what waits, which nobody else may look into."""
        room = self.directory / WAITING
        self.directory.mkdir(parents=True, exist_ok=True)
        room.mkdir(mode=0o700, exist_ok=True)
        return room


def _name_of(digest: str, suffix: str) -> str:
    """Name a file by what is in it."""
    return f"{digest[:2]}/{digest[2:34]}{suffix}"


def _is_fresh(path: Path) -> bool:
    """Whether a file is there already; if so it is as good as new, and not swept."""
    try:
        os.utime(path)
    except FileNotFoundError:
        return False
    return True


def _put(made: Path, path: Path) -> None:
    """Move a finished file to where it is served from."""
    with made.open("rb") as file:
        os.fsync(file.fileno())  # an empty file of that name, after a power cut, would stay empty for ever
    made.chmod(0o644)
    made.replace(path)


def _copy(source: BinaryIO, target: BinaryIO, limit: int) -> None:
    """Copy at most so many bytes."""
    while piece := source.read(CHUNK):
        limit -= len(piece)
        if limit < 0:
            raise TooLarge
        target.write(piece)


def _is_older(path: Path, before: float) -> bool:
    """Whether a file was last touched before a moment; False if it is gone."""
    with suppress(FileNotFoundError):
        return path.stat().st_mtime < before
    return False


def _remove(path: Path, before: float) -> bool:
    """Take a file away, unless somebody wants it again at this very moment or took it away before us."""
    grave = path.with_name(path.name.removesuffix(".swept") + ".swept")
    with suppress(FileNotFoundError):
        path.rename(grave)
        if not _is_older(grave, before):
            grave.rename(path)
            return False
        if grave.is_dir():
            shutil.rmtree(grave)
        else:
            grave.unlink()
        return True
    return False
