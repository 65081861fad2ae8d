"""Programs that a release is built with, and what is said of those that fail."""

import subprocess
import sys
from pathlib import Path


class Unbuildable(SystemExit):
    """What was asked for cannot be built. It ends the program with one sentence."""


def git(folder: Path, *words: str) -> str:
    """Ask git."""
    asked = _run(["git", "-C", str(folder), *words])
    if asked.returncode:
        raise Unbuildable(f"git says of {folder}: {_last_line(asked.stderr)}")
    return asked.stdout


def pip(*words: str, environ: dict[str, str] | None = None) -> None:
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
