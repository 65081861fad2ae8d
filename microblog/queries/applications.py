"""Questions about programs and the keys they hold."""

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import joinedload

from ..clock import now
from ..models import AccessToken
from ..models.keys import hash_of


def token_with(token: str) -> Select[AccessToken]:
    """Find the key that an application sent, unless it has ended; with its application and its account."""
    key = select(AccessToken).options(
        joinedload(AccessToken.application, innerjoin=True), joinedload(AccessToken.account)
    )
    lasting = or_(AccessToken.expires_at.is_(None), AccessToken.expires_at > now())
    return key.where(AccessToken.token_hash == hash_of(token), lasting)
