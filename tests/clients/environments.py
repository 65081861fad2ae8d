"""Virtual environments for programs of other people, whose libraries would clash with ours."""

import subprocess
import sys
import venv
from pathlib import Path

import click

from tests.processes import ROOT

CLIENTS = ROOT / "var" / "clients"
PIP = ("-m", "pip", "-qq", "--disable-pip-version-check")


def environment(name: str) -> Path:
    """Give the Python of the environment of `requirements/NAME.txt`; it is made anew whenever that file changes."""
    wanted = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    place = CLIENTS / name / "environment"
    python, made_from = place / "bin" / "python", place / "made-from"
    if not made_from.exists() or made_from.read_text(encoding="utf-8") != wanted:
        click.echo(f"Installing requirements/{name}.txt into {place.relative_to(ROOT)} …")
        venv.create(place, clear=True, with_pip=True)
        pip(python, "install", "--require-hashes", "-r", str(ROOT / "requirements" / f"{name}.txt"))
        made_from.write_text(wanted, encoding="utf-8")
    return python


def pip(python: str | Path, *words: str) -> None:
    """Run pip; it asks the registry that this machine is set up for."""
    subprocess.run([python, *PIP, *words], check=True, stdout=sys.stderr)
