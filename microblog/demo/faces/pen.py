"""A pen that draws four times too large, so that edges are smooth once the picture has been made small."""

import io

from PIL import Image, ImageColor, ImageDraw

SIDE = 480
SCALE = 4

Point = tuple[float, float]


class Pen:
    """Draws flat shapes on a square of 480 units."""

    def __init__(self, background: str) -> None:
        self.image = Image.new("RGB", (SIDE * SCALE, SIDE * SCALE), background)
        self.draw = ImageDraw.Draw(self.image)

    def oval(self, x: float, y: float, rx: float, ry: float, colour: str) -> None:
        """Fill an ellipse around (x, y)."""
        self.draw.ellipse(_box(x, y, rx, ry), fill=colour)

    def dot(self, x: float, y: float, r: float, colour: str) -> None:
        """Fill a circle."""
        self.oval(x, y, r, r, colour)

    def ring(self, x: float, y: float, r: float, colour: str, width: float) -> None:
        """Draw a circle's line."""
        self.draw.ellipse(_box(x, y, r, r), outline=colour, width=round(width * SCALE))

    def arc(
        self, x: float, y: float, rx: float, ry: float, turn: tuple[float, float], colour: str, width: float
    ) -> None:
        """Draw a part of an ellipse, from one angle to another (clockwise, 0 is three o'clock), with round ends."""
        self.draw.arc(_box(x, y, rx, ry), *turn, fill=colour, width=round(width * SCALE))

    def slice(self, x: float, y: float, rx: float, ry: float, turn: tuple[float, float], colour: str) -> None:
        """Fill a part of an ellipse that is cut off by a straight line."""
        self.draw.chord(_box(x, y, rx, ry), *turn, fill=colour)

    def slab(self, x0: float, y0: float, x1: float, y1: float, colour: str, radius: float = 0) -> None:
        """Fill a rectangle with round corners."""
        box = [x0 * SCALE, y0 * SCALE, x1 * SCALE, y1 * SCALE]
        self.draw.rounded_rectangle(box, radius=radius * SCALE, fill=colour)

    def shape(self, points: list[Point], colour: str) -> None:
        """Fill a polygon."""
        self.draw.polygon([(x * SCALE, y * SCALE) for x, y in points], fill=colour)

    def line(self, points: list[Point], colour: str, width: float) -> None:
        """Draw a line with round ends and corners."""
        scaled = [(x * SCALE, y * SCALE) for x, y in points]
        self.draw.line(scaled, fill=colour, width=round(width * SCALE), joint="curve")
        for x, y in (points[0], points[-1]):
            self.dot(x, y, width / 2, colour)

    def crescent(self, outer: tuple[float, ...], inner: tuple[float, ...], colour: str) -> None:
        """Fill one ellipse (x, y, rx, ry) where another does not cover it."""
        mask = Image.new("L", self.image.size)
        stencil = ImageDraw.Draw(mask)
        stencil.ellipse(_box(*outer), fill=255)
        stencil.ellipse(_box(*inner), fill=0)
        self.image.paste(colour, mask=mask)

    def png(self, frame: tuple[int, int, int, int] = (0, 0, SIDE, SIDE)) -> bytes:
        """Give what is in a frame (left, top, right, bottom), small and smooth."""
        box = tuple(edge * SCALE for edge in frame)
        out = io.BytesIO()
        self.image.resize((SIDE, SIDE), Image.Resampling.LANCZOS, box=box).save(out, "PNG")
        return out.getvalue()

    def photograph(self, frame: tuple[int, int, int, int]) -> bytes:
        """Give what is in a frame, as large as a picture from a camera is shown, and as wide and high as the frame."""
        left, top, right, bottom = frame
        box, size = tuple(edge * SCALE for edge in frame), ((right - left) * 2, (bottom - top) * 2)
        out = io.BytesIO()
        self.image.resize(size, Image.Resampling.LANCZOS, box=box).save(out, "PNG")
        return out.getvalue()


def mix(one: str, other: str, share: float) -> str:
    """Mix a share (0 to 1) of another colour into one."""
    pairs = zip(ImageColor.getrgb(one), ImageColor.getrgb(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def darker(colour: str, share: float = 0.18) -> str:
    """Give a colour in the shade."""
    return mix(colour, "#1b1430", share)


def _box(x: float, y: float, rx: float, ry: float) -> list[float]:
    """Give the corners of what lies around a point."""
    return [(x - rx) * SCALE, (y - ry) * SCALE, (x + rx) * SCALE, (y + ry) * SCALE]
