"""What can be said of a face in a few words."""

from dataclasses import dataclass
from typing import Literal

Hair = Literal["short", "side", "long", "bob", "fringe", "bun", "afro", "curls", "crop", "spiky", "bald", "ponytail"]
Hat = Literal["", "beanie", "cap", "straw", "beret", "headscarf", "band", "headphones"]
Beard = Literal["", "full", "moustache", "stubble", "goatee"]


@dataclass(frozen=True)
class Look:
    """A face. Colours are written as #rrggbb."""

    background: str
    skin: str
    hair: Hair
    hair_colour: str
    clothes: str
    hat: Hat = ""
    hat_colour: str = "#33415c"
    beard: Beard = ""
    glasses: bool = False
    freckles: bool = False
    earrings: bool = False
    old: bool = False
    smile: Literal["soft", "wide", "line"] = "soft"
    collar: Literal["round", "shirt", "stripes", "apron", "roll"] = "round"
