"""People whom one hears coming."""

from ..faces import Look
from .person import Person

PEOPLE = [
    Person(
        "juno_wav",
        "juno",
        "16. synths, tape, field recordings of public transport. basil says legal but unkind 🎛️",
        Look("#7209b7", "#8a5a3c", "curls", "#281a1c", "#4cc9f0", hat="headphones", hat_colour="#f72585"),
        (11, 1),
        "sounds streets",
        pull=0.55,
        joined=1,
    ),
    Person(
        "basil",
        "Basil Thornbury",
        "Conductor of the Kettlemouth Choir (80 voices, 60 of them in tune, all welcome). Wanted: one bass.",
        Look("#386641", "#f4c9b0", "side", "#cfcac4", "#5f0f40", beard="goatee", old=True, collar="shirt"),
        (7, 23),
        "sounds",
        pull=0.4,
    ),
    Person(
        "ines",
        "Inês Tavares",
        "Kettle FM, the night programme. Canções lentas, nomes de navios, previsão do tempo. Neta do @captain_jo. 📻",
        Look("#22223b", "#cf9468", "long", "#4a2a1f", "#c9ada7", hat="headphones", hat_colour="#f2e9e4", smile="wide"),
        (13, 3),
        "sounds harbour",
        pull=0.5,
    ),
    Person(
        "milan",
        "Milan Horák",
        "I drive the number 2. Terminus to terminus, forty stops, no hurry. Řidič, občasný bas. 🚋",
        Look(
            "#ef8354",
            "#f0c4a0",
            "crop",
            "#5c4033",
            "#2d3142",
            hat="cap",
            hat_colour="#2d3142",
            beard="moustache",
            collar="shirt",
        ),
        (4, 24),
        "streets sounds",
        pull=0.7,
    ),
]
