"""Copies of the encrypted repositories on other machines, and back from there.

Only what is encrypted leaves, and the passphrase stays in the vault. Every few minutes what is new follows;
at night everything does, what was forgotten here is forgotten there, and the copy is compared byte for byte.
"""

import json
import socket
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from .config import Config
from .programs import Trouble, locked, run, say

VANISHED = 24  # rsync: a file was there when it was listed, and is not any more
UNFINISHED = ("*.pgbackrest.tmp", "/locks/")
LAST = ("backup.info*", "archive.info*", "/snapshots/")
"""What says that something else is there, and so must arrive after it."""


def copy_new(config: Config) -> None:
    """Bring what is new of the WAL and of the media to every target. Nothing is taken away there, or compared."""
    archive = config.root / "pgbackrest" / "archive"
    for target in _targets(config):
        if archive.is_dir():
            _rsync(config, f"{archive}/", f"{target}/pgbackrest/archive/")
        if config.media is not None:
            with locked(config.root, "media", shared=True, wait=False) as free:
                if free:  # else a snapshot is just being taken, and will be copied the next time
                    _bring(config, config.media.repository, f"{target}/media/")


def copy_all(config: Config) -> None:
    """Bring everything to every target, and compare it."""
    troubles = []
    for target in _targets(config):
        try:
            for name, folder in config.repositories.items():
                if folder.is_dir():
                    _copy(config, name, folder, target)
            _leave_a_note(config, target)
        except Trouble as trouble:  # one target that is out of reach keeps nothing from the others
            troubles.append(f"{target}: {trouble}")
    if troubles:
        raise Trouble("; ".join(troubles))


def fetch(config: Config, source: str) -> None:
    """Bring the repositories back from a copy; what is here already and not there stays."""
    for name, folder in config.repositories.items():
        folder.mkdir(mode=0o750, parents=True, exist_ok=True)
        _rsync(config, f"{source.rstrip('/')}/{name}/", f"{folder}/")
        say(f"Fetched {name} from {source}.")


def _copy(config: Config, name: str, folder: Path, target: str) -> None:
    """Copy one repository while nobody changes it but by adding WAL."""
    there = f"{target}/{name}/"
    with locked(config.root, name, shared=True):
        files = sorted(_files(folder))
        _bring(config, folder, there, "--delete-after")
        if config.copies.verify and (wrong := _differing(config, folder, there, files)):
            # Of the same size and time, and yet another content: that disk is not to be trusted. Mend it, and say so.
            _rsync(config, f"{folder}/", there, "--checksum")
            still = _differing(config, folder, there, files)
            what = f"the copy of {name} differed in {len(wrong)} of {len(files)} files, such as {wrong[0]}"
            raise Trouble(f"{what}; {'it still does' if still else 'it was mended'}")
    say(f"Copied {name} to {target}{', and found it equal' if config.copies.verify else ''}.")


def _bring(config: Config, folder: Path, there: str, *words: str) -> None:
    """Bring a repository somewhere so that at any moment what is there can be restored."""
    _rsync(config, f"{folder}/", there, *(f"--exclude={one}" for one in LAST))
    _rsync(config, f"{folder}/", there, *words)


def _differing(config: Config, folder: Path, there: str, files: list[str]) -> list[str]:
    """Compare both sides by what is in the files."""
    with tempfile.NamedTemporaryFile("w", suffix=".files", encoding="utf-8") as listing:
        listing.write("".join(f"{one}\n" for one in files))
        listing.flush()
        words = ("--checksum", "--dry-run", "--itemize-changes", f"--files-from={listing.name}")
        said = _rsync(config, f"{folder}/", there, *words)
    # Eleven letters say what would be done to a file: < and > that it would be sent or fetched, + that it is new.
    return [line[12:] for line in said.splitlines() if line[:1] in "<>c" and line[1:2] == "f"]


def _files(folder: Path) -> list[str]:
    """List what a copy must hold."""
    names = (
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file() and not path.is_symlink()
    )
    return [one for one in names if not one.endswith(".pgbackrest.tmp") and not one.startswith("locks/")]


def _leave_a_note(config: Config, target: str) -> None:
    """Write beside the copy whose it is, and of when."""
    note = {"host": socket.gethostname(), "stanza": config.stanza, "copied_at": datetime.now(UTC).isoformat()}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"copied-{'-'.join(config.repositories)}.json"
        path.write_text(json.dumps(note) + "\n", encoding="utf-8")
        _rsync(config, str(path), f"{target}/")


def _targets(config: Config) -> list[str]:
    """List where copies go."""
    if not config.copies.targets:
        say("No copies are asked for (backups_copies): whoever loses this machine loses its backups.")
    return [one.rstrip("/") for one in config.copies.targets]


def _rsync(config: Config, source: str, target: str, *words: str) -> str:
    """Run rsync, over ssh if one side is on another machine."""
    copies = config.copies
    ssh = ["ssh", "-oBatchMode=yes", "-oConnectTimeout=20", "-oServerAliveInterval=15"]
    if copies.key:
        ssh += ["-i", copies.key, "-oIdentitiesOnly=yes"]
    if copies.known_hosts:
        ssh += [f"-oUserKnownHostsFile={copies.known_hosts}", "-oStrictHostKeyChecking=accept-new"]
    modes = ["-rltp", "--chmod=D700,F600", "--mkpath", "--timeout=300"]
    leave = [f"--exclude={one}" for one in UNFINISHED]
    # What is excluded first stays excluded, so the words of the call come last.
    return run(["rsync", *modes, *leave, *words, "-e", " ".join(ssh), source, target], may_end=(0, VANISHED))
