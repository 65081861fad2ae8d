"""What happened, as applications see it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, Self

from pydantic import MISSING
from pyramid.request import Request

from ... import models
from ...models import Event
from ...queries.grouped_notifications import key_of
from ...queries.notification_policies import NotificationRequest as Plea
from .accounts import Account
from .base import Entity, Id, Time
from .posts import Status

Type = Literal[
    "mention", "status", "reblog", "follow", "follow_request", "favourite", "poll", "update", "quote", "quoted_update"
]
Handling = Literal["accept", "filter", "drop"]

TYPES: dict[Event, Type] = {
    Event.MENTION: "mention",
    Event.REPLY: "mention",
    Event.POST: "status",
    Event.BOOST: "reblog",
    Event.FOLLOW: "follow",
    Event.FOLLOW_REQUEST: "follow_request",
    Event.FAVOURITE: "favourite",
    Event.POLL: "poll",
    Event.EDIT: "update",
    Event.QUOTE: "quote",
    Event.QUOTED_EDIT: "quoted_update",
}


class Notification(Entity):
    """The news that somebody did something that concerns whoever asks."""

    id: Id
    type: Type
    group_key: str
    """What alike news of about the same time have in common."""
    created_at: Time
    account: Account
    """Who did it."""
    status: Status | MISSING = MISSING
    """The post that it is about, if it is about one. Of `quoted_update`, one's own that quotes what was edited."""

    @classmethod
    def show(cls, request: Request, things: Sequence[models.Notification]) -> list[Self]:
        """Show what happened, in a fixed number of queries."""
        people = shown_people(request, (one.by for one in things))
        posts = shown_posts(request, (one.post for one in things))
        return [
            cls(
                id=one.id,
                type=TYPES[one.event],
                group_key=key_of(one),
                created_at=one.created_at,
                account=people[one.by_id],
                status=posts.get(one.post_id or 0, MISSING),
            )
            for one in things
        ]


class NotificationCount(Entity):
    """How much there is that was not read."""

    count: int


class PolicySummary(Entity):
    """What waits to be heard."""

    pending_requests_count: int
    pending_notifications_count: int


@dataclass(frozen=True)
class PolicyView:
    """A policy with what waits because of it."""

    policy: models.NotificationPolicy
    people: int
    news: int


class NotificationPolicy(Entity):
    """From whom somebody wants to hear at once, from whom only if they ask for it, and from whom not at all."""

    for_not_following: Handling
    """People whom one does not follow."""
    for_not_followers: Handling
    """People who do not follow one, or since less than three days."""
    for_new_accounts: Handling
    """People who joined less than 30 days ago."""
    for_private_mentions: Handling
    """Direct posts of people whom one does not follow, unless they answer one's own."""
    for_limited_accounts: Handling
    """People whom a moderator keeps out of sight; there are none here yet."""
    summary: PolicySummary

    @classmethod
    def show(cls, request: Request, things: Sequence[PolicyView]) -> list[Self]:
        """Show policies."""
        return [
            cls(
                for_not_following=one.policy.for_not_following.value,
                for_not_followers=one.policy.for_not_followers.value,
                for_new_accounts=one.policy.for_new_accounts.value,
                for_private_mentions=one.policy.for_private_mentions.value,
                for_limited_accounts=one.policy.for_limited_accounts.value,
                summary=PolicySummary(pending_requests_count=one.people, pending_notifications_count=one.news),
            )
            for one in things
        ]


class NotificationRequest(Entity):
    """The wish of somebody to be heard, whose news are kept apart."""

    id: Id
    created_at: Time
    """When the first of it came in."""
    updated_at: Time
    """When the last of it came in."""
    notifications_count: str
    """How much it is; 100 stands for that and more."""
    account: Account
    last_status: Status | MISSING = MISSING
    """The newest post in which they spoke to whoever asks."""

    @classmethod
    def show(cls, request: Request, things: Sequence[Plea]) -> list[Self]:
        """Show requests, in a fixed number of queries."""
        people = shown_people(request, (one.by for one in things))
        posts = shown_posts(request, (one.post for one in things))
        return [
            cls(
                id=one.by.id,
                created_at=one.first_at,
                updated_at=one.last_at,
                notifications_count=str(one.count),
                account=people[one.by.id],
                last_status=posts[one.post.id] if one.post else MISSING,
            )
            for one in things
        ]


class NotificationRequestsMerged(Entity):
    """Whether what was kept apart of those who were accepted stands among the news by now."""

    merged: bool


def shown_people(request: Request, people: Iterable[models.Account]) -> dict[int, Account]:
    """Show people, each once."""
    each = {one.id: one for one in people}
    return dict(zip(each, Account.show(request, list(each.values())), strict=True))


def shown_posts(request: Request, posts: Iterable[models.Post | None]) -> dict[int, Status]:
    """Show posts, each once."""
    each = {one.id: one for one in posts if one is not None}
    return dict(zip(each, Status.show(request, list(each.values())), strict=True))
