"""What is on the pictures: the light, the harbour, a table, the sky. Each is a few flat shapes."""

from collections.abc import Callable
from math import pi, sin
from random import Random

from PIL import ImageColor

from ..faces.pen import Pen, Point, mix

FRAME = (0, 80, 480, 400)
"""What is shown: half as wide again as it is high."""
DARK = 300
"""The sum of red, green and blue below which a sky is that of a night."""
Weather = tuple[str, str, str]
"""The colours of the sky, of the water and of what stands before them."""


def scene(name: str) -> bytes:
    """Draw a picture as PNG, three wide to two high."""
    pen = Pen("#ffffff")
    SCENES[name](pen)
    return pen.photograph(FRAME)


def _light(pen: Pen, weather: Weather, sun: str, beam: float) -> None:
    """The lighthouse on its rock, with or without its beam."""
    sky, water, land = weather
    _sky(pen, sky)
    pen.dot(352, 268, 44, sun)
    _waves(pen, water, 282)
    if beam:
        pen.shape([(150, 150), (490, 84), (490, 190)], mix(sky, "#fff6d0", beam))
    pen.shape([(-10, 400), (-10, 300), (60, 276), (150, 270), (230, 306), (280, 400)], land)
    pen.shape([(122, 286), (134, 168), (166, 168), (178, 286)], "#f4efe4")
    for top in (190, 226, 262):
        pen.shape(
            [(134 - top / 90, top), (166 + top / 90, top), (168 + top / 80, top + 14), (131 - top / 80, top + 14)],
            "#c14a36",
        )
    pen.slab(128, 160, 172, 170, "#33424d", 3)
    pen.slab(137, 138, 163, 162, "#ffe9a8" if beam else "#b7c4c9", 4)
    pen.shape([(132, 140), (150, 120), (168, 140)], "#33424d")


def _boat(pen: Pen, weather: Weather) -> None:
    """A wooden boat that is not finished, on trestles by the water."""
    sky, water, land = weather
    _sky(pen, sky)
    _waves(pen, water, 250)
    pen.slab(-10, 318, 490, 410, land)
    for x in (150, 240, 330):
        pen.line([(x - 14, 352), (x, 306), (x + 14, 352)], "#5b4331", 8)
    hull: list[Point] = [(84, 226), (404, 212), (368, 290), (330, 308), (150, 308), (112, 282)]
    shade = 0.55 if sum(ImageColor.getrgb(sky)) < DARK else 0.0 if land > "#c" else 0.18
    pen.shape(hull, mix("#b98350", sky, shade))
    for n, y in enumerate((244, 262, 280)):
        pen.line([(96 + 7 * n, y), (392 - 8 * n, y - 8 + 3 * n)], mix("#96663b", sky, shade), 4)
    pen.line([(84, 226), (404, 212)], mix("#e3bd86", sky, shade), 9)
    for x in (170, 230, 290):
        pen.line([(x, 222), (x, 182)], mix("#d9ac72", sky, shade), 6)


def _loaf(pen: Pen, crust: str, height: float) -> None:
    """A loaf on a board, as high as it rose."""
    pen.slab(-10, 70, 490, 410, "#dcd3c2")
    pen.slab(-10, 300, 490, 410, "#b99b76")
    pen.slab(70, 300, 410, 330, "#8a6542", 12)
    pen.slice(240, 304, 142, height, (180, 360), crust)
    pen.slice(240, 304, 130, height - 14, (184, 356), mix(crust, "#ffe2ad", 0.28))
    for x in (176, 228, 280):
        pen.arc(x + 14, 304 - height * 0.55, 26, height * 0.27, (150, 260), mix(crust, "#fff3d6", 0.7), 7)
    pen.oval(120, 338, 40, 6, "#fbf5e8")


def _comet(pen: Pen) -> None:
    """A comet above the dome on its hill."""
    _sky(pen, "#101a3c")
    stars = Random(12)  # noqa: S311 - where stars stand
    for _ in range(90):
        pen.dot(stars.uniform(0, 480), stars.uniform(80, 330), stars.uniform(0.5, 1.8), "#e8ecff")
    for width, share in ((34, 0.12), (22, 0.25), (11, 0.5)):
        pen.shape(
            [(306, 162), (90 + width, 96 + width), (90 - width, 96 + width * 2)], mix("#101a3c", "#cfe0ff", share)
        )
    pen.dot(306, 164, 9, "#ffffff")
    pen.shape([(-10, 400), (-10, 366), (140, 330), (260, 318), (380, 340), (490, 372), (490, 400)], "#0a0f22")
    pen.slice(252, 322, 38, 40, (180, 360), "#2b3556")
    pen.line([(252, 284), (266, 318)], "#f6c667", 5)


def _lanterns(pen: Pen) -> None:
    """Paper lanterns on black water."""
    _sky(pen, "#1b2138")
    _waves(pen, "#232c4c", 220)
    for x, y, r in ((86, 320, 26), (176, 276, 18), (262, 330, 30), (338, 268, 16), (404, 306, 22), (236, 246, 12)):
        for ring, share in ((2.6, 0.1), (1.9, 0.22)):
            pen.dot(x, y, r * ring, mix("#232c4c", "#ffb45c", share))
        pen.slab(x - r * 0.7, y - r, x + r * 0.7, y + r * 0.7, "#ffca7a", 6)
        pen.slab(x - r * 0.3, y - r * 0.5, x + r * 0.3, y + r * 0.6, "#fff0c9", 4)
        pen.slab(x - r * 0.8, y + r * 0.6, x + r * 0.8, y + r * 0.85, "#8c4f2a", 2)


def _bowl(pen: Pen) -> None:
    """A bowl of noodles with an egg, seen from where one sits."""
    pen.slab(-10, 70, 490, 410, "#3d2b25")
    pen.oval(240, 262, 168, 108, "#b23b35")
    pen.oval(240, 252, 152, 92, "#f3e7d0")
    pen.oval(240, 254, 140, 82, "#c98a3f")
    for n in range(9):
        pen.arc(170 + n * 14, 262 + 6 * sin(n * pi / 3), 46, 30, (190, 350), "#f5d999", 6)
    pen.oval(314, 232, 32, 24, "#fdf8ec")
    pen.oval(316, 232, 15, 12, "#f2a13a")
    for x, y in ((168, 220), (188, 210), (206, 222), (186, 232)):
        pen.ring(x, y, 6, "#6f9b4c", 4)
    pen.shape([(262, 196), (306, 176), (318, 206), (276, 216)], "#1e3327")
    pen.line([(352, 120), (452, 300)], "#c9a26a", 7)
    pen.line([(372, 116), (468, 290)], "#c9a26a", 7)


def _sky(pen: Pen, colour: str) -> None:
    """Fill the picture with a sky that is lighter further down."""
    for n in range(16):
        pen.slab(
            -10,
            80 + n * 20,
            490,
            110 + n * 20,
            mix(colour, "#fff4e2", n * (0.03 if sum(ImageColor.getrgb(colour)) > DARK else 0.01)),
        )


def _waves(pen: Pen, colour: str, top: float) -> None:
    """Three rows of waves."""
    for n in range(3):
        y = top + n * 34
        crest: list[Point] = [(x, y + 4 * sin(x / 26 + n * 2)) for x in range(-10, 500, 5)]
        pen.shape([*crest, (490, 410), (-10, 410)], mix(colour, "#0b2233", n * 0.14))


SCENES: dict[str, Callable[[Pen], None]] = {
    "dusk": lambda pen: _light(pen, ("#e98a5f", "#5a6f94", "#3b3a4c"), "#ffd9a0", 0.6),
    "fog": lambda pen: _light(pen, ("#c3ccd0", "#9aa9b0", "#6d7a80"), "#d3dadd", 0),
    "boat at dawn": lambda pen: _boat(pen, ("#f2b48c", "#8aa5b5", "#8d7a63")),
    "boat in rain": lambda pen: _boat(pen, ("#8c99a3", "#66777f", "#6b6459")),
    "boat at noon": lambda pen: _boat(pen, ("#7fc1e3", "#3f8fb8", "#c2a878")),
    "boat at night": lambda pen: _boat(pen, ("#28304e", "#1d2740", "#3a3434")),
    "high loaf": lambda pen: _loaf(pen, "#b8743a", 128),
    "low loaf": lambda pen: _loaf(pen, "#8a4f28", 62),
    "comet": _comet,
    "lanterns": _lanterns,
    "bowl": _bowl,
}
"""Everything that somebody took a picture of."""
