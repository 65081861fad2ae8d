"""What the playbooks wrote down for this machine."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

HERE = Path("/etc/microblog/backups.json")


@dataclass(frozen=True)
class Keep:
    """How many backups are kept, by how old they are."""

    daily: int = 7
    weekly: int = 4
    monthly: int = 6


@dataclass(frozen=True)
class Media:
    """Where files lie, and where their backup."""

    folder: Path
    repository: Path
    password_file: Path
    sample: int = 200
    """About how many files are restored and read in one night."""
    nights: int = 30
    """In how many nights every byte of the repository is read once."""


@dataclass(frozen=True)
class Copies:
    """Where copies of the repositories go: `user@host:/folder`, or a folder such as a disk of another machine."""

    targets: tuple[str, ...] = ()
    key: str = ""
    known_hosts: str = ""
    verify: bool = True


@dataclass(frozen=True)
class Config:
    """All of it."""

    root: Path
    stanza: str = "microblog"
    database: str = "microblog"
    programs: Path = Path("/usr/bin")
    """Where this version of PostgreSQL has its programs."""
    socket: str = "/var/run/postgresql"
    port: int = 5432
    pgbackrest: str = ""
    """Its configuration, if that is not where pgBackRest looks by itself."""
    full_on: int = 6
    """The day of the week of full backups: 0 is Monday."""
    keep: Keep = Keep()
    lock_milliseconds: int = 500
    """For how long writers may wait for us at most."""
    lock_tries: int = 600
    restore_hours: float = 6.0
    """For how long the trial's database may recover."""
    media: Media | None = None
    has_database: bool = True
    copies: Copies = Copies()
    files: tuple[str, ...] = field(default=("/usr/local/bin/microblog", "backup", "files"))
    record: tuple[str, ...] = ()
    """What takes a proof on its standard input; without it, it is written into the database by psql."""

    @property
    def repositories(self) -> dict[str, Path]:
        """The encrypted repositories of this machine."""
        found = {"pgbackrest": self.root / "pgbackrest"} if self.has_database else {}
        return found | ({"media": self.media.repository} if self.media else {})

    @property
    def outcomes(self) -> Path:
        """Where jobs leave what became of them."""
        return self.root / "outcomes"

    @classmethod
    def read(cls, path: Path = HERE) -> Self:
        """Read it from a file."""
        given: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        if given.get("media"):
            places = {name: Path(given["media"][name]) for name in ("folder", "repository", "password_file")}
            given["media"] = Media(**{**given["media"], **places})
        copies = given.get("copies", {})
        given["copies"] = Copies(**{**copies, "targets": tuple(copies.get("targets", ()))})
        given["keep"] = Keep(**given.get("keep", {}))
        for name in ("root", "programs"):
            if name in given:
                given[name] = Path(given[name])
        for name in ("files", "record"):
            if name in given:
                given[name] = tuple(given[name])
        return cls(**given)
