"""Filters, as applications see them."""

from collections.abc import Collection, Sequence
from typing import Literal, Self

from pydantic import MISSING
from pyramid.request import Request

from ... import models
from ...queries.filters import FilterMatch, filtered_posts_of
from .base import Entity, Id, Time

Context = Literal["home", "notifications", "public", "thread", "account"]


class FilterKeyword(Entity):
    """A word of a filter."""

    id: Id
    keyword: str
    whole_word: bool


class FilterStatus(Entity):
    """A post that a filter matches whatever it says."""

    id: Id
    status_id: Id

    @classmethod
    def show(cls, request: Request, things: Sequence[models.FilterPost]) -> list[Self]:
        """Show which posts are named; asks nothing."""
        return [cls(id=one.id, status_id=one.post_id) for one in things]


class Filter(Entity):
    """What somebody does not want to read, where, and until when."""

    id: Id
    title: str
    context: list[Context]
    expires_at: Time | None
    filter_action: Literal["warn", "hide", "blur"]
    keywords: list[FilterKeyword] | MISSING = MISSING
    """Missing where it only says that it matched."""
    statuses: list[FilterStatus] | MISSING = MISSING

    @classmethod
    def show(cls, request: Request, things: Sequence[models.Filter]) -> list[Self]:
        """Show filters with their words, and with those of their posts that whoever asks may still see."""
        ids = [one.id for one in things]
        named = filtered_posts_of(request.account).where(models.FilterPost.filter_id.in_(ids))
        seen = {one.id for one in request.db.scalars(named)}
        return [_whole(cls, one, seen) for one in things]


class FilterResult(Entity):
    """The fact that a filter matches a post."""

    filter: Filter
    keyword_matches: list[str] | None
    status_matches: list[Id] | None

    @classmethod
    def show(cls, request: Request, things: Sequence[FilterMatch]) -> list[Self]:
        """Show matches; asks nothing."""
        return [
            cls(
                filter=_bare(match.filter),
                keyword_matches=list(match.keywords) or None,
                status_matches=list(map(str, match.posts)) or None,
            )
            for match in things
        ]


class FilterV1(Entity):
    """A word that somebody does not want to read, as applications see it that know of no filters with several."""

    id: Id
    phrase: str
    context: list[Context]
    expires_at: Time | None
    irreversible: bool
    """Whether what matches is not to be shown at all."""
    whole_word: bool

    @classmethod
    def show(cls, request: Request, things: Sequence[tuple[models.FilterKeyword, models.Filter]]) -> list[Self]:
        """Show words with what their filters say; asks nothing."""
        return [
            cls(
                id=word.id,
                phrase=word.keyword,
                context=one.contexts,
                expires_at=one.expires_at,
                irreversible=one.action is models.FilterAction.HIDE,
                whole_word=word.whole_word,
            )
            for word, one in things
        ]


def _bare(one: models.Filter) -> Filter:
    """A filter without what it looks for."""
    return Filter(
        id=one.id,
        title=one.title,
        context=one.contexts,
        expires_at=one.expires_at,
        filter_action=one.action.value,
    )


def _whole(entity: type[Filter], one: models.Filter, seen: Collection[int]) -> Filter:
    """A filter with what it looks for; of the posts, the facts that are `seen`."""
    return entity(
        **_bare(one).model_dump(exclude={"expires_at"}),
        expires_at=one.expires_at,
        keywords=[FilterKeyword.model_validate(keyword) for keyword in one.keywords],
        statuses=[FilterStatus(id=post.id, status_id=post.post_id) for post in one.posts if post.id in seen],
    )
