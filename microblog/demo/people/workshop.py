"""People who make and mend."""

from ..faces import Look
from .person import Person

PEOPLE = [
    Person(
        "tove",
        "Tove Halvorsen",
        "Pots. Studio in the old net loft, open Saturdays. I make cups for cold hands. Mistakes are numbered.",
        Look("#cdb4db", "#f7d9c0", "side", "#d9a441", "#577590", freckles=True, hat="band", hat_colour="#43aa8b"),
        (7, 23),
        "workshop paper",
        pull=0.45,
    ),
    Person(
        "fitz",
        "Fitz Adeyemi",
        "Bike mechanic. If it rolls I can help, if it squeaks I can help faster. Sunday "
        "rides, all speeds, no heroes. 🚲",
        Look("#90be6d", "#6f4630", "spiky", "#191214", "#f3722c", beard="goatee", smile="wide"),
        (7, 23),
        "workshop streets",
        pull=0.45,
    ),
    Person(
        "otto",
        "Otto Baumann",
        "Uhrmacher im Ruhestand. Das heißt: jetzt repariere ich unbezahlt. Der "
        "Namensgeber von Gluten Tag. Vater von @greta.",
        Look(
            "#577590",
            "#f3cdb0",
            "bald",
            "#e6e4df",
            "#6c584c",
            glasses=True,
            beard="moustache",
            old=True,
            collar="shirt",
        ),
        (6, 23),
        "workshop paper",
        pull=0.5,
        joined=2,
    ),
    Person(
        "bao",
        "Bao Nguyen",
        "Nuts & Bolts, hardware since 1984. We have the thing for the thing. Cửa hàng nhỏ, ngăn kéo nhiều.",
        Look("#f9844a", "#e8b98a", "crop", "#2b2b30", "#277da1", glasses=True, collar="shirt"),
        (7, 22),
        "workshop streets",
        pull=0.5,
    ),
    Person(
        "petra",
        "Petra Vogel",
        "Repair café in the old tram shed, Thursdays at six. Nichts ist kaputt, es ist "
        "nur noch nicht fertig repariert.",
        Look("#bcd4c2", "#f5d0b3", "ponytail", "#8d5b34", "#c44536", glasses=True, collar="shirt"),
        (6, 23),
        "workshop streets nature",
        pull=0.35,
    ),
    Person(
        "mabel",
        "Mabel Achterberg",
        "I am 81. Knitting circle, Wednesdays. I know nothing about any bollards. 🧶",
        Look("#d8bbff", "#f8d9c6", "curls", "#f4f1f6", "#9f86c0", glasses=True, old=True, earrings=True),
        (6, 22),
        "workshop kitchen sounds",
        pull=0.75,
        joined=1,
    ),
    Person(
        "zeynep",
        "Zeynep Demir",
        "architecture student, skateboard commuter, cardboard millionaire. @yusuf is my dad, be nice, he has razors 🛹",
        Look("#4d908e", "#e0aa7c", "long", "#3a2320", "#f9c74f", hat="beanie", hat_colour="#577590", smile="wide"),
        (9, 2),
        "workshop sounds streets",
        pull=0.4,
        joined=2,
    ),
]
