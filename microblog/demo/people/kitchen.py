"""People who feed the others, and those who tell stories meanwhile."""

from ..faces import Look
from .person import Person

PEOPLE = [
    Person(
        "rosa",
        "Rosa Ferrante",
        "Crumb & Daughter, Baker Steps 3. Up at three, open at six, sold out by noon, asleep by nine. "
        "Daughter is seven and in charge of raisins. 🥖",
        Look("#f6bd60", "#e3a77c", "curls", "#3b2418", "#c8553d", smile="wide", collar="apron"),
        (3, 21),
        "kitchen streets",
        pull=0.8,
    ),
    Person(
        "olive",
        "Olive Tran",
        "The Lower Deck: coffee, cake, window seats. I remember your order and your ex. "
        "Tiếng Việt, English, bad foam art.",
        Look("#b5838d", "#eec39a", "fringe", "#17141c", "#6d9f71", earrings=True, collar="apron"),
        (6, 23),
        "kitchen streets workshop",
        pull=0.6,
    ),
    Person(
        "kenji",
        "Kenji Mori 森健二",
        "港町の小さなラーメン屋。Eleven seats, one broth, eleven hours. Fountain pens and harbour cats. 🍜",
        Look("#264653", "#efc79c", "short", "#1b1a20", "#e9ecef", hat="band", hat_colour="#d1495b", beard="stubble"),
        (9, 24),
        "kitchen",
        pull=0.5,
    ),
    Person(
        "camille",
        "Camille Roux",
        "Relieuse le matin, fromagère l'après-midi. Books and cheese: pressed, turned, loved. "
        "Please do not ask which one you are smelling.",
        Look("#e5989b", "#f6d3b8", "bob", "#6b2737", "#2f3e46", hat="beret", hat_colour="#9d2933", collar="stripes"),
        (7, 23),
        "kitchen paper",
        pull=0.35,
        joined=1,
    ),
    Person(
        "marisol",
        "Marisol Vega",
        "Profesora de baile. Waltz for beginners, tango for the brave, Thursdays for "
        "the over-seventies, who are both. 💃",
        Look("#ffb4a2", "#c98a5e", "bun", "#2a1a1f", "#7b2cbf", earrings=True, smile="wide"),
        (8, 24),
        "kitchen sounds",
        pull=0.4,
    ),
    Person(
        "yusuf",
        "Yusuf Demir",
        "Barber on Clock Square since 2003. Haircuts short, stories long, tea strong. Father of @zeynep, who is right.",
        Look("#84a98c", "#d9a06f", "short", "#4b4a4d", "#f1faee", beard="moustache", old=True, collar="shirt"),
        (7, 23),
        "kitchen streets",
        pull=0.45,
    ),
    Person(
        "dele",
        "Dele Bankole",
        "Father of twins (4). Runs before breakfast, is run over by it afterwards. "
        "Quotes are real, sadly and wonderfully.",
        Look("#ffd166", "#5b3a26", "crop", "#17110f", "#118ab2", beard="full", smile="wide"),
        (5, 23),
        "streets paper kitchen",
        pull=0.65,
        joined=1,
    ),
    Person(
        "gazette",
        "Kettlemouth Gazette",
        "All the news that fits on two sides. Est. 1887, late since 1888. Corrections cheerfully printed. 🗞️",
        "newspaper",
        (6, 20),
        "streets paper",
        pull=0.9,
    ),
    Person(
        "weathervane",
        "The Weathervane",
        "🤖 What the copper cockerel on the town hall sees, each morning. He has been wrong before and does not care.",
        "weather",
        (6, 8),
        "streets",
        pull=0.55,
    ),
]
