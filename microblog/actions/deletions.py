"""Taking a post back so that one may think better of it for a moment, and deleting it for good after that."""

from datetime import timedelta

from sqlalchemy.orm import Session

from ..clock import now
from ..errors import Forbidden, NotFound
from ..i18n import _
from ..models import Account, Post
from ..queries.accounts import accounts_with_ids
from ..queries.posts import locked_post, named_in, next_removed_post
from .conversations import forget_direct, record_direct
from .posts import delete_post
from .reasons import put_off_reasons

UNDO_WITHIN = timedelta(seconds=10)
"""For how long an author may take a deletion back, at least: until the job that deletes it for good comes by."""

SLACK = timedelta(minutes=1)
"""How long what waits to be told of it is put off: until it is certain whether it is gone."""

GONE = _("The post is deleted for good by now.")


def remove_post(db: Session, by: Account, post: Post) -> bool:
    """Delete a post; True if its author may take that back for a moment.

    For everybody it is gone at once: `visible_to` knows no post that has a moment of deletion. Its words, and what
    hangs on it, are kept for a while. What a moderator takes down, and a boost, is gone for good at once.
    """
    if post.author_id != by.id or post.boosted_id is not None:
        delete_post(db, by, post)
        return False
    there = db.scalars(locked_post(post)).one()
    if there.deleted_at is not None:
        raise NotFound(_("This post does not exist, or it was deleted."))
    there.deleted_at = now()
    there.restorable_until = there.deleted_at + UNDO_WITHIN
    put_off_reasons(db, [there.id], until=there.deleted_at + SLACK)
    db.flush()
    forget_direct(db, there)
    return True


def restore_post(db: Session, by: Account, post: Post) -> None:
    """Take back that one deleted a post: it stands where it stood, with all that was said and done because of it."""
    there = db.scalars(locked_post(post)).one_or_none()
    if there is None or there.restorable_until is None:
        raise NotFound(GONE)
    if there.author_id != by.id:
        raise Forbidden(_("Only its author can take that back."))
    there.deleted_at = there.restorable_until = None
    db.flush()
    named = db.scalars(accounts_with_ids(db.scalars(named_in(there)).all())).all()
    record_direct(db, there, named)


def delete_next_removed(db: Session) -> Post | None:
    """Delete for good one post whose author can no longer take that back; None if there is none."""
    post: Post | None = db.scalar(next_removed_post())
    if post is not None:
        delete_post(db, post.author, post, delete_media=True)
    return post
