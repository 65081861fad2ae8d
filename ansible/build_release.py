"""Build a release: one file with all that a machine needs to run microblog, so that it need not ask anybody else.

    python ansible/build_release.py --python 3.13 --machine x86_64 --source . --output var/releases

prints the name of the release, such as 0.1.0-20261121T1550-7cdbede-py313, whose file is OUTPUT/NAME.tar.gz:

    wheels/         what requirements/production.txt names for that Python, of the hashes written there, and microblog
    static/         the files that a front server gives away, under names that change with them, and a .gz beside
    alembic/        the migrations
    production.ini
    RELEASE.json    name, version, commit, made_at, python, migration

Nothing is compiled, here or there. The same commit makes the same file, to the byte. It needs the standard library and
`packaging`, which Ansible brings along.
"""

import argparse
import contextlib
import fcntl
import gzip
import hashlib
import io
import json
import os
import re
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from packaging.markers import Marker
from packaging.requirements import InvalidRequirement, Requirement

REQUIREMENTS = "requirements/production.txt"

STATIC = {"static": "microblog/site/static", "static/api": "microblog/api/static"}
"""Where the files of which folder are to be had; tests/ansible compare it with microblog/assets.py."""
WORTH_PRESSING = (".css", ".js", ".svg", ".json", ".txt", ".html", ".ico")

GLIBC = range(36, 16, -1)
"""Debian 12 has glibc 2.36; whatever was made for an older one runs there, too."""
OLDER_NAMES = ("manylinux2014", "manylinux2010", "manylinux1")

NAME = re.compile(r"[A-Za-z0-9.-]+")
"""A release is named in units, paths and sockets."""


class Unbuildable(SystemExit):
    """What was asked for cannot be built. It ends the program with one sentence."""


@dataclass(frozen=True)
class Target:
    """What a release is to run on."""

    python: tuple[int, int]
    machine: str

    @property
    def tag(self) -> str:
        """How wheels call that Python: 313."""
        return "{}{}".format(*self.python)

    def environments(self) -> Iterator[dict[str, str]]:
        """Tell what markers ask about, for the first and the last Python of that line: any of them may run there."""
        line = "{}.{}".format(*self.python)
        for patch in (0, 99):
            yield {
                "implementation_name": "cpython",
                "implementation_version": f"{line}.{patch}",
                "os_name": "posix",
                "platform_machine": self.machine,
                "platform_python_implementation": "CPython",
                "platform_release": "",
                "platform_system": "Linux",
                "platform_version": "",
                "python_full_version": f"{line}.{patch}",
                "python_version": line,
                "sys_platform": "linux",
                "extra": "",
            }

    def platforms(self) -> list[str]:
        """List the kinds of wheels that run there, the best first."""
        names = [f"manylinux_2_{minor}" for minor in GLIBC]
        names += [*OLDER_NAMES[:1], *(f"manylinux_2_{minor}" for minor in range(16, 4, -1)), *OLDER_NAMES[1:], "linux"]
        return [f"{name}_{self.machine}" for name in names]


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
        listed = _git(self.folder, "ls-files", "-z", "--cached", *others).split("\0")
        return sorted(name for name in set(listed) if name and (self.folder / name).is_file())


def main(words: list[str] | None = None) -> None:
    """Build what the command line asks for, unless it is there; print its name."""
    asked = _asked(words)
    target = Target(asked.python, asked.machine)
    source = look_at(asked.source, dirty=asked.dirty)
    name = name_of(source, target)
    asked.output.mkdir(parents=True, exist_ok=True)
    with (asked.output / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # of several who want the same, one builds it
        bundle = asked.output / f"{name}.tar.gz"
        built = not bundle.exists()
        if built:
            build(source, target, name, bundle)
    print(json.dumps({"name": name, "path": str(bundle), "built": built}) if asked.json else name)  # noqa: T201


def look_at(folder: Path, *, dirty: bool) -> Source:
    """Find out which commit lies in a folder; refuse one with changes unless they are wanted."""
    if not (folder / REQUIREMENTS).is_file():
        raise Unbuildable(f"There is no microblog in {folder}.")
    head = _git(folder, "log", "-1", "--format=%H %ct").split()
    changes = _git(folder, "status", "--porcelain", "--untracked-files=all", "-z")
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


def build(source: Source, target: Target, name: str, bundle: Path) -> None:
    """Put a release together; it is there whole or not at all."""
    with tempfile.TemporaryDirectory(prefix="microblog-release-") as room:
        wanted = Path(room, "requirements.txt")
        wanted.write_text(requirements_for(target, source.folder / REQUIREMENTS), encoding="utf-8")
        wheels = Path(room, "wheels")
        _download(target, wanted, wheels)
        code = Path(room, "code")
        _copy(source, code)
        _make_wheel(code, wheels, source.moment)

        parts = {f"wheels/{path.name}": path.read_bytes() for path in wheels.iterdir()}
        parts["production.ini"] = (code / "production.ini").read_bytes()
        for path in (code / "alembic").rglob("*"):
            if path.is_file():
                parts[f"alembic/{path.relative_to(code / 'alembic')}"] = path.read_bytes()
        parts.update(static_files(code))
        parts["RELEASE.json"] = _facts(source, target, name, code)
        part = bundle.with_name(f".{bundle.name}.part")
        part.write_bytes(pressed(_tar(parts, source.moment)))
        part.rename(bundle)


def requirements_for(target: Target, locked: Path) -> str:
    """Pick from a file of pinned requirements those that a target needs, with their hashes."""
    picked: dict[str, str] = {}
    for lines in re.split(r"\n(?=\S)", locked.read_text(encoding="utf-8").replace("\\\n", " ")):
        words, *hashes = re.split(r"\s+(?=--hash)", lines.strip())
        if not words or words.startswith("#"):
            continue
        try:
            wanted = Requirement(words)
        except InvalidRequirement:
            raise Unbuildable(f"{locked.name} has a line that cannot be understood: {words}") from None
        if not _is_needed(wanted.marker, target):
            continue
        if not hashes:
            raise Unbuildable(f"{locked.name} gives no hash for {wanted.name}: run `make lock`.")
        if wanted.name in picked:
            raise Unbuildable(f"{locked.name} wants two versions of {wanted.name} for Python {target.tag}.")
        picked[wanted.name] = " ".join([f"{wanted.name}{wanted.specifier}", *(one.strip() for one in hashes)])
    return "\n".join(picked.values()) + "\n"


def static_files(code: Path) -> dict[str, bytes]:
    """Collect what the front server gives away, each under the digest of what is in it, some pressed as well."""
    found: dict[str, bytes] = {}
    for place, folder in STATIC.items():
        for name, data in _files(code / folder).items():
            address = f"{place}/{hashlib.sha256(data).hexdigest()[:10]}/{name}"
            found[address] = data
            if name.endswith(WORTH_PRESSING):
                found[f"{address}.gz"] = pressed(data)
    return found


def _files(folder: Path) -> dict[str, bytes]:
    """What is in the files of a folder, and in those that are made of them (see microblog/assets.py)."""
    files = {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    made = folder.with_name("bundles.json")
    bundles = json.loads(made.read_text(encoding="utf-8")) if made.exists() else {}
    return files | {name: b"\n".join(files[part] for part in parts) for name, parts in bundles.items()}


def pressed(data: bytes) -> bytes:
    """Compress data, the same to the same bytes."""
    return gzip.compress(data, 9, mtime=0)


def _is_needed(marker: Marker | None, target: Target) -> bool:
    """Whether a requirement is for such a machine."""
    return marker is None or any(marker.evaluate(one) for one in target.environments())


def _download(target: Target, wanted: Path, wheels: Path) -> None:
    """Fetch the wheels that a target needs, and check them."""
    platforms = [word for name in target.platforms() for word in ("--platform", name)]
    abis = ("--abi", f"cp{target.tag}", "--abi", "abi3", "--abi", "none")
    python = ("--implementation", "cp", "--python-version", target.tag, *abis)
    rules = ("--no-deps", "--only-binary=:all:", "--require-hashes")
    _pip("download", *rules, *python, *platforms, "--requirement", str(wanted), "--dest", str(wheels))


def _copy(source: Source, code: Path) -> None:
    """Copy the files of a release, and no others."""
    for name in source.files():
        path = code / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes((source.folder / name).read_bytes())
        path.chmod(0o755 if os.access(source.folder / name, os.X_OK) else 0o644)


def _make_wheel(code: Path, wheels: Path, moment: int) -> None:
    """Make the wheel of microblog itself, with the very setuptools that the release has."""
    [tools] = wheels.glob("setuptools-*.whl")
    with tempfile.TemporaryDirectory() as room:
        zipfile.ZipFile(tools).extractall(room)  # noqa: S202 - its hash was checked
        environment = os.environ | {"PYTHONPATH": room, "SOURCE_DATE_EPOCH": str(max(moment, 315532800))}
        _pip("wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(wheels), str(code), environ=environment)


def _facts(source: Source, target: Target, name: str, code: Path) -> bytes:
    """Write down what a release is."""
    facts = {
        "name": name,
        "version": version_of(code),
        "commit": source.commit,
        "made_at": datetime.fromtimestamp(source.moment, UTC).isoformat(),
        "python": "{}.{}".format(*target.python),
        "migration": newest_migration(code / "alembic" / "versions"),
    }
    return (json.dumps(facts, indent=2) + "\n").encode()


def newest_migration(versions: Path) -> str:
    """Find the migration that no other one follows."""
    texts = [path.read_text(encoding="utf-8") for path in versions.glob("*.py")]
    named = {found[1] for text in texts for found in re.finditer(r'^revision\b.*?= "(\w+)"', text, re.MULTILINE)}
    former = {found[1] for text in texts for found in re.finditer(r'^down_revision\b.*?= "(\w+)"', text, re.MULTILINE)}
    newest = named - former
    if len(newest) != 1:
        raise Unbuildable(f"The migrations end in {len(newest)} places: {', '.join(sorted(newest)) or 'none'}.")
    return newest.pop()


def _tar(parts: dict[str, bytes], moment: int) -> bytes:
    """Pack files so that the same make the same."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as tar:
        folders = {str(folder) for name in parts for folder in list(Path(name).parents)[:-1]}
        for name in sorted({*parts, *folders}):
            entry = tarfile.TarInfo(name)
            entry.mtime = moment
            if name in parts:
                entry.mode, entry.size = 0o644, len(parts[name])
                tar.addfile(entry, io.BytesIO(parts[name]))
            else:
                entry.mode, entry.type = 0o755, tarfile.DIRTYPE
                tar.addfile(entry)
    return packed.getvalue()


def _digest_of(source: Source) -> str:
    """Name what lies in a folder by all that is in it."""
    digest = hashlib.sha256()
    for name in source.files():
        digest.update(f"{name}\0{hashlib.sha256((source.folder / name).read_bytes()).hexdigest()}\0".encode())
    return digest.hexdigest()[:8]


def _git(folder: Path, *words: str) -> str:
    """Ask git."""
    asked = _run(["git", "-C", str(folder), *words])
    if asked.returncode:
        raise Unbuildable(f"git says of {folder}: {_last_line(asked.stderr)}")
    return asked.stdout


def _pip(*words: str, environ: dict[str, str] | None = None) -> None:
    """Let pip do something."""
    quiet = ("--disable-pip-version-check", "--no-input", "--quiet")
    done = _run([sys.executable, "-m", "pip", words[0], *quiet, *words[1:]], environ)
    if done.returncode:
        raise Unbuildable(f"pip {words[0]} failed: {_last_line(done.stderr)}")


def _run(command: list[str], environ: dict[str, str] | None = None) -> "subprocess.CompletedProcess[str]":
    """Run a program."""
    try:
        return subprocess.run(command, capture_output=True, text=True, env=environ, check=False)  # noqa: S603
    except FileNotFoundError:
        raise Unbuildable(f"There is no {command[0]} on this machine.") from None


def _last_line(words: str) -> str:
    """The line in which programs say what is wrong: the last one about an error, or else the last."""
    lines = [line for line in words.splitlines() if line.strip()]
    errors = [line for line in lines if "error" in line.lower()]
    return (errors or lines or ["(nothing)"])[-1].strip()


def _python(word: str) -> tuple[int, int]:
    """Read a Python's version, of which the first two numbers count."""
    found = re.fullmatch(r"(3)\.(\d+)(\.\d+)?", word)
    if not found or int(found[2]) < 11:
        raise argparse.ArgumentTypeError(f"{word} is no Python that microblog runs on; 3.11 is the oldest")
    return int(found[1]), int(found[2])


def _asked(words: list[str] | None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description="Build a release; print its name.")
    parser.add_argument("--python", type=_python, default="3.13", help="the Python of the machines, such as 3.13")
    parser.add_argument("--machine", choices=("x86_64", "aarch64"), default="x86_64", help="their processor")
    parser.add_argument("--source", type=lambda word: Path(word).resolve(), default=".", help="the checkout")
    parser.add_argument("--output", type=lambda word: Path(word).resolve(), default="var/releases", help="the folder")
    parser.add_argument("--dirty", action="store_true", help="take changes that are not committed, too")
    parser.add_argument("--json", action="store_true", help="print name, path, and whether it was built just now")
    return parser.parse_args(words)


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        main()
