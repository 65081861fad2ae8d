"""The wheels in a release: of what others wrote, and of microblog itself."""

import os
import tempfile
import zipfile
from pathlib import Path

from .programs import pip
from .target import Target


def download(target: Target, wanted: Path, wheels: Path) -> None:
    """Fetch the wheels that a target needs, and check them."""
    platforms = [word for name in target.platforms() for word in ("--platform", name)]
    abis = ("--abi", f"cp{target.tag}", "--abi", "abi3", "--abi", "none")
    python = ("--implementation", "cp", "--python-version", target.tag, *abis)
    rules = ("--no-deps", "--only-binary=:all:", "--require-hashes")
    pip("download", *rules, *python, *platforms, "--requirement", str(wanted), "--dest", str(wheels))


def make_wheel(code: Path, wheels: Path, moment: int) -> None:
    """Make the wheel of microblog itself, with the very setuptools that the release has."""
    [tools] = wheels.glob("setuptools-*.whl")
    with tempfile.TemporaryDirectory() as room:
        zipfile.ZipFile(tools).extractall(room)  # its hash was checked
        environment = os.environ | {"PYTHONPATH": room, "SOURCE_DATE_EPOCH": str(max(moment, 315532800))}
        pip("wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(wheels), str(code), environ=environment)
