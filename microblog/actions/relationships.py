"""Following."""

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from ..errors import Invalid
from ..models import Account, Event, Follow, violated
from ..queries.relationships import follow_of
from .notifications import notify_once


def follow(db: Session, follower: Account, followed: Account) -> None:
    """Begin to read somebody. Doing it twice is doing it once."""
    if follower.id == followed.id:
        raise Invalid(account="You see your own posts already.")
    if db.scalar(follow_of(follower, followed)):
        return

    try:
        with db.begin_nested():
            db.add(Follow(follower_id=follower.id, followed_id=followed.id))
            db.flush()
    except IntegrityError as error:
        if violated(error) != "uq_follows_follower_id_followed_id":
            raise
        return  # the same wish came in twice at one moment
    notify_once(db, followed, Event.FOLLOW, by=follower)


def unfollow(db: Session, follower: Account, followed: Account) -> None:
    """Stop reading somebody."""
    db.execute(
        delete(Follow).where(Follow.follower_id == follower.id, Follow.followed_id == followed.id),
    )
