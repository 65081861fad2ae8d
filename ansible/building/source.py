"""The code that a release is made of, and what the release is called after it."""

import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from .programs import Unbuildable, git
from .target import Target

REQUIREMENTS = "requirements/production.txt"

NAME = re.compile(r"[A-Za-z0-9.-]+")
"""A release is named in units, paths and sockets."""


@dataclass(frozen=True)
class Source:
    """The code a release is made of."""

    folder: Path
    commit: str
    moment: int
    """When it was committed, in seconds since 1970."""
    dirt: str
    """What names the changes that were not committed; empty if there are none."""

    def files(self) -> list[str]:
        """List the files that belong to it."""
        others = ["--others", "--exclude-standard"] if self.dirt else []
        listed = git(self.folder, "ls-files", "-z", "--cached", *others).split("\0")
        return sorted(name for name in set(listed) if name and (self.folder / name).is_file())


def look_at(folder: Path, *, dirty: bool) -> Source:
    """Find out which commit lies in a folder; refuse one with changes unless they are wanted."""
    if not (folder / REQUIREMENTS).is_file():
        raise Unbuildable(f"There is no microblog in {folder}.")
    head = git(folder, "log", "-1", "--format=%H %ct").split()
    changes = git(folder, "status", "--porcelain", "--untracked-files=all", "-z")
    if changes and not dirty:
        first = changes.split("\0")[0][3:]
        raise Unbuildable(f"{first} is not committed: a release is made of commits. Commit it, or say --dirty.")
    source = Source(folder, head[0], int(head[1]), "?" if changes else "")
    return Source(folder, head[0], int(head[1]), _digest_of(source)) if changes else source


def name_of(source: Source, target: Target) -> str:
    """Name a release: version, when it was committed, commit, what was changed since, Python."""
    when = datetime.fromtimestamp(source.moment, UTC).strftime("%Y%m%dT%H%M")
    dirt = f"-dirty{source.dirt}" if source.dirt else ""
    name = f"{version_of(source.folder)}-{when}-{source.commit[:7]}{dirt}-py{target.tag}"
    if not NAME.fullmatch(name):
        raise Unbuildable(f"A release cannot be called {name}: only letters, digits, dots and dashes will do.")
    return name


def version_of(folder: Path) -> str:
    """Read the version that setup.py gives."""
    found = re.search(r'^\s*version="([^"]+)"', (folder / "setup.py").read_text(encoding="utf-8"), re.MULTILINE)
    if not found:
        raise Unbuildable("setup.py names no version.")
    return found[1]


def _digest_of(source: Source) -> str:
    """Name what lies in a folder by all that is in it."""
    digest = hashlib.sha256()
    for name in source.files():
        digest.update(f"{name}\0{hashlib.sha256((source.folder / name).read_bytes()).hexdigest()}\0".encode())
    return digest.hexdigest()[:8]
