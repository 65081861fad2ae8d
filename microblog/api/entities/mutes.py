"""People whom somebody muted, as applications see them."""

from collections.abc import Sequence
from typing import Self

from pyramid.request import Request

from ... import models
from ...queries.accounts import figures_of_many
from .accounts import Account, facts_of
from .base import Time


class MutedAccount(Account):
    """Somebody whom whoever asks has muted."""

    mute_expires_at: Time | None
    """When that ends by itself."""

    @classmethod
    def show(cls, request: Request, things: Sequence[tuple[models.Mute, models.Account]]) -> list[Self]:
        """Show people who were muted, in a fixed number of queries."""
        figures = figures_of_many(request.db, [account for _, account in things])
        return [
            cls(**facts_of(request, account, figures[account.id]), mute_expires_at=mute.expires_at)
            for mute, account in things
        ]
