"""Questions about pictures, films and sounds that somebody sent."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, Select, literal, select, union
from sqlalchemy.orm import InstrumentedAttribute, Session

from ..clock import now
from ..models import Account, Media, MediaState, Post, PostVersion, Preview


def medium_of(account: Account, id: int) -> Select[Media]:
    """Find a file that somebody sent."""
    return select(Media).where(Media.id == id, Media.account_id == account.id)


def unattached() -> ColumnElement[bool]:
    """Limit to what hangs on no post, and waits for none."""
    return Media.post_id.is_(None) & Media.scheduled_id.is_(None)


def due_media() -> Select[int]:
    """The ids of the files that wait to be made ready, what has waited for longest first."""
    due = select(Media.id).where(Media.state == MediaState.WAITING, Media.due_at <= now())
    return due.order_by(Media.due_at, Media.id)


def next_medium() -> Select[Media]:
    """Find the file that has waited for longest, leaving out those that another scheduler is just taking."""
    return due_media().with_only_columns(Media).limit(1).with_for_update(skip_locked=True)


def left_lying(since: datetime) -> Select[int]:
    """Ask for the ids of what has hung on nothing since before a moment."""
    return select(Media.id).where(unattached(), Media.detached_at < since).order_by(Media.id)


def shown_before(db: Session, ids: Collection[int]) -> set[int]:
    """Find those of some files that hung on a post before it was edited, as its history still tells."""
    owners = select(Media.account_id).where(Media.id.in_(ids))
    told = select(PostVersion.attachments).join(Post, Post.id == PostVersion.post_id).where(Post.author_id.in_(owners))
    return {one["id"] for attachments in db.scalars(told) for one in attachments} & set(ids)


PICTURES = (Account.avatar, Account.header, Account.avatar_whole, Account.header_whole)
"""The columns that name files of people."""


def names_within(db: Session, folder: str) -> set[str]:
    """List the files of one folder that anything refers to."""
    columns = (*PICTURES, Media.file, Media.preview, Preview.picture)
    return {name for name in db.scalars(union(*(_within(column, folder) for column in columns))) if name}


def _within(column: InstrumentedAttribute[str | None], folder: str) -> Select[str | None]:
    """Ask for the names in one column that begin with a folder's."""
    return select(column).where(column >= literal(f"{folder}/"), column < literal(f"{folder}0"))  # "0" follows "/"
