"""What the statistics count, in words. `docs/statistics.md` says the same at greater length."""

from dataclasses import dataclass

from ..i18n import _
from ..models import Measure, Ranking
from ..pens import ENGLISH, Pen


@dataclass(frozen=True)
class Words:
    """How to speak of a measure."""

    title: str
    definition: str
    sums: str = "sum"
    """What several days come to: their `sum`, their `mean`, or, where each day looks back by itself, the `last`."""
    bytes: bool = False

    def write(self, value: float, pen: Pen = ENGLISH) -> str:
        """Write a figure in full."""
        return self.shorten(value) if self.bytes else pen.number(value)

    def shorten(self, value: float) -> str:
        """Write a figure on a scale."""
        return short(value, "B") if self.bytes else short(value)


MEASURES = {
    Measure.ACCOUNTS: Words(_("New accounts"), _("Accounts that were made on the day.")),
    Measure.WRITERS: Words(
        _("People who wrote"), _("Accounts that wrote at least one post, replies among them."), "mean"
    ),
    Measure.READERS: Words(
        _("People who came by"), _("Accounts that were used, on the site or by an application."), "mean"
    ),
    Measure.READERS_WEEK: Words(
        _("Came by within a week"),
        _("Accounts that were used on the day or one of the six before it, each once."),
        "last",
    ),
    Measure.READERS_MONTH: Words(
        _("Came by within 30 days"),
        _("Accounts that were used on the day or one of the 29 before it, each once."),
        "last",
    ),
    Measure.POSTS: Words(_("Posts"), _("Posts that were written, replies among them; boosts are none.")),
    Measure.REPLIES: Words(_("Replies among them"), _("Posts that answer another post.")),
    Measure.MENTIONS: Words(
        _("Mentions"), _("How often a post of the day names somebody; one post names one person at most once.")
    ),
    Measure.BOOSTS: Words(_("Boosts"), _("How often somebody passed a post on; it may be an older post.")),
    Measure.FAVOURITES: Words(_("Favourites"), _("How often somebody liked a post; it may be an older post.")),
    Measure.FOLLOWS: Words(_("New follows"), _("How often somebody began to follow somebody.")),
    Measure.MAILS_SENT: Words(
        _("Mentions told by mail"), _("Mentions of which the mail host took a letter on the day.")
    ),
    Measure.MAILS_FAILED: Words(_("Mentions not told"), _("Mentions of which a letter was given up on the day.")),
    Measure.MEDIA_BYTES: Words(
        _("Pictures, films and sounds"), _("Bytes of the files that came in, as they were sent."), bytes=True
    ),
    Measure.API_CALLS: Words(
        _("Requests of applications"), _("Requests to the API that were let in, with or without a key.")
    ),
}

POWERS = ("", "k", "M", "G", "T", "P")

GROUPS = {
    _("People"): (
        *(Measure.READERS, Measure.WRITERS, Measure.READERS_WEEK, Measure.READERS_MONTH),
        *(Measure.ACCOUNTS, Measure.FOLLOWS),
    ),
    _("Posts"): (Measure.POSTS, Measure.REPLIES),
    _("Reactions"): (Measure.FAVOURITES, Measure.BOOSTS),
    _("Mentions and mail"): (Measure.MENTIONS, Measure.MAILS_SENT, Measure.MAILS_FAILED),
    _("Media and applications"): (Measure.MEDIA_BYTES, Measure.API_CALLS),
}
"""In which order they are shown."""

RANKINGS = {
    Ranking.POSTS: (_("Posts"), _("The posts that were liked and boosted most on the day, and how often.")),
    Ranking.TAGS: (_("Hashtags"), _("The hashtags that stood in most posts of the day, and in how many.")),
    Ranking.LANGUAGES: (
        _("Languages"),
        _("The languages that most posts were written in, as their authors named them."),
    ),
    Ranking.APPLICATIONS: (
        _("Applications"),
        _("The applications that made most requests. Keys that people made for programs of their own are not named."),
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
