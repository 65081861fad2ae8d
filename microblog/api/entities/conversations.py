"""Conversations in direct posts, as applications see them."""

from collections.abc import Sequence
from typing import Self

from pyramid.request import Request

from ... import models
from .accounts import Account
from .base import Entity, Id
from .posts import Status, facts_of, look


class Conversation(Entity):
    """A thread of direct posts, as one of those concerned keeps it."""

    id: Id
    unread: bool
    """Whether there is something new in it."""
    accounts: list[Account]
    """Who else takes part in the last post: who wrote it, and whom it names."""
    last_status: Status | None

    @classmethod
    def show(cls, request: Request, things: Sequence[models.Conversation]) -> list[Self]:
        """Show conversations in a fixed number of queries. Of all of them, whoever asks may see the last post."""
        lasts = {one.id: one.last_post for one in things if one.last_post is not None}
        window = look(request, list(lasts.values()))
        others = {id: _others(request, post, window.view.mentioned.get(post.id, [])) for id, post in lasts.items()}
        people = {one.id: one for group in others.values() for one in group}
        shown = dict(zip(people, Account.show(request, list(people.values())), strict=True))
        return [
            cls(
                id=one.id,
                unread=one.unread,
                accounts=[shown[other.id] for other in others.get(one.id, [])],
                last_status=Status(**facts_of(window, lasts[one.id])) if one.id in lasts else None,
            )
            for one in things
        ]


def _others(request: Request, post: models.Post, named: Sequence[models.Account]) -> list[models.Account]:
    """Who takes part in a post beside whoever asks."""
    people = {one.id: one for one in (post.author, *named)}
    return [one for id, one in people.items() if id != request.account.id]
