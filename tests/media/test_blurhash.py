"""A picture in thirty-six letters."""

import pytest
from PIL import Image

from microblog.media.blurhash import ALPHABET, blurhash
from tests.media.pictures import BLUE, RED


def number(letters):
    total = 0
    for letter in letters:
        total = total * 83 + ALPHABET.index(letter)
    return total


def average(words):
    colour = number(words[2:6])
    return colour >> 16, colour >> 8 & 255, colour & 255


def test_it_is_what_other_programs_make_of_the_same_picture():
    picture = Image.new("RGB", (600, 300), RED)
    picture.paste(BLUE, (300, 0, 600, 300))
    picture.paste((240, 240, 20), (100, 50, 200, 150))

    # as the package `blurhash` 1.1.5 of PyPI does of the same 24 × 24 points
    assert blurhash(picture) == "U,HR{e}Ns*I_t6ouj?WEagagazkAj0eof6kB"


@pytest.mark.parametrize("colour", [(0, 0, 0), (255, 255, 255), RED, (1, 2, 3)])
def test_the_average_colour_is_in_it(colour):
    words = blurhash(Image.new("RGB", (7, 5), colour))

    assert len(words) == 4 + 2 * 16
    assert ALPHABET.index(words[0]) == 3 + 3 * 9
    assert average(words) == colour


def test_what_is_transparent_lies_on_white():
    assert average(blurhash(Image.new("RGBA", (9, 9), (0, 0, 0, 0)))) == (255, 255, 255)


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "P", "1", "CMYK"])
def test_any_mode_and_size_will_do(mode):
    assert len(blurhash(Image.new(mode, (1, 1000)))) == 36
