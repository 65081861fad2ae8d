"""Programs that act for people: registering them, and the keys they get."""

from sqlalchemy.orm import Session

from ..clock import today
from ..models import AccessToken


def note_use(db: Session, token: AccessToken) -> None:
    """Note, once a day, that a key is still in use."""
    if token.last_used_on != today():
        token.last_used_on = today()
