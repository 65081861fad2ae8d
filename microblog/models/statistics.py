"""What was counted, day by day (UTC)."""

import enum
from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from .base import Base, one_of


class Measure(enum.StrEnum):
    """What is counted. The order is the order of columns and charts."""

    ACCOUNTS = "accounts"
    """Accounts made."""
    WRITERS = "writers"
    """People who wrote at least one post."""
    READERS = "readers"
    """People who came by, logged in."""
    POSTS = "posts"
    """Posts written, replies among them."""
    REPLIES = "replies"
    """Posts that answer another."""
    MENTIONS = "mentions"
    """Times that a post names somebody; one post names one person once."""
    FOLLOWS = "follows"
    """Follows begun, and not ended since."""


class DailyCount(Base):
    """One day's figure of one measure. A day that was counted has a row for each measure, zeros among them."""

    __tablename__ = "daily_counts"

    day: Mapped[date] = mapped_column(primary_key=True)
    measure: Mapped[Measure] = mapped_column(
        one_of(Measure),
        primary_key=True,
    )
    count: Mapped[int]


class DailyTag(Base):
    """One of a day's most used hashtags."""

    __tablename__ = "daily_tags"

    day: Mapped[date] = mapped_column(primary_key=True)
    rank: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """1 is the most used."""
    tag: Mapped[str]
    count: Mapped[int]
    """How many posts carried it."""
