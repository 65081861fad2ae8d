"""Hair, in front of a face and behind it, and beards."""

from .looks import Look
from .pen import Pen, darker, mix

CAPPED = ("beanie", "cap", "straw", "beret", "headscarf")


def hair_behind(pen: Pen, look: Look) -> None:
    """Draw what falls behind neck and ears."""
    colour = darker(look.hair_colour, 0.12)
    if look.hat == "headscarf":
        return
    match look.hair:
        case "long":
            pen.slab(122, 110, 358, 430, colour, 110)
        case "bob":
            pen.slab(126, 100, 354, 318, colour, 96)
        case "fringe":
            pen.slab(130, 100, 350, 338, colour, 90)
        case "afro":
            pen.dot(240, 180, 146, colour)
        case "curls":
            for x, y, r in _curls():
                pen.dot(x, y, r, colour)
        case "ponytail":
            pen.oval(352, 246, 36, 92, colour)
            pen.dot(322, 150, 26, look.hair_colour)
        case "bun" if look.hat not in CAPPED:
            pen.dot(240, 82, 50, colour)


def hair_in_front(pen: Pen, look: Look) -> None:
    """Draw what lies on the head."""
    colour = look.hair_colour
    if look.hat == "headscarf":
        return
    match look.hair:
        case "short" | "ponytail" | "long" | "bun":
            pen.crescent((240, 196, 102, 104), (240, 262, 88, 108), colour)
        case "side" | "bob":
            pen.crescent((240, 196, 104, 108), (264, 262, 100, 110), colour)
        case "fringe":
            pen.crescent((240, 196, 104, 108), (240, 278, 90, 102), colour)
            pen.slice(240, 182, 92, 84, (180, 360), colour)
        case "crop":
            pen.crescent((240, 196, 97, 98), (240, 262, 94, 112), colour)
        case "afro":
            pen.crescent((240, 190, 116, 116), (240, 262, 86, 112), colour)
        case "curls":
            pen.crescent((240, 196, 102, 104), (240, 262, 86, 106), colour)
            for x, y, r in ((168, 152, 26), (204, 130, 28), (242, 122, 29), (280, 130, 28), (313, 154, 25)):
                pen.dot(x, y, r, colour)
        case "spiky":
            pen.crescent((240, 196, 100, 102), (240, 262, 88, 108), colour)
            for x, tip in ((160, 118), (196, 78), (240, 62), (284, 78), (320, 118)):
                pen.shape([(x - 32, 158), (x + (x - 240) * 0.2, tip), (x + 32, 158)], colour)
        case "bald" if look.old:
            for x in (148, 332):
                pen.oval(x, 196, 20, 34, colour)


def draw_beard(pen: Pen, look: Look) -> None:
    """Draw what grows below the nose; the mouth comes after it."""
    colour = look.hair_colour
    match look.beard:
        case "full":
            pen.crescent((240, 248, 97, 104), (240, 176, 100, 98), colour)
            _draw_moustache(pen, colour)
            pen.oval(240, 287, 42, 19, mix(look.skin, "#b5525a", 0.12))
        case "stubble":
            pen.crescent((240, 240, 87, 88), (240, 182, 96, 96), mix(look.skin, colour, 0.34))
        case "goatee":
            pen.oval(240, 312, 34, 30, colour)
            _draw_moustache(pen, colour)
            pen.oval(240, 286, 34, 15, look.skin)
        case "moustache":
            _draw_moustache(pen, colour)


def _draw_moustache(pen: Pen, colour: str) -> None:
    """Draw two wings under the nose."""
    pen.slice(218, 274, 31, 22, (180, 360), colour)
    pen.slice(262, 274, 31, 22, (180, 360), colour)


def _curls() -> list[tuple[float, float, float]]:
    """Place curls around a head."""
    left = [(176, 112, 40), (142, 152, 40), (128, 200, 38), (130, 248, 36), (142, 292, 32)]
    return [*left, *((480 - x, y, r) for x, y, r in left), (240, 98, 46)]
