"""Hanging pictures, films and sounds on posts."""

from collections.abc import Sequence

from sqlalchemy import case, delete, or_, update
from sqlalchemy.orm import Session

from ..clock import now
from ..errors import Invalid
from ..i18n import _, ngettext
from ..models import MAX_ATTACHMENTS, Media, MediaKind, MediaState, Post
from ..queries.attachments import own_media
from .late_changes import bytes_gone, note_late_changes

GONE = _("What you want to attach does not exist, or it hangs on another post.")


def attach(db: Session, post: Post, ids: Sequence[int]) -> None:
    """Let these files, and no others, hang on a post, in this order; those that are taken off can be used elsewhere.

    They must be their author's own, ready, and free. Of two posts that want one file at one moment, one gets it.
    """
    ids = list(dict.fromkeys(ids))
    _check(db, post, ids)
    detach(db, post, but_for=ids)
    if not ids:
        return

    free = or_(Media.post_id == post.id, Media.post_id.is_(None) & Media.scheduled_id.is_(None))
    taken = update(Media).where(Media.id.in_(ids), Media.account_id == post.author_id, free)
    position = case({id: place for place, id in enumerate(ids)}, value=Media.id)
    # The last word is the database's: whoever comes second finds them taken.
    if db.execute(taken.values(post_id=post.id, position=position)).rowcount != len(ids):  # type: ignore[attr-defined]
        raise Invalid(media=GONE)


def detach(db: Session, post: Post, *, but_for: Sequence[int] = (), for_good: bool = False) -> None:
    """Take off a post what hangs on it; for a day it can be attached elsewhere, unless it is taken off `for_good`."""
    hanging = Media.post_id == post.id, Media.id.not_in(but_for)
    if for_good:
        gone = db.execute(delete(Media).where(*hanging).returning(Media.id, Media.bytes)).all()
        note_late_changes(db, bytes_gone(gone))
    else:
        db.execute(update(Media).where(*hanging).values(post_id=None, detached_at=now()))


def _check(db: Session, post: Post, ids: Sequence[int]) -> None:
    """Refuse what cannot be attached."""
    if len(ids) > MAX_ATTACHMENTS:
        raise Invalid(media=ngettext("Attach at most ${n} file.", "Attach at most ${n} files.", MAX_ATTACHMENTS))
    found = list(db.scalars(own_media(post.author, ids))) if ids else []
    if len(found) < len(ids):
        raise Invalid(media=GONE)
    if any(one.state == MediaState.FAILED for one in found):
        raise Invalid(media=_("One of the files could not be made ready. Take it off, or send it again."))
    if any(one.state == MediaState.WAITING for one in found):
        raise Invalid(media=_("One of the files is not ready yet. Try again in a moment."))
    if len(found) > 1 and any(one.kind in (MediaKind.VIDEO, MediaKind.AUDIO) for one in found):
        raise Invalid(media=_("A film or a sound stands alone: attach nothing else to it."))
