"""Clearing away what has ended by itself; no question counts it any more."""

from datetime import timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from ..clock import now
from ..models import AccessToken, AuthorizationCode, IdempotencyKey, Mute

KEPT = timedelta(days=1)
"""How long a code is kept beyond its end: if it comes in again, what it was exchanged for is ended, too."""


def remove_ended(db: Session) -> int:
    """Remove mutes, keys and codes whose time is over, and what applications called their wishes; tell how many."""
    ended = (
        delete(Mute).where(Mute.expires_at <= now()),
        delete(AccessToken).where(AccessToken.expires_at <= now()),
        delete(AuthorizationCode).where(AuthorizationCode.expires_at <= now() - KEPT),
        delete(IdempotencyKey).where(IdempotencyKey.created_at <= now() - KEPT),
    )
    return sum(db.execute(one).rowcount for one in ended)  # type: ignore[attr-defined]
