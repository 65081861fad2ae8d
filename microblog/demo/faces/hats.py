"""What people wear on their heads."""

from .looks import Look
from .pen import Pen, darker, mix


def draw_hat(pen: Pen, look: Look) -> None:
    """Draw a hat over the hair."""
    draw = {
        "beanie": _beanie,
        "cap": _cap,
        "straw": _straw,
        "beret": _beret,
        "headscarf": _headscarf,
        "band": _band,
        "headphones": _headphones,
    }.get(look.hat)
    if draw:
        draw(pen, look.hat_colour)


def _beanie(pen: Pen, colour: str) -> None:
    """Draw a knitted hat with a bobble."""
    pen.dot(240, 62, 28, mix(colour, "#ffffff", 0.55))
    pen.slice(240, 176, 108, 112, (180, 360), colour)
    pen.slab(124, 150, 356, 190, mix(colour, "#ffffff", 0.2), 18)
    for x in range(146, 350, 23):
        pen.line([(x, 158), (x, 182)], darker(colour, 0.1), 4)


def _cap(pen: Pen, colour: str) -> None:
    """Draw a peaked cap with a badge."""
    pen.oval(240, 118, 122, 50, colour)
    pen.slab(140, 116, 340, 168, darker(colour, 0.3), 12)
    pen.slice(240, 158, 96, 34, (0, 180), darker(colour, 0.5))
    pen.dot(240, 136, 16, "#f2c14e")


def _straw(pen: Pen, colour: str) -> None:
    """Draw a straw hat with a ribbon."""
    pen.slab(156, 62, 324, 160, colour, 60)
    pen.slab(156, 124, 324, 158, "#b5483a", 4)
    pen.oval(240, 160, 164, 26, darker(colour, 0.08))


def _beret(pen: Pen, colour: str) -> None:
    """Draw a beret, worn to one side."""
    pen.line([(214, 62), (208, 44)], colour, 12)
    pen.oval(218, 112, 132, 54, colour)
    pen.slab(146, 140, 330, 166, darker(colour, 0.2), 12)


def _headscarf(pen: Pen, colour: str) -> None:
    """Draw a scarf around the face."""
    pen.crescent((240, 226, 128, 152), (240, 236, 82, 94), colour)
    pen.crescent((240, 226, 98, 116), (240, 236, 82, 94), mix(colour, "#ffffff", 0.16))
    pen.slice(240, 372, 112, 74, (0, 360), colour)
    pen.arc(262, 332, 96, 52, (40, 150), darker(colour, 0.2), 7)


def _band(pen: Pen, colour: str) -> None:
    """Draw a cloth knotted around the forehead."""
    pen.crescent((240, 186, 104, 98), (240, 256, 108, 112), colour)
    pen.shape([(336, 150), (388, 118), (376, 166)], colour)
    pen.shape([(336, 152), (390, 178), (356, 196)], darker(colour, 0.15))


def _headphones(pen: Pen, colour: str) -> None:
    """Draw headphones."""
    pen.arc(240, 200, 118, 124, (180, 360), darker(colour, 0.2), 16)
    for x in (130, 350):
        pen.slab(x - 20, 188, x + 20, 268, colour, 18)
