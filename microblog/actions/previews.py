"""Noting which page a post links to, and what that page says of itself."""

from datetime import timedelta

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from ..clock import now
from ..fetching import Refused, Target
from ..models import Card, Post, PostLink, Preview, Visibility
from ..models.base import violated
from ..queries.previews import next_preview, preview_with
from ..text import links

LEASE = timedelta(minutes=5)
"""For how long a scheduler has a page to itself."""
FRESH = timedelta(days=1)
"""How long after it was looked at a page is not looked at again, whoever links to it."""
SOONEST = timedelta(days=3)
"""When a page is first looked at again by itself; from then on whenever it is twice as old."""
PAUSE = timedelta(minutes=10)
"""How long is waited after the first failure; after each further one six times as long."""
MOST_ATTEMPTS = 4


def link_post(db: Session, post: Post) -> None:
    """Note the first link of a post, in place of what was noted of it.

    A page that only those whom it names see is not looked at: its link may be good for one visit, or for one person.
    """
    db.execute(delete(PostLink).where(PostLink.post_id == post.id))
    target = _first_link(post)
    if target is not None and post.visibility is not Visibility.DIRECT:
        db.add(PostLink(post_id=post.id, preview_id=_wanted(db, target).id))
        db.flush()


def claim_preview(db: Session) -> Preview | None:
    """Take the page that has waited for longest, so that no other scheduler looks at it; None if none waits."""
    preview: Preview | None = db.scalar(next_preview())
    if preview is not None:
        preview.tried_at, preview.due_at = now(), now() + LEASE
        preview.attempts += 1
    return preview


def record_card(preview: Preview, card: Card) -> None:
    """Write down what a page says of itself."""
    preview.card, preview.picture = card.kept, card.picture.name if card.picture else None
    preview.fetched_at, preview.trouble, preview.attempts = now(), "", 0
    preview.due_at = now() + max(SOONEST, now() - preview.created_at)


def record_refusal(preview: Preview, why: str) -> None:
    """Write down that there is nothing to show of a page."""
    preview.card = preview.picture = None
    preview.fetched_at, preview.trouble, preview.due_at, preview.attempts = now(), why, None, 0


def record_absence(preview: Preview, why: str) -> None:
    """Write down that a page could not be looked at; it is tried again, but not without end."""
    preview.trouble = why
    if preview.attempts < MOST_ATTEMPTS:
        preview.due_at = now() + PAUSE * 6 ** (preview.attempts - 1)
    else:
        preview.fetched_at, preview.due_at, preview.attempts = preview.fetched_at or now(), None, 0


def _first_link(post: Post) -> Target | None:
    """Read the first link of a post; None if there is none that could be asked for."""
    for link in links(post.spoken)[:1]:
        try:
            return Target.read(link if "://" in link else f"https://{link}")
        except Refused:
            return None
    return None


def _wanted(db: Session, target: Target) -> Preview:
    """Find or make the row of a page; one that was looked at some time ago is looked at again."""
    preview = db.scalar(preview_with(target.url)) or _new(db, target)
    if preview.fetched_at is not None and preview.fetched_at < now() - FRESH:
        preview.due_at = now()
    return preview


def _new(db: Session, target: Target) -> Preview:
    """Make a row, or find the one that somebody made a moment ago."""
    try:
        with db.begin_nested():
            preview = Preview(url=target.url, host=target.host)
            db.add(preview)
            db.flush()
            return preview
    except IntegrityError as error:
        if violated(error) != "uq_previews_url":
            raise
        return db.scalars(preview_with(target.url)).one()
