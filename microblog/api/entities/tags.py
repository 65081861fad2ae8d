"""Hashtags, as applications see them."""

from collections.abc import Sequence
from datetime import UTC, datetime, time
from typing import Self

from pydantic import MISSING
from pyramid.request import Request

from ... import models
from ...addresses import tag_url
from ...queries.tags import TagDay, TagFacts, facts_of_tags, uses_of_featured
from .base import Day, Entity, Id, Url


class TagHistory(Entity):
    """How much a hashtag was used on a day (UTC). All numbers are text."""

    day: str
    """The day's first second, counted from 1970."""
    uses: str
    """In how many posts for everybody it stood."""
    accounts: str
    """How many people wrote those."""


class Tag(Entity):
    """A hashtag."""

    id: Id
    """0, if nobody used it yet where whoever asks sees it."""
    name: str
    """In lower case."""
    url: Url
    history: list[TagHistory]
    """The last seven days, today first."""
    following: bool | MISSING = MISSING
    """Whether whoever asks follows it. This and what comes next is told to people only."""
    featuring: bool | MISSING = MISSING
    """Whether they show it on their profile."""

    @classmethod
    def show(cls, request: Request, things: Sequence[models.Tag]) -> list[Self]:
        """Show hashtags, in four queries however many they are."""
        facts = facts_of_tags(request.db, things, request.account)
        return [cls._of(request, tag, facts[tag.id]) for tag in things]

    @classmethod
    def _of(cls, request: Request, tag: models.Tag, facts: TagFacts) -> Self:
        """Show a hashtag."""
        own = {"following": facts.following, "featuring": facts.featuring} if request.account else {}
        history = [_day(day) for day in facts.history]
        return cls(id=tag.id if facts.used else 0, name=tag.key, url=tag_url(request, tag.key), history=history, **own)


class FeaturedTag(Entity):
    """A hashtag that somebody shows on their profile."""

    id: Id
    name: str
    """In lower case."""
    url: Url
    statuses_count: str
    """How many of their posts that everybody may see carry it; a number as text."""
    last_status_at: Day | None
    """The day of the last of those."""

    @classmethod
    def show(cls, request: Request, things: Sequence[models.FeaturedTag]) -> list[Self]:
        """Show hashtags of profiles, in one query."""
        uses = uses_of_featured(request.db, things)
        return [
            cls(
                id=one.id,
                name=one.tag.key,
                url=tag_url(request, one.tag.key),
                statuses_count=str(uses[one.id].posts),
                last_status_at=uses[one.id].last_on,
            )
            for one in things
        ]


def _day(day: TagDay) -> TagHistory:
    """Show what happened on a day."""
    first = int(datetime.combine(day.day, time(), UTC).timestamp())
    return TagHistory(day=str(first), uses=str(day.uses), accounts=str(day.accounts))
