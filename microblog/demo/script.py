"""Reading what people say from a text that is written like a play.

    ada w3 sat 22> The first line of a conversation, on the Saturday of the third week, at ten in the evening.
      knut> An answer to it; what is too long for a line goes on in the next.
        ada> An answer to the answer.

Before the sign `>` stands who speaks and, if it matters, when: w1 to w4 are the weeks, mon to sun the days of the
week, 00 to 23 the hours, and `last` is just now. The sign ¶ ends a line of what is said.
"""

import re
from dataclasses import dataclass, field

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
BEGINNING = re.compile(r"( *)(\w+)((?: (?:w\d|\d\d|last|mon|tue|wed|thu|fri|sat|sun))*)> (.*)")


@dataclass(frozen=True)
class When:
    """What is said of the moment at which something is said; None leaves it open."""

    week: int | None = None
    weekday: int | None = None
    hour: int | None = None
    last: bool = False


@dataclass
class Line:
    """Something that somebody says, and the answers to it."""

    who: str
    when: When
    text: str
    answers: list["Line"] = field(default_factory=list)

    def all(self) -> list["Line"]:
        """List this and everything below it."""
        return [self, *(line for answer in self.answers for line in answer.all())]


def read_script(text: str) -> list[Line]:
    """Read conversations; a post that nobody answers is one of a single line."""
    beginnings: list[Line] = []
    above: list[tuple[int, Line]] = []
    for depth, line in _lines(text):
        above = [(other, one) for other, one in above if other < depth]
        (above[-1][1].answers if above else beginnings).append(line)
        above.append((depth, line))
    return beginnings


def _lines(text: str) -> list[tuple[int, Line]]:
    """Put together what goes on over several rows; give each line with its indentation."""
    found: list[tuple[int, Line]] = []
    for row in filter(str.strip, text.splitlines()):
        if match := BEGINNING.fullmatch(row):
            indent, who, hints, words = match.groups()
            found.append((len(indent), Line(who, _when(hints.split()), words)))
        else:
            found[-1][1].text += " " + row.strip()
    for _, line in found:
        line.text = line.text.replace("¶ ", "\n")
    return found


def _when(hints: list[str]) -> When:
    """Understand what is written between the name and the sign."""
    week = next((int(hint[1]) for hint in hints if re.fullmatch(r"w\d", hint)), None)
    weekday = next((WEEKDAYS.index(hint) for hint in hints if hint in WEEKDAYS), None)
    hour = next((int(hint) for hint in hints if hint.isdigit()), None)
    return When(week, weekday, hour, last="last" in hints)
