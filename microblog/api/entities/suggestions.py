"""Suggestions, as applications see them."""

from collections.abc import Sequence
from typing import Any, Literal, Self

from pyramid.request import Request

from .accounts import Account
from .base import Entity


class Suggestion(Entity):
    """Somebody whom one might like to follow, and why."""

    source: Literal["staff", "past_interactions", "global"]
    """The reason as old applications know it."""
    sources: list[
        Literal["featured", "most_followed", "most_interactions", "similar_to_recently_followed", "friends_of_friends"]
    ]
    """Why: those whom one follows follow them (`friends_of_friends`), or they wrote lately (`most_interactions`)."""
    account: Account
    """Who it is."""

    @classmethod
    def show(cls, request: Request, things: Sequence[tuple[Any, int]]) -> list[Self]:
        """Show people, each with how many follow them of those whom the reader follows."""
        shown = Account.show(request, [account for account, _friends in things])
        return [
            cls(source="past_interactions", sources=["friends_of_friends"], account=account)
            if friends
            else cls(source="global", sources=["most_interactions"], account=account)
            for account, (_account, friends) in zip(shown, things, strict=True)
        ]
