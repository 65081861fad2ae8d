"""People of the harbour."""

from ..faces import Look
from .person import Person

PEOPLE = [
    Person(
        "ada",
        "Ada Lindqvist",
        "Keeper of the light at the Spout. 118 steps, one lamp, no lift. Third of my "
        "family up here, first with Wi-Fi. "
        "Visitors welcome on Saturdays; bring biscuits and knees.",
        Look("#2a6f97", "#f2c9a5", "bob", "#e0dccb", "#f2b632", smile="wide", freckles=True, collar="roll"),
        (5, 24),
        "harbour sounds nature paper",
        pull=0.85,
    ),
    Person(
        "captain_jo",
        "Captain Joaquim",
        "Joaquim Tavares. Fifty-one years at sea, four on land, still swaying. Chess, caldeirada, knots. "
        "Avô da @ines. Escrevo em duas línguas e minto em nenhuma. ⚓",
        Look("#74b3ce", "#d69c6b", "side", "#f1f1ee", "#1d3557", hat="cap", beard="full", old=True, collar="roll"),
        (4, 22),
        "harbour allotment",
        pull=0.6,
    ),
    Person(
        "knut",
        "Knut",
        "Ferry.",
        Look(
            "#a9c5d3",
            "#eab996",
            "crop",
            "#b88a4a",
            "#31525b",
            hat="beanie",
            hat_colour="#b3423a",
            beard="full",
            smile="line",
        ),
        (5, 23),
        "harbour",
        pull=0.7,
    ),
    Person(
        "saoirse",
        "Saoirse Daly",
        "Harbour pilot by day, fiddle by night. I park other people's ships. Tunes at the Whistle, Tuesdays, "
        "all keys and no sheet music. 🎻",
        Look("#3a7d5d", "#f8d7bf", "long", "#b4491f", "#e9d8a6", freckles=True, smile="wide", collar="stripes"),
        (5, 24),
        "harbour sounds",
        pull=0.4,
    ),
    Person(
        "tomasz",
        "Tomasz Wilk",
        "Wooden boats, built slowly. Currently: one boat, six years. She is called Perhaps. Łódź to nie tylko miasto.",
        Look("#d8b26e", "#edc09a", "short", "#7a5230", "#4f6d7a", beard="goatee", collar="apron"),
        (6, 22),
        "harbour workshop",
        pull=0.35,
        joined=1,
    ),
    Person(
        "anouk",
        "Anouk Visser",
        "Night nurse, morning swimmer. If I say good evening, it is probably breakfast. "
        "Cold water, hot tea, long sleep. 🌊",
        Look("#f4978e", "#8d5a3b", "bun", "#20171a", "#2a9d8f", earrings=True, smile="wide"),
        (16, 11),
        "harbour nature",
        pull=0.4,
        joined=1,
    ),
    Person(
        "the_admiral",
        "The Admiral",
        "Gull. HJ7. I did not take it. If I took it, it was mine. If it was yours, you were finished.",
        "gull",
        (6, 22),
        "harbour kitchen streets",
        pull=0.9,
        joined=2,
    ),
    Person(
        "foghorn",
        "The Foghorn",
        "I honk when there is fog. That is the arrangement.",
        "horn",
        (0, 24),
        "harbour",
        pull=0.45,
        joined=2,
    ),
    Person(
        "tides_bot",
        "Kettlemouth Tides",
        "🤖 High and low water at the harbour wall, every morning. Computed, not "
        "promised. Not for navigation: ask @saoirse.",
        "wave",
        (4, 6),
        "harbour",
        pull=0.6,
    ),
]
