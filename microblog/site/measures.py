"""What the statistics count, in words. `docs/statistics.md` says the same at greater length."""

from dataclasses import dataclass

from ..models import Measure, Ranking
from .filters import number


@dataclass(frozen=True)
class Words:
    """How to speak of a measure."""

    title: str
    definition: str
    sums: str = "sum"
    """What several days come to: their `sum`, their `mean`, or, where each day looks back by itself, the `last`."""
    bytes: bool = False

    def write(self, value: float) -> str:
        """Write a figure in full."""
        if self.bytes:
            return self.shorten(value)
        return number(int(value)) if value == int(value) else f"{value:.1f}"

    def shorten(self, value: float) -> str:
        """Write a figure on a scale."""
        return short(value, "B") if self.bytes else short(value)


MEASURES = {
    Measure.ACCOUNTS: Words("New accounts", "Accounts that were made on the day."),
    Measure.WRITERS: Words("People who wrote", "Accounts that wrote at least one post, replies among them.", "mean"),
    Measure.READERS: Words("People who came by", "Accounts that were used, on the site or by an application.", "mean"),
    Measure.READERS_WEEK: Words(
        "Came by within a week", "Accounts that were used on the day or one of the six before it, each once.", "last"
    ),
    Measure.READERS_MONTH: Words(
        "Came by within 30 days", "Accounts that were used on the day or one of the 29 before it, each once.", "last"
    ),
    Measure.POSTS: Words("Posts", "Posts that were written, replies among them; boosts are none."),
    Measure.REPLIES: Words("Replies among them", "Posts that answer another post."),
    Measure.MENTIONS: Words(
        "Mentions", "How often a post of the day names somebody; one post names one person at most once."
    ),
    Measure.BOOSTS: Words("Boosts", "How often somebody passed a post on; it may be an older post."),
    Measure.FAVOURITES: Words("Favourites", "How often somebody liked a post; it may be an older post."),
    Measure.FOLLOWS: Words("New follows", "How often somebody began to follow somebody."),
    Measure.MAILS_SENT: Words("Mentions told by mail", "Mentions of which the mail host took a letter on the day."),
    Measure.MAILS_FAILED: Words("Mentions not told", "Mentions of which a letter was given up on the day."),
    Measure.MEDIA_BYTES: Words(
        "Pictures, films and sounds", "Bytes of the files that came in, as they were sent.", bytes=True
    ),
    Measure.API_CALLS: Words(
        "Requests of applications", "Requests to the API that were let in, with or without a key."
    ),
}

POWERS = ("", "k", "M", "G", "T", "P")

GROUPS = {
    "People": (
        *(Measure.READERS, Measure.WRITERS, Measure.READERS_WEEK, Measure.READERS_MONTH),
        *(Measure.ACCOUNTS, Measure.FOLLOWS),
    ),
    "Posts": (Measure.POSTS, Measure.REPLIES),
    "Reactions": (Measure.FAVOURITES, Measure.BOOSTS),
    "Mentions and mail": (Measure.MENTIONS, Measure.MAILS_SENT, Measure.MAILS_FAILED),
    "Media and applications": (Measure.MEDIA_BYTES, Measure.API_CALLS),
}
"""In which order they are shown."""

RANKINGS = {
    Ranking.POSTS: ("Posts", "The posts that were liked and boosted most on the day, and how often."),
    Ranking.TAGS: ("Hashtags", "The hashtags that stood in most posts of the day, and in how many."),
    Ranking.LANGUAGES: ("Languages", "The languages that most posts were written in, as their authors named them."),
    Ranking.APPLICATIONS: (
        "Applications",
        "The applications that made most requests. Keys that people made for programs of their own are not named.",
    ),
}


def short(value: float, unit: str = "") -> str:
    """Write a figure in three digits or so, in thousands, millions and so on."""
    power = 0
    while value >= 1000 and power < len(POWERS) - 1:
        value, power = value / 1000, power + 1
    written = f"{value:.0f}" if value >= 100 else f"{value:.1f}".removesuffix(".0")
    sign = POWERS[power] + unit
    return f"{written}\N{NARROW NO-BREAK SPACE}{sign}" if sign else written
