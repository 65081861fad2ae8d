"""A picture in thirty-six letters: what is shown blurred until the picture is there.

The format is https://github.com/woltapp/blurhash (Algorithm.md): a few waves of a cosine transform, in base 83.
"""

import math
from collections.abc import Sequence

from PIL import Image

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz#$%*+,-.:;=?@[]^_{|}~"
WAVES = 4
GRAIN = 24

_LINEAR = [n / 255 / 12.92 if n / 255 <= 0.04045 else ((n / 255 + 0.055) / 1.055) ** 2.4 for n in range(256)]

Colour = tuple[float, float, float]


def blurhash(picture: Image.Image) -> str:
    """Describe a picture by WAVES × WAVES waves. It is looked at as a grid of GRAIN × GRAIN points, which is plenty."""
    grid = _on_white(picture).resize((GRAIN, GRAIN), Image.Resampling.BOX)
    light = [_LINEAR[value] for value in grid.tobytes()]
    waves = [_wave(light, across, down) for down in range(WAVES) for across in range(WAVES)]

    average, rest = waves[0], waves[1:]
    loudest = max(abs(value) for wave in rest for value in wave)
    volume = max(0, min(82, math.floor(loudest * 166 - 0.5)))
    words = [_base83((WAVES - 1) + (WAVES - 1) * 9, 1), _base83(volume, 1), _base83(_as_rgb(average), 4)]
    return "".join(words + [_base83(_as_steps(wave, (volume + 1) / 166), 2) for wave in rest])


def _on_white(picture: Image.Image) -> Image.Image:
    """Lay what is transparent on white."""
    if picture.mode != "RGBA":
        return picture.convert("RGB")
    sheet = Image.new("RGBA", picture.size, "white")
    sheet.alpha_composite(picture)
    return sheet.convert("RGB")


def _wave(light: Sequence[float], across: int, down: int) -> Colour:
    """Tell how much of one wave is in each colour."""
    columns = [math.cos(math.pi * across * x / GRAIN) for x in range(GRAIN)]
    rows = [math.cos(math.pi * down * y / GRAIN) for y in range(GRAIN)]
    weights = [row * column for row in rows for column in columns]
    scale = (2 if across or down else 1) / GRAIN**2
    red, green, blue = (scale * sum(map(float.__mul__, weights, light[colour::3])) for colour in range(3))
    return red, green, blue


def _as_rgb(colour: Colour) -> int:
    """Write a colour as 24 bits of sRGB."""
    red, green, blue = (_srgb(value) for value in colour)
    return red << 16 | green << 8 | blue


def _srgb(value: float) -> int:
    """Bring linear light back to 0 to 255."""
    value = max(0.0, min(1.0, value))
    return round(255 * (value * 12.92 if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055))


def _as_steps(colour: Colour, loudest: float) -> int:
    """Write a wave in 19 steps a colour; small differences get more of them."""
    number = 0
    for value in colour:
        part = value / loudest
        step = math.floor(math.copysign(math.sqrt(abs(part)), part) * 9 + 9.5)
        number = number * 19 + max(0, min(18, step))
    return number


def _base83(number: int, length: int) -> str:
    """Write a number in base 83."""
    return "".join(ALPHABET[number // 83 ** (length - place) % 83] for place in range(1, length + 1))
