"""What people do with posts without answering. Doing it twice is doing it once; of a boost, it is done to the original.

Whoever calls these has found the post among those that the one who acts may see.
"""

from sqlalchemy import delete
from sqlalchemy.orm import Session

from ..errors import Invalid
from ..i18n import _
from ..models import Account, Bookmark, Event, Favourite, Measure, Pin, Post, ThreadMute, Visibility
from ..queries.accounts import locked_account
from ..queries.reactions import bookmark_of, favourite_of, pin_of, pinned_posts, thread_mute_of
from .late_changes import note_late_changes, reactions_undone
from .notifications import notify, take_back
from .once import keep_once

MAX_PINS = 5


def favourite(db: Session, by: Account, post: Post) -> None:
    """Like a post, and let its author know."""
    post = post.original
    if db.scalar(favourite_of(by, post)):
        return
    if keep_once(db, Favourite(account_id=by.id, post_id=post.id), "uq_favourites_account_id_post_id"):
        notify(db, post.author, Event.FAVOURITE, by=by, post=post)


def unfavourite(db: Session, by: Account, post: Post) -> None:
    """Like a post no more; its author was never told."""
    post = post.original
    undone = delete(Favourite).where(Favourite.account_id == by.id, Favourite.post_id == post.id)
    gone = db.scalars(undone.returning(Favourite.id)).all()
    note_late_changes(db, reactions_undone(Measure.FAVOURITES, post, gone))
    take_back(db, post.author, Event.FAVOURITE, by=by, post=post)


def bookmark(db: Session, by: Account, post: Post) -> None:
    """Keep a post for later."""
    post = post.original
    if db.scalar(bookmark_of(by, post)) is None:
        keep_once(db, Bookmark(account_id=by.id, post_id=post.id), "uq_bookmarks_account_id_post_id")


def unbookmark(db: Session, by: Account, post: Post) -> None:
    """Keep a post no longer."""
    db.execute(delete(Bookmark).where(Bookmark.account_id == by.id, Bookmark.post_id == post.original.id))


def pin(db: Session, by: Account, post: Post) -> None:
    """Show one of one's own posts on top of one's profile."""
    if post.boosted_id is not None:
        raise Invalid(post=_("A boost cannot be pinned."))
    if post.author_id != by.id:
        raise Invalid(post=_("Someone else's post cannot be pinned."))
    if post.visibility is Visibility.DIRECT:
        raise Invalid(post=_("Posts that are only visible to mentioned users cannot be pinned."))
    db.execute(locked_account(by))  # whoever pins something else at this moment waits, and counts this one
    if db.scalar(pin_of(by, post)) is not None:
        return
    if len(db.scalars(pinned_posts(by, by)).all()) >= MAX_PINS:
        raise Invalid(post=_("You have already pinned the maximum number of posts."))

    keep_once(db, Pin(account_id=by.id, post_id=post.id), "uq_pins_account_id_post_id")


def unpin(db: Session, by: Account, post: Post) -> None:
    """Show a post on top of one's profile no longer."""
    db.execute(delete(Pin).where(Pin.account_id == by.id, Pin.post_id == post.id))


def mute_thread(db: Session, by: Account, post: Post) -> None:
    """Hear no more of the conversation that a post belongs to."""
    thread_id = post.original.thread_id
    if db.scalar(thread_mute_of(by, thread_id)) is None:
        keep_once(db, ThreadMute(account_id=by.id, thread_id=thread_id), "pk_thread_mutes")


def unmute_thread(db: Session, by: Account, post: Post) -> None:
    """Hear of a conversation again."""
    db.execute(
        delete(ThreadMute).where(ThreadMute.account_id == by.id, ThreadMute.thread_id == post.original.thread_id)
    )
