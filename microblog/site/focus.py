"""Choosing what of a picture stays in sight when it is cut: one of nine places, or with scripts any point."""

from collections.abc import Sequence
from dataclasses import dataclass

from ..i18n import _

PLACES = {
    (-1, 1): _("Top left"),
    (0, 1): _("Top"),
    (1, 1): _("Top right"),
    (-1, 0): _("Left"),
    (0, 0): _("Middle"),
    (1, 0): _("Right"),
    (-1, -1): _("Bottom left"),
    (0, -1): _("Bottom"),
    (1, -1): _("Bottom right"),
}
"""By how far to the right and up, row by row."""
THIRD = 1 / 3


@dataclass(frozen=True)
class Place:
    """One of the nine."""

    title: str
    value: str
    """The point that is sent when it is chosen."""
    chosen: bool


def places(point: str) -> list[Place]:
    """The nine places of a picture; that in which a point lies is chosen, and stands for just that point."""
    across, up = _read(point)
    within = _third(across), _third(up)
    return [
        Place(title, point if point and place == within else f"{place[0]},{place[1]}", place == within)
        for place, title in PLACES.items()
    ]


def written(point: Sequence[float] | None) -> str:
    """Write a point as forms hold it; the middle, if none was chosen."""
    return f"{point[0]:g},{point[1]:g}" if point else "0,0"


def side(x: float | None, y: float | None) -> str:
    """Say in which of the nine places a point lies, as the style sheet knows it; nothing of the middle."""
    across, up = _third(x or 0), _third(y or 0)
    words = [{-1: "left", 1: "right"}.get(across, ""), {-1: "bottom", 1: "top"}.get(up, "")]
    return " ".join(filter(None, words))


def _third(value: float) -> int:
    """In which third of its side a number from -1 to 1 lies: -1, 0 or 1."""
    return (value > THIRD) - (value < -THIRD)


def _read(point: str) -> tuple[float, float]:
    """Read a point; the middle, if it is none."""
    try:
        across, up = map(float, point.split(","))
    except ValueError:
        return 0.0, 0.0
    return across, up
