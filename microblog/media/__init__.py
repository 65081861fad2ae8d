"""Pictures, films and sounds: checked, made anew, and put where the web server finds them."""

from .decoding import BadPicture
from .films import FILM_PIXELS, FRAME_RATE, MadeFilm, Studio
from .images import Encoded, MadeImage, make_image, make_small, moves
from .kinds import FILMS, HEAD, IMAGES, SOUNDS, BadMedia, Kind, kind_of
from .pictures import MIDDLE, banner, square, uncut
from .programs import Stopped
from .storage import WAITING, Storage, TooLarge
from .workshop import Workshop

__all__ = [
    "FILMS",
    "FILM_PIXELS",
    "FRAME_RATE",
    "HEAD",
    "IMAGES",
    "MIDDLE",
    "SOUNDS",
    "WAITING",
    "BadMedia",
    "BadPicture",
    "Encoded",
    "Kind",
    "MadeFilm",
    "MadeImage",
    "Stopped",
    "Storage",
    "Studio",
    "TooLarge",
    "Workshop",
    "banner",
    "kind_of",
    "make_image",
    "make_small",
    "moves",
    "square",
    "uncut",
]
