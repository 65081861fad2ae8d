"""What machines post: the tide table and the weather, made of numbers and a remark for each day."""

from datetime import date, datetime, time, timedelta
from math import cos, pi
from random import Random

NEW_MOON = datetime(2000, 1, 6, 18, 14)  # noqa: DTZ001 - only differences matter
LUNAR_DAY = 24.8412
"""Hours from one passage of the moon to the next; high water comes twice in that time."""
MONTH = 29.530588
"""Days from one new moon to the next."""

TIDE_REMARKS = (
    "Good for mud.",
    "The small beach is large today.",
    "Mind the third step.",
    "The Lid can be reached on foot. It can also be left on foot, if you are punctual.",
    "Rock pools: open.",
    "Swimmers, you have it all to yourselves.",
    "Move your bicycles from the lower quay.",
    "The sea takes back one sandcastle, large, with flag.",
    "Nothing unusual. That is the beauty of it.",
    "Wellingtons recommended.",
)

FOG = ("🌫️", "Fog", "The lighthouse has been informed. The foghorn has informed everyone else.")
SKIES = (
    ("☀️", "Clear", "You can see the Lid, and what they are having for lunch there."),
    ("🌤️", "Fair", "One cloud, shaped like another cloud."),
    ("⛅", "Half and half", "Washing may be hung out by optimists."),
    ("☁️", "Overcast", "A good day for soup and for filing."),
    ("🌧️", "Rain", "It is coming down with conviction."),
    ("🌦️", "Showers", "Carry an umbrella, or run in a pattern."),
    ("💨", "Blowy", "Hold on to hats, chips and small dogs."),
)

WINDS = ("north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west")

COCKEREL = (
    "points out to sea and says nothing",
    "has been facing the bakery since dawn",
    "turned round twice and then sat still",
    "squeaks; a ladder is being discussed",
    "looks smug",
    "is holding his beak into it",
    "spins like a ballerina",
    "has a gull on his head",
    "points at the Whistle, which opens at four",
    "is not speaking to the barometer",
    "agrees with the ferry",
    "glitters a little",
    "seems to be pointing at you",
)


def tide_table(day: date) -> str:
    """Say when the water is high and low, and how high."""
    noon = datetime.combine(day, time(12))
    age = (noon - NEW_MOON) / timedelta(days=1) % MONTH
    height = 4.1 + 0.8 * cos(4 * pi * age / MONTH)
    start = age * 24 % (LUNAR_DAY / 2) * -1 % (LUNAR_DAY / 2)
    high, low = _moments(day, start), _moments(day, start + LUNAR_DAY / 4)
    word = "Springs" if height > 4.6 else "Neaps" if height < 3.6 else "In between"
    return (
        f"🌊 {day:%A}\nHigh water {' and '.join(high)} ({height:.1f} m)\nLow water {' and '.join(low)} "
        f"({5.2 - height:.1f} m)\n{word}. {TIDE_REMARKS[day.toordinal() % len(TIDE_REMARKS)]} #tides"
    )


def weather_report(chance: Random, day: date, *, foggy: bool) -> str:
    """Say what the cockerel on the town hall sees; unless there is fog, `chance` decides what that is."""
    sign, sky, remark = FOG if foggy else chance.choice(SKIES)
    force = chance.randint(6, 8) if sky == "Blowy" else chance.randint(0, 2) if foggy else chance.randint(1, 5)
    return (
        f"{sign} {sky}, {chance.randint(9, 17)} °C, wind {chance.choice(WINDS)} {force}. {remark} "
        f"The cockerel {COCKEREL[day.toordinal() % len(COCKEREL)]}."
    )


def _moments(day: date, first: float) -> list[str]:
    """List the hours of a day, as 06:40, at which the water stands as it did at `first`."""
    first %= LUNAR_DAY / 2
    hours = [hour for hour in (first, first + LUNAR_DAY / 2) if hour < 24]
    return [f"{datetime.combine(day, time()) + timedelta(hours=hour):%H:%M}" for hour in hours]
