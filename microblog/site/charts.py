"""Charts, worked out here and drawn as SVG by a template."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from ..i18n import _
from ..pens import ENGLISH, Pen

WIDTH, HEIGHT = 320, 150
LEFT, BOTTOM, TOP = 46, 22, 12
GAP = 0.14
"""Which part of a bar's place is left empty on each side."""


_LABEL = _("${title}: ${figure}, ${first} to ${last}")


@dataclass(frozen=True)
class Span:
    """A day, or several in a row."""

    first: date
    last: date

    def words(self, pen: Pen = ENGLISH) -> str:
        """How to call it."""
        if self.first == self.last:
            return pen.day(self.last)
        ends = {"first": pen.short_day(self.first), "last": pen.day(self.last)}
        return pen.say(_("${first} to ${last}", mapping=ends))


@dataclass(frozen=True)
class Bar:
    """One span in a chart: where it stands, and what it stands for."""

    span: str
    words: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Chart:
    """A chart of bars, or of one line, with a scale of a few marks and a table that says the same."""

    title: str
    figure: str
    """What all of it comes to."""
    bars: list[Bar]
    path: str
    """The line, in the words of SVG; none where there are bars."""
    area: str
    """What is below the line."""
    marks: list[tuple[str, float]]
    """What each mark of the scale says, and its height in the picture."""
    ends: tuple[str, ...]
    """The first day and the last, in short."""
    rows: list[tuple[str, str]]
    """The table."""
    label: str
    """What there is to see, in one sentence."""
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    bottom: int = HEIGHT - BOTTOM


Points = Sequence[tuple[Span, float | None]]
"""What to draw, from old to new; None where nothing was counted."""


def draw(
    title: str,
    figure: str,
    points: Points,
    *,
    write: Callable[[float], str],
    shorten: Callable[[float], str],
    line: bool = False,
    pen: Pen = ENGLISH,
) -> Chart:
    """Draw a bar a span, or a line through all, on a scale that ends in a round number and begins at nought."""
    title, figure = pen.say(title), pen.say(figure)
    top = round_up(max((value for _, value in points if value is not None), default=0))
    room = HEIGHT - BOTTOM - TOP
    step = (WIDTH - LEFT) / max(len(points), 1)
    bars = []
    for place, (span, value) in enumerate(points):
        if value is not None:
            height = round(value / top * room, 1)
            x, y = LEFT + (place + GAP) * step, HEIGHT - BOTTOM - height
            width = round(step * (1 - 2 * GAP), 2)
            bars.append(Bar(span.words(pen), write(value), round(x, 2), round(y, 1), width, height))
    path, area = _line(bars) if line else ("", "")
    halves = (0, top // 2, top) if top > 1 else (0, top)
    first, last = (points[0][0].first, points[-1][0].last) if points else (date.min, date.min)
    return Chart(
        title=title,
        figure=figure,
        bars=bars,
        path=path,
        area=area,
        marks=[(shorten(mark), round(HEIGHT - BOTTOM - mark / top * room, 1)) for mark in halves],
        ends=tuple(pen.short_day(one, year=first.year != last.year) for one in (first, last)),
        rows=[(bar.span, bar.words) for bar in reversed(bars)],
        label=pen.say(_LABEL % {"title": title, "figure": figure, "first": pen.day(first), "last": pen.day(last)}),
    )


def round_up(count: float) -> int:
    """The next round number: 1, 2, 4, 6, 8 or 10 times a power of ten; at least 1."""
    if count <= 1:
        return 1
    power = 10 ** math.floor(math.log10(count))
    return next(factor * power for factor in (1, 2, 4, 6, 8, 10) if factor * power >= count)


def _line(bars: list[Bar]) -> tuple[str, str]:
    """Draw a line through the tops of bars, and the area below it."""
    if not bars:
        return "", ""
    tops = [(round(bar.x + bar.width / 2, 2), bar.y) for bar in bars]
    path = "M" + " L".join(f"{x} {y}" for x, y in tops)
    floor = HEIGHT - BOTTOM
    return path, f"{path} L{tops[-1][0]} {floor} L{tops[0][0]} {floor} Z"
