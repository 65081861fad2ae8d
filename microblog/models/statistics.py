"""What was counted, day by day (UTC)."""

import enum
from datetime import date, datetime

from sqlalchemy.orm import Mapped, mapped_column

from ..clock import now
from .base import Base, one_of


class Measure(enum.StrEnum):
    """What is counted. The order is the order of columns and charts."""

    ACCOUNTS = "accounts"
    """Accounts made."""
    WRITERS = "writers"
    """People who wrote at least one post."""
    READERS = "readers"
    """People who came by, logged in."""
    READERS_WEEK = "readers_week"
    """People who came by on the day or one of the six before it."""
    READERS_MONTH = "readers_month"
    """People who came by on the day or one of the 29 before it."""
    POSTS = "posts"
    """Posts written, replies among them."""
    REPLIES = "replies"
    """Posts that answer another."""
    BOOSTS = "boosts"
    """Posts passed on."""
    FAVOURITES = "favourites"
    """Posts liked."""
    MENTIONS = "mentions"
    """Times that a post names somebody; one post names one person once."""
    MAILS_SENT = "mails_sent"
    """Mentions of which the mail host took a letter."""
    MAILS_FAILED = "mails_failed"
    """Mentions of which a letter was given up."""
    FOLLOWS = "follows"
    """Follows begun."""
    MEDIA_BYTES = "media_bytes"
    """Bytes of the pictures, films and sounds that came in."""
    API_CALLS = "api_calls"
    """Requests of applications."""


class Ranking(enum.StrEnum):
    """What is counted apart for each of many things, of which the most frequent are kept."""

    TAGS = "tags"
    """Hashtags, by posts that carry them."""
    POSTS = "posts"
    """Posts, by the favourites and boosts that they got on the day."""
    LANGUAGES = "languages"
    """Languages, by posts written in them."""
    APPLICATIONS = "applications"
    """Applications, by their requests."""


class DailyCount(Base):
    """One day's figure of one measure. A day that was counted has a row for each measure, zeros among them."""

    __tablename__ = "daily_counts"

    day: Mapped[date] = mapped_column(primary_key=True)
    measure: Mapped[Measure] = mapped_column(
        one_of(Measure),
        primary_key=True,
    )
    count: Mapped[int]


class DailyRank(Base):
    """One place in a day's ranking."""

    __tablename__ = "daily_ranks"

    day: Mapped[date] = mapped_column(primary_key=True)
    ranking: Mapped[Ranking] = mapped_column(one_of(Ranking), primary_key=True)
    rank: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """1 is the most."""
    key: Mapped[str]
    """What is ranked: a tag as it is compared, the id of a post or an application, a language's code."""
    label: Mapped[str]
    """What to call it: a tag as it is written, the name of an application."""
    count: Mapped[int]


class CountedDay(Base):
    """The fact that a day was counted, and how often its figures changed since."""

    __tablename__ = "counted_days"

    day: Mapped[date] = mapped_column(primary_key=True)
    revision: Mapped[int] = mapped_column(default=1)
    """Counts up whenever a new count finds other figures than the last."""
    counted_at: Mapped[datetime] = mapped_column(default=now)
    changed_at: Mapped[datetime] = mapped_column(default=now)
    """When the figures last changed."""


class LateChange(Base):
    """How far the raw rows of a day have moved since its figures were closed: figure = what is counted now + `delta`.

    A day closes three days after its end. What is taken back later (a favourite, a tag by an edit) leaves its rows;
    the action that takes it back writes it down here, so that the day can be counted again, to the same figures.
    """

    __tablename__ = "late_changes"

    day: Mapped[date] = mapped_column(primary_key=True)
    what: Mapped[str] = mapped_column(primary_key=True)
    """A Measure, or `ranking.` and a Ranking."""
    key: Mapped[str] = mapped_column(primary_key=True, default="")
    """Of a ranking: which of the things that it ranks."""
    delta: Mapped[int]


class ApiCalls(Base):
    """How many requests an application made on a day."""

    __tablename__ = "api_calls"

    day: Mapped[date] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """0 stands for requests without a key. What it was called is kept, so that it outlives the application."""
    name: Mapped[str]
    """Empty for keys that people made for programs of their own: their names are nobody else's business."""
    count: Mapped[int]
