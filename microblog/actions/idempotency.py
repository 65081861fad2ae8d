"""Granting a wish once, however often an application sends it."""

from collections.abc import Callable
from datetime import timedelta
from typing import TypeVar

from sqlalchemy import delete, insert
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from ..clock import now
from ..errors import Invalid, NotFound
from ..i18n import _
from ..models import Account, IdempotencyKey, Post, ScheduledPost, violated

REMEMBERED = timedelta(hours=1)
"""For how long a wish that comes in again is known."""

KEY_LENGTH = 255

Granted = TypeVar("Granted", Post, ScheduledPost, Post | ScheduledPost)


def once(db: Session, author: Account, key: str | None, grant: Callable[[], Granted]) -> Granted | Post | ScheduledPost:
    """Call `grant`, which publishes or schedules a post, unless the author's application did under this key already.

    `key` is what the application calls its wish (the header Idempotency-Key); without one, `grant` is always called.
    Within an hour the same author's same key gets what came of it the first time, whatever else is asked for: the post,
    or the scheduled post (the post, once it was published). Of two at one moment, the second waits for the first. A
    wish that was refused may be sent again. NotFound if the first one's post was deleted meanwhile.

        once(db, author, key, lambda: publish_post(db, author, draft))
    """
    key = (key or "").strip()
    if not key:
        return grant()
    if len(key) > KEY_LENGTH or not key.isprintable():
        raise Invalid(
            idempotency_key=_(
                "An Idempotency-Key has at most ${most} characters, all of them printable.",
                mapping={"most": KEY_LENGTH},
            )
        )

    wish = _remember(db, author, key)
    if wish is None:
        return _granted(db, author, key)
    result = grant()
    wish.post_id = result.id if isinstance(result, Post) else None
    wish.scheduled_id = result.id if isinstance(result, ScheduledPost) else None
    db.flush()
    return result


def _remember(db: Session, author: Account, key: str) -> IdempotencyKey | None:
    """Write a wish down; None if it was already. Whoever comes second waits here until the first is done."""
    mine = IdempotencyKey.account_id == author.id, IdempotencyKey.key == key
    db.execute(delete(IdempotencyKey).where(*mine, IdempotencyKey.created_at <= now() - REMEMBERED))
    try:
        with db.begin_nested():
            db.execute(insert(IdempotencyKey).values(account_id=author.id, key=key))
    except IntegrityError as error:
        if violated(error) != "pk_idempotency_keys":
            raise
        return None
    return _known(db, author, key)


def _granted(db: Session, author: Account, key: str) -> Post | ScheduledPost:
    """Find what came of a wish the first time."""
    wish = _known(db, author, key)
    post = db.get(Post, wish.post_id) if wish and wish.post_id else None
    scheduled = db.get(ScheduledPost, wish.scheduled_id) if wish and wish.scheduled_id else None
    granted = post or scheduled
    if granted is None or (post is not None and post.deleted_at is not None):
        raise NotFound(_("What this came to is gone."))
    return granted


def _known(db: Session, author: Account, key: str) -> IdempotencyKey | None:
    """Find what was written down."""
    return db.get(IdempotencyKey, (author.id, key), populate_existing=True)
