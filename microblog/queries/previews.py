"""Questions about the pages that posts link to."""

from datetime import timedelta

from sqlalchemy import ColumnElement, Select, exists, select
from sqlalchemy.orm import aliased

from ..clock import now
from ..models import Post, PostLink, Preview

BETWEEN = timedelta(seconds=5)
"""How long a host is left in peace after it was asked for something."""


def due_previews() -> Select[int]:
    """The ids of the pages that are to be looked at now, what has waited for longest first.

    Those of a host that was asked a moment ago wait until it was left in peace for a while.
    """
    other = aliased(Preview)
    asked = exists().where(other.host == Preview.host, other.tried_at > now() - BETWEEN)
    due = select(Preview.id).where(Preview.due_at <= now(), ~asked)
    return due.order_by(Preview.due_at, Preview.id)


def next_preview() -> Select[Preview]:
    """Find the page that has waited for longest, leaving out those that another scheduler is just taking."""
    return due_previews().with_only_columns(Preview).limit(1).with_for_update(skip_locked=True, of=Preview)


def preview_with(url: str) -> Select[Preview]:
    """Find what is known of a page."""
    return select(Preview).where(Preview.url == url)


def preview_of(post: Post) -> Select[Preview]:
    """Find what is known of the page that a post links to."""
    return select(Preview).join(PostLink, PostLink.preview_id == Preview.id).where(PostLink.post_id == post.id)


def linked_by_nobody() -> ColumnElement[bool]:
    """Limit to the pages that no post links to."""
    return ~exists().where(PostLink.preview_id == Preview.id)
