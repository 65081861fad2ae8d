"""What people are to whoever asks, as applications see it."""

from collections.abc import Sequence
from typing import Self

from pyramid.request import Request

from ... import models
from ...queries.relationships import relationships_of
from .accounts import Account
from .base import Entity, Id, Time


class Relationship(Entity):
    """What somebody is to whoever asks."""

    id: Id
    """Theirs."""
    following: bool
    """Whether whoever asks follows them."""
    showing_reblogs: bool
    """Whether what they boost is read, too."""
    notifying: bool
    """Whether each of their posts is told at once."""
    languages: list[str] | None
    """The languages they are read in; null is all."""
    followed_by: bool
    blocking: bool
    blocked_by: bool
    muting: bool
    muting_notifications: bool
    """Whether what they do is not told, either."""
    muting_expires_at: Time | None
    """When the mute ends by itself."""
    requested: bool
    """Whether whoever asks wants to follow them, and they have not decided about it."""
    requested_by: bool
    """The same the other way round."""
    domain_blocking: bool
    """Always false: everybody here is of this site."""
    endorsed: bool
    """Whether whoever asks recommends them."""
    note: str
    """What whoever asks has written down about them."""

    @classmethod
    def show(cls, request: Request, things: Sequence[models.Account]) -> list[Self]:
        """Show what people are to whoever asks, in a fixed number of queries."""
        found = relationships_of(request.db, request.account, things)
        return [
            cls(
                id=one.id,
                following=one.following,
                showing_reblogs=one.boosts,
                notifying=one.notifying,
                languages=one.languages,
                followed_by=one.followed_by,
                blocking=one.blocking,
                blocked_by=one.blocked_by,
                muting=one.muting,
                muting_notifications=one.muting_notifications,
                muting_expires_at=one.muting_expires_at,
                requested=one.requested,
                requested_by=one.requested_by,
                domain_blocking=False,
                endorsed=one.endorsed,
                note=one.note,
            )
            for one in (found[account.id] for account in things)
        ]


class FamiliarFollowers(Entity):
    """Who, of those whom somebody follows, follows somebody else."""

    id: Id
    """Whom they follow."""
    accounts: list[Account]
