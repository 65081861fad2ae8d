"""What was found to be wrong, and on how many pages it was looked for."""

import re
from dataclasses import dataclass, field

NUMBERS = re.compile(r"\d[\d:TZ-]*|(?<=/@)\w+")
"""What is another in each thing of a kind: its number, its moment, whose it is."""


@dataclass(frozen=True)
class Finding:
    """A rule that a page breaks in some look."""

    rule: str
    where: str
    look: str
    page: str


@dataclass
class Outcome:
    """What came of looking."""

    pages: dict[str, int] = field(default_factory=dict)
    """Every page that was looked at, and how often."""
    findings: list[Finding] = field(default_factory=list)

    def looked(self, page: str) -> None:
        """Note that a page was looked at."""
        self.pages[page] = self.pages.get(page, 0) + 1

    def add(self, finding: Finding) -> None:
        """Note that something is wrong."""
        self.findings.append(finding)

    def told(self) -> list[str]:
        """Say what is wrong, each thing once with the looks and pages that have it."""
        groups: dict[tuple[str, str], list[Finding]] = {}
        for one in self.findings:
            groups.setdefault((one.rule, NUMBERS.sub("…", one.where)), []).append(one)
        return [
            f"{rule}: {where}\n    in {_some(one.look for one in found)} on {_some(one.page for one in found)}"
            for (rule, where), found in sorted(groups.items())
        ]


def _some(names: object) -> str:
    """Name a few, each once."""
    unique = list(dict.fromkeys(names))  # type: ignore[call-overload]
    return ", ".join(unique[:4]) + (f" and {len(unique) - 4} more" if len(unique) > 4 else "")
