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
import json
import re
from pathlib import Path

from building.bundle import build
from building.source import look_at, name_of
from building.target import Target


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
