"""Questions about hashtags."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import Select, func, select

from ..models import DailyTag, Tag
from ..text import tag_key


def tag_named(name: str) -> Select[Tag]:
    """Find a hashtag, however it is spelt."""
    return select(Tag).where(Tag.key == tag_key(name))


def tags_with(keys: Collection[str]) -> Select[Tag]:
    """Find hashtags by their keys."""
    return select(Tag).where(Tag.key.in_(keys))


def tags_since(day: date, limit: int = 10) -> Select[str, int]:
    """The most used hashtags of the days since `day`, as (tag, uses), from the daily statistics."""
    uses = func.sum(DailyTag.count)
    return (
        select(DailyTag.tag, uses).where(DailyTag.day >= day).group_by(DailyTag.tag).order_by(uses.desc(), DailyTag.tag)
    ).limit(limit)
