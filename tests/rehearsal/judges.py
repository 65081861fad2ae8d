"""Programs that judge machines. Those that Debian has live in a system of their own, so that a machine that is judged
needs none of them; it is seen from there below /judged."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from subprocess import CompletedProcess

from .commands import Unable, attempt
from .images import system
from .network import namespace_of
from .packages import Packages

SUITE = "trixie"
HAS = ("ca-certificates", "lynis", "openscap-scanner", "ssg-debian", "testssl.sh")
"""Of the newest Debian, whatever the machine that is judged runs."""
JUDGED = "/judged"
VENV = Path(__file__).parents[2] / "var" / "rehearsal"


@dataclass(frozen=True)
class Judges:
    """Where they live."""

    root: Path

    def ask(
        self, *words: str, place: str, shown: Mapping[Path, str] = {}, within: float = 900
    ) -> "CompletedProcess[str]":
        """Let one of them judge, as seen from a place in the network; shown some files, and keeping none."""
        command = [
            "systemd-nspawn",
            "--quiet",
            "--settings=no",
            "--register=no",
            "--keep-unit",
            "--as-pid2",
            f"--directory={self.root}",
            "--volatile=overlay",
            f"--machine=judge-{place}",
            f"--network-namespace-path=/run/netns/{namespace_of(place)}",
            *(f"--bind-ro={path}:{there}" for path, there in shown.items()),
            "--resolv-conf=off",
            "--timezone=off",
            "--link-journal=no",
            "--setenv=LANG=C.UTF-8",
            "--pipe",
        ]
        return attempt(*command, *words, within=within)


def judges(cache: Path, packages: Packages) -> Judges:
    """All of them that Debian has."""
    return Judges(system("judges", SUITE, HAS, (), cache, packages))


def program(name: str) -> Path:
    """One that Python has, from the environment of `make lint-ansible`."""
    path = VENV / "bin" / name
    if not path.exists():
        raise Unable(f"{path.relative_to(VENV.parents[1])} is missing: run `make lint-ansible`.")
    return path
