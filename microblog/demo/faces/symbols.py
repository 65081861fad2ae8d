"""Pictures for those who are no persons: a wave, a newspaper, a weathercock, a horn, a gull, some books, a wren."""

from math import cos, pi, sin

from .pen import Pen, Point, mix

PAPER = "#fbf6ea"
INK = "#2b3a4a"


def symbol(name: str) -> bytes:
    """Draw a symbol as a PNG of 480 by 480."""
    background, draw = SYMBOLS[name]
    pen = Pen(background)
    draw(pen)
    return pen.png()


def _wave(pen: Pen) -> None:
    """Three rows of waves under a moon."""
    pen.dot(330, 130, 52, "#fff3c4")
    for y, colour in ((250, "#8fd3e8"), (316, "#4fa9cf"), (382, "#1f78a8")):
        crest: list[Point] = [(x, y + 24 * sin((x + y) / 480 * 6 * pi)) for x in range(-10, 500, 5)]
        pen.shape([*crest, (490, 490), (-10, 490)], colour)


def _newspaper(pen: Pen) -> None:
    """A folded front page."""
    pen.slab(112, 112, 396, 380, mix(PAPER, "#000000", 0.14), 14)
    pen.slab(92, 96, 372, 384, PAPER, 14)
    pen.slab(118, 122, 346, 164, INK, 6)
    pen.slab(118, 186, 226, 282, "#c9573f", 6)
    for y in (190, 218, 246, 274):
        pen.line([(248, y), (342, y)], "#8a8f98", 9)
    for y in (310, 340):
        pen.line([(122, y), (342, y)], "#8a8f98", 9)


def _weathervane(pen: Pen) -> None:
    """A sun behind a cloud."""
    for step in range(12):
        x, y = cos(step * pi / 6), sin(step * pi / 6)
        pen.line([(200 + 104 * x, 186 + 104 * y), (200 + 132 * x, 186 + 132 * y)], "#ffd166", 15)
    pen.dot(200, 186, 84, "#ffd166")
    for x, y, r in ((196, 310, 62), (272, 268, 80), (344, 316, 56)):
        pen.dot(x, y, r, "#ffffff")
    pen.slab(140, 302, 396, 372, "#ffffff", 35)


def _foghorn(pen: Pen) -> None:
    """A brass horn, honking."""
    pen.slab(66, 214, 190, 276, "#b8862b", 22)
    pen.shape([(150, 220), (312, 122), (312, 368), (150, 270)], "#e0a93a")
    pen.oval(312, 245, 40, 124, "#f4cf73")
    pen.oval(316, 245, 24, 90, "#7a5416")
    for r in (46, 82):
        pen.arc(352, 245, r, r * 1.3, (-48, 48), PAPER, 13)


def _gull(pen: Pen) -> None:
    """The Admiral himself."""
    pen.oval(240, 520, 172, 186, "#8d9aa8")
    pen.oval(240, 500, 120, 190, "#ffffff")
    pen.oval(240, 230, 104, 112, "#ffffff")
    pen.shape([(196, 250), (284, 250), (262, 318), (240, 336), (218, 318)], "#f2b035")
    pen.oval(240, 251, 45, 18, "#f7c557")
    pen.dot(240, 312, 9, "#d64a34")
    for x in (192, 288):
        pen.dot(x, 216, 20, "#f6d743")
        pen.dot(x, 216, 10, "#20222a")
        pen.line([(x - 26 if x < 240 else x + 26, 184), (x + 16 if x < 240 else x - 16, 198)], "#5a6470", 9)
    pen.oval(240, 118, 122, 46, "#22335c")
    pen.slab(142, 116, 338, 160, "#f5f1e6", 10)
    pen.slice(240, 152, 98, 30, (0, 180), "#15203c")
    pen.dot(240, 136, 18, "#f2c14e")


def _books(pen: Pen) -> None:
    """A pile of books under a lamp."""
    pen.slice(240, 180, 92, 92, (180, 360), "#f2c14e")
    pen.slab(232, 76, 248, 100, "#f2c14e", 4)
    rows = ((216, 124, 356, "#d9644a"), (276, 100, 338, "#f5efe0"), (336, 118, 376, "#3f7d6e"))
    for y, left, right, colour in rows:
        pen.slab(left, y, right, y + 54, colour, 8)
        pen.slab(left + 24, y, left + 38, y + 54, mix(colour, "#000000", 0.22))


def _wren(pen: Pen) -> None:
    """A small round bird with its tail up."""
    pen.shape([(300, 260), (372, 116), (404, 138), (346, 300)], "#7b4b2a")
    pen.oval(240, 288, 118, 104, "#a0683c")
    pen.oval(214, 318, 82, 66, "#e8c9a0")
    pen.dot(178, 212, 70, "#a0683c")
    pen.shape([(118, 206), (60, 190), (116, 230)], "#4a3428")
    pen.line([(140, 188), (206, 180)], "#e8c9a0", 11)
    pen.dot(162, 208, 11, "#241a16")
    pen.dot(166, 204, 4, "#ffffff")
    pen.oval(284, 288, 56, 44, "#7b4b2a")
    for x in (216, 262):
        pen.line([(x, 386), (x, 430), (x - 20, 438)], "#4a3428", 8)


SYMBOLS = {
    "wave": ("#1d3557", _wave),
    "newspaper": ("#e4b363", _newspaper),
    "weather": ("#6fb1de", _weathervane),
    "horn": ("#5b6f8a", _foghorn),
    "gull": ("#9fd3e6", _gull),
    "books": ("#2f4858", _books),
    "wren": ("#cfe3c4", _wren),
}
