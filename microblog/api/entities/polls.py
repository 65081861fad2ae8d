"""Polls, as applications see them."""

from collections.abc import Sequence
from typing import Any, Self

from pydantic import MISSING
from pyramid.request import Request

from ...queries.polls import PollView
from .accounts import CustomEmoji
from .base import Entity, Id, Time


class PollOption(Entity):
    """Something to choose."""

    title: str
    votes_count: int | None
    """How many chose it; null while that is kept secret."""


class Poll(Entity):
    """A question with answers to choose from."""

    id: Id
    expires_at: Time | None
    expired: bool
    multiple: bool
    """Whether one may choose several."""
    votes_count: int
    voters_count: int | None
    options: list[PollOption]
    emojis: list[CustomEmoji]
    voted: bool | MISSING = MISSING
    """Whether whoever asks has voted. This and what follows is told to people only."""
    own_votes: list[int] | MISSING = MISSING
    """The numbers of what they chose, from 0."""

    @classmethod
    def show(cls, request: Request, things: Sequence[PollView]) -> list[Self]:
        """Show polls; asks nothing."""
        return [cls(**_facts(view, known=request.account is not None)) for view in things]


def _facts(view: PollView, *, known: bool) -> dict[str, Any]:
    """What is told of a poll."""
    poll = view.poll
    counts = view.counts or [None] * len(poll.options)
    facts: dict[str, Any] = {
        "id": poll.id,
        "expires_at": poll.expires_at,
        "expired": poll.expired,
        "multiple": poll.multiple,
        "votes_count": view.votes,
        "voters_count": view.voters,
        "options": [PollOption(title=title, votes_count=n) for title, n in zip(poll.options, counts, strict=True)],
        "emojis": [],
    }
    return facts | {"voted": view.voted, "own_votes": view.choices} if known else facts
