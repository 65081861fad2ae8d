"""A friendly face: background, hair behind, shoulders, head, features, hair in front, hat."""

from .hair import draw_beard, hair_behind, hair_in_front
from .hats import draw_hat
from .looks import Look
from .pen import Pen, darker, mix

INK = "#2b2233"
FRAME = (34, 22, 446, 434)
"""What is shown: near enough to see the smile where the picture is small."""


def portrait(look: Look) -> bytes:
    """Draw a face as a PNG of 480 by 480."""
    pen = Pen(look.background)
    pen.dot(240, 250, 196, mix(look.background, "#ffffff", 0.22))
    hair_behind(pen, look)
    _draw_shoulders(pen, look)
    _draw_head(pen, look)
    _draw_features(pen, look)
    hair_in_front(pen, look)
    if look.glasses:
        _draw_glasses(pen)
    draw_hat(pen, look)
    return pen.png(FRAME)


def _draw_shoulders(pen: Pen, look: Look) -> None:
    """Draw shoulders, neck and what is worn."""
    pen.oval(240, 520, 178, 152, look.clothes)
    shade = darker(look.skin)
    if look.collar == "stripes":
        for y in (412, 444, 476):
            pen.arc(240, y + 130, 176, 140, (205, 335), "#f5f1e6", 11)
    pen.oval(240, 372, 56, 34, darker(look.clothes, 0.25) if look.collar == "roll" else shade)
    pen.slab(203, 285, 277, 388, shade, 34)
    match look.collar:
        case "shirt":
            pen.shape([(196, 356), (240, 408), (196, 436), (168, 378)], mix(look.clothes, "#ffffff", 0.45))
            pen.shape([(284, 356), (240, 408), (284, 436), (312, 378)], mix(look.clothes, "#ffffff", 0.45))
        case "apron":
            pen.slab(166, 420, 314, 520, "#f4efe4", 18)
            pen.line([(178, 428), (192, 366)], "#f4efe4", 14)
            pen.line([(302, 428), (288, 366)], "#f4efe4", 14)
        case "roll":
            pen.slab(190, 346, 290, 394, mix(look.clothes, "#ffffff", 0.16), 20)


def _draw_head(pen: Pen, look: Look) -> None:
    """Draw head, ears and cheeks."""
    for x in (150, 330):
        pen.oval(x, 228, 19, 27, look.skin)
        pen.oval(x, 230, 9, 15, darker(look.skin, 0.14))
    pen.oval(240, 205, 92, 100, look.skin)
    pen.oval(240, 235, 86, 92, look.skin)
    for x in (184, 296):
        pen.oval(x, 258, 21, 14, mix(look.skin, "#e2504a", 0.24))
    if look.earrings:
        for x in (147, 333):
            pen.dot(x, 264, 9, "#f2c14e")


def _draw_features(pen: Pen, look: Look) -> None:
    """Draw eyes, brows, nose, mouth and what the years and the sun have left."""
    for x in (205, 275):
        pen.oval(x, 224, 10.5, 13, INK)
        pen.dot(x + 3.5, 219, 3.8, "#ffffff")
    _draw_brows(pen, look)
    pen.arc(240, 244, 12, 14, (20, 160), darker(look.skin, 0.3), 6)
    if look.freckles:
        for x, y in ((170, 246), (182, 256), (194, 247), (205, 258), (286, 247), (298, 256), (310, 246), (275, 258)):
            pen.dot(x, y, 3.2, mix(look.skin, "#a4491f", 0.42))
    if look.old:
        for x, turn in ((164, (120, 240)), (316, (-60, 60))):
            pen.arc(x, 226, 12, 14, turn, darker(look.skin, 0.2), 4)
        pen.arc(240, 178, 46, 10, (200, 340), darker(look.skin, 0.16), 4)
    draw_beard(pen, look)
    _draw_mouth(pen, look)


def _draw_brows(pen: Pen, look: Look) -> None:
    """Draw brows, a little darker than the hair, so that they show on every skin."""
    colour = darker(look.hair_colour, 0.3) if look.hair != "bald" or look.hair_colour else INK
    pen.line([(189, 198), (204, 192), (220, 196)], colour, 8)
    pen.line([(260, 196), (276, 192), (291, 198)], colour, 8)


def _draw_mouth(pen: Pen, look: Look) -> None:
    """Draw one of three smiles."""
    lip = mix(darker(look.skin, 0.35), "#9c2f3a", 0.5)
    match look.smile:
        case "wide":
            pen.slice(240, 276, 36, 32, (0, 180), "#7a2433")
            pen.slice(240, 276, 31, 15, (0, 180), "#fffaf2")
        case "line":
            pen.line([(216, 287), (240, 291), (264, 286)], lip, 7)
        case _:
            pen.arc(240, 266, 34, 28, (25, 155), lip, 8)


def _draw_glasses(pen: Pen) -> None:
    """Draw round glasses."""
    for x in (204, 276):
        pen.ring(x, 225, 33, "#3a3142", 7)
    pen.arc(240, 222, 9, 9, (190, 350), "#3a3142", 7)
    pen.line([(171, 221), (152, 215)], "#3a3142", 6)
    pen.line([(309, 221), (328, 215)], "#3a3142", 6)
