"""People of books, lessons, drawings and programs."""

from ..faces import Look
from .person import Person

PEOPLE = [
    Person(
        "iris_w",
        "Iris Whitlock",
        "School librarian. I leave books on radiators and wait. Whispering, stamps, the "
        "right book at the wrong time. 📚",
        Look("#e07a5f", "#7d4e33", "afro", "#2a1a17", "#f4d35e", glasses=True, earrings=True, smile="wide"),
        (6, 23),
        "paper streets",
        pull=0.6,
    ),
    Person(
        "kettle_library",
        "Kettlemouth Library",
        "Open 9 to 7. We lend books, cake tins, a cello and the benefit of the doubt.",
        "books",
        (8, 20),
        "paper streets",
        pull=0.65,
        joined=1,
    ),
    Person(
        "theo",
        "Theo Grant",
        "Spine, second-hand books, behind the fish market. One armchair, one lamp, one "
        "cat (Index). Browsing is buying slowly.",
        Look("#6d6875", "#f3cbaa", "side", "#a6763f", "#3d5a80", beard="stubble", glasses=True, collar="roll"),
        (9, 1),
        "paper kitchen",
        pull=0.45,
    ),
    Person(
        "greta",
        "Greta Baumann",
        "Physik und Mathe, Klasse 5 bis 10. I drop things for a living. Tochter eines "
        "Uhrmachers, trotzdem manchmal zu spät.",
        Look("#ffcb77", "#f8d3b5", "bun", "#d6a256", "#17616b", glasses=True, smile="wide", collar="shirt"),
        (6, 23),
        "paper workshop",
        pull=0.4,
    ),
    Person(
        "fen",
        "Fen Castellan",
        "Illustrator. Gulls, teacups, foghorns. They/them. Posters for anything that "
        "happens here, paid in cake or money. ✏️",
        Look("#9bf6d0", "#f1c6a4", "spiky", "#2f7f86", "#343a40", earrings=True, freckles=True),
        (10, 2),
        "paper workshop kitchen",
        pull=0.4,
        joined=1,
    ),
    Person(
        "priya",
        "Priya Raman",
        "Programmer, works from the Lower Deck. Runs this place on a computer the size "
        "of a sandwich. தமிழ் · English · Python.",
        Look("#f28482", "#a86f45", "long", "#1c1418", "#3a5a40", glasses=True, smile="wide"),
        (8, 2),
        "paper streets workshop",
        pull=0.55,
    ),
    Person(
        "sami",
        "Sami Korhonen",
        "Postman, rounds 3 and 4. 14 km, 9 dogs, no umbrella. Kirjeet perille, satoi tai paistoi. ✉️",
        Look(
            "#8ecae6",
            "#f7d5ba",
            "short",
            "#e3c16f",
            "#d62828",
            hat="cap",
            hat_colour="#d62828",
            freckles=True,
            collar="shirt",
        ),
        (5, 21),
        "streets paper",
        pull=0.5,
    ),
]
