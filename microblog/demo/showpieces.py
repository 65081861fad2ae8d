"""What is said with more than words: with pictures, a question, folded away, or of what somebody else said."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from .deeds import Showing
from .month import Month


@dataclass(frozen=True)
class Showpiece:
    """Something of that kind, so many hours before now."""

    who: str
    hours_ago: float
    text: str
    with_: dict[str, Any]
    """As Showing has it; but what it `quotes` is named by who showed it."""


SHOWPIECES = [
    Showpiece(
        "olive",
        150,
        "The new cake needs a name before somebody eats it. Plum, almonds, a little smoke. You choose, I write it on.",
        {"options": ("Plum Deck", "Smoke on the Water", "Cake"), "lasts": timedelta(days=1)},
    ),
    Showpiece(
        "walt",
        96,
        "A question for those who were at the show on Saturday. Whose marrow was the larger one? I ask for the record.",
        {"options": ("Mine", "Hamish's", "I would rather not be quoted"), "lasts": timedelta(days=2)},
    ),
    Showpiece(
        "hamish",
        88,
        "Mine. I asked the bees, and they were there. #marrow",
        {"quotes": "walt"},
    ),
    Showpiece(
        "basil",
        74,
        "The encore of our next concert. I have an opinion. The altos have explained to me that I am to ask.",
        {
            "options": ("The loud one", "The quiet one", "The one with the kettles"),
            "lasts": timedelta(days=5),
        },
    ),
    Showpiece(
        "milan",
        52,
        "Passengers of the number 2, they are your ears. Where shall I ring the bell?",
        {
            "options": ("At every stop", "Where somebody is waiting", "For dogs, too"),
            "lasts": timedelta(days=2),
        },
    ),
    Showpiece(
        "noor",
        31,
        "There it is. Cloudless, minus two, forty strangers on the hill, and not one word for a whole minute. #comet",
        {"pictures": (("comet", "A comet with a broad tail above the dark dome of the observatory, among stars."),)},
    ),
    Showpiece(
        "greta",
        28,
        "Für alle, die ihren Schlüssel für die Sternwarte vergessen hatten: Das habt ihr verpasst. Klasse 8b nicht.",
        {"quotes": "noor"},
    ),
    Showpiece(
        "anouk",
        26,
        "Found this one on my phone. Four in the morning, end of the shift, and the river still full of them.",
        {
            "pictures": (
                ("lanterns", "Six paper lanterns float on black water; their light makes circles around them."),
            )
        },
    ),
    Showpiece(
        "kettle_library",
        20,
        "What shall the reading circle read next? The vote is secret. The sighing on Thursday will not be.",
        {"options": ("The thick one", "The thin one", "The one that made Iris cry"), "lasts": timedelta(days=4)},
    ),
    Showpiece(
        "tomasz",
        9.4,
        "Perhaps, in four weathers. People ask when she will be finished. Look at her. Would you hurry?",
        {
            "pictures": (
                ("boat at dawn", "An unfinished wooden boat on trestles by the water, under a pink sky."),
                ("boat in rain", "The same boat, grey with rain."),
                ("boat at noon", "The same boat at noon, on yellow sand, before blue water."),
                ("boat at night", "The same boat at night; one can just see her ribs."),
            )
        },
    ),
    Showpiece(
        "gazette",
        7.1,
        "The bench on the harbour wall is to be painted. The council asks, the Gazette counts:",
        {
            "options": ("Green, as ever", "Blue, as the sea claims to be", "Leave it. Knut is sitting on it"),
            "lasts": timedelta(days=3),
        },
    ),
    Showpiece(
        "knut",
        6.2,
        "I am.",
        {"quotes": "gazette"},
    ),
    Showpiece(
        "iris_w",
        5.6,
        "So the keeper's daughter had lit the lamp herself, all those years, and her father let her believe he did not "
        "know. I shut the book on the radiator and went to count stamps until I could speak again.",
        {"warning": "The end of the book that the reading circle reads until Thursday"},
    ),
    Showpiece(
        "rosa",
        4.2,
        "Left: what I had planned. Right: what the oven had planned. Both are one price today, and one of them is a "
        "very good doorstop.",
        {
            "pictures": (
                ("high loaf", "A high, golden loaf with three cuts on a wooden board."),
                ("low loaf", "A dark and rather flat loaf on the same board."),
            )
        },
    ),
    Showpiece(
        "kenji",
        2.9,
        "Eleven hours of broth, four minutes of noodles, thirty seconds of silence at the counter. Good evening.",
        {"pictures": (("bowl", "A bowl of ramen with half an egg, spring onions and a sheet of nori."),)},
    ),
    Showpiece(
        "fen",
        1.8,
        "Bought the doorstop. It holds the door, and it is delicious.",
        {"quotes": "rosa"},
    ),
    Showpiece(
        "ada",
        0.6,
        "Lamp lit. The sea took it well.",
        {"pictures": (("dusk", "The lighthouse at dusk: its beam reaches over the bay, the sun is nearly gone."),)},
    ),
]


def show(month: Month, numbers: Iterator[int]) -> Iterator[Showing]:
    """Let each be shown at its moment, if whoever shows it is there by then."""
    shown: dict[str, int] = {}
    for one in SHOWPIECES:
        shown[one.who] = number = next(numbers)
        quotes = shown[one.with_["quotes"]] if "quotes" in one.with_ else None
        moment = month.now - timedelta(hours=one.hours_ago)
        yield Showing(moment, one.who, one.text, number, **{**one.with_, "quotes": quotes})
