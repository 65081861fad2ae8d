"""Charts, worked out here and drawn as SVG by a template."""

import math
from dataclasses import dataclass
from datetime import date

WIDTH, HEIGHT = 600, 140
LEFT, BOTTOM, TOP = 44, 24, 18


@dataclass(frozen=True)
class Bar:
    """One day in a chart: where it stands, and what it stands for."""

    day: date
    count: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Chart:
    """A chart of bars with a scale of a few lines."""

    bars: list[Bar]
    lines: list[tuple[int, float]]
    """What each line of the scale says, and its height in the picture."""
    total: int
    average: float
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    bottom: int = HEIGHT - BOTTOM


def bars(counts: list[tuple[date, int]]) -> Chart:
    """Draw a bar a day, on a scale that ends in a round number and begins at nought."""
    top = round_up(max((count for _, count in counts), default=0))
    room = HEIGHT - BOTTOM - TOP
    step = (WIDTH - LEFT) / max(len(counts), 1)
    drawn = []
    for number, (day, count) in enumerate(counts):
        height = round(count / top * room, 1)
        x, y = LEFT + number * step + step * 0.12, HEIGHT - BOTTOM - height
        drawn.append(Bar(day, count, round(x, 1), round(y, 1), round(step * 0.76, 1), height))
    marks = sorted({0, top // 2, top}) if top > 1 else [0, top]
    lines = [(mark, round(HEIGHT - BOTTOM - mark / top * room, 1)) for mark in marks]
    total = sum(count for _, count in counts)
    return Chart(drawn, lines, total, total / max(len(counts), 1))


def round_up(count: int) -> int:
    """The next round number: 1, 2, 4, 6, 8 or 10 times a power of ten; at least 1."""
    if count <= 1:
        return 1
    power = 10 ** math.floor(math.log10(count))
    return next(factor * power for factor in (1, 2, 4, 6, 8, 10) if factor * power >= count)
