"""The machine that a release is for, and what of the requirements it needs."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from packaging.markers import Marker
from packaging.requirements import InvalidRequirement, Requirement

from .programs import Unbuildable

GLIBC = range(36, 16, -1)
"""Debian 12 has glibc 2.36; whatever was made for an older one runs there, too."""
OLDER_NAMES = ("manylinux2014", "manylinux2010", "manylinux1")


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


def _is_needed(marker: Marker | None, target: Target) -> bool:
    """Whether a requirement is for such a machine."""
    return marker is None or any(marker.evaluate(one) for one in target.environments())
