"""Writing now what is to appear later."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import case, update
from sqlalchemy.orm import Session

from ..clock import now
from ..errors import Invalid, NotFound, Refusal
from ..i18n import _, ngettext
from ..models import Account, Application, IdempotencyKey, Media, Post, ScheduledPost
from ..queries.accounts import locked_account
from ..queries.scheduled import due_post, locked_scheduled, waiting_posts
from .attachments import GONE
from .posts import Draft, publish_post

SOONEST = timedelta(minutes=5)
MAX_SCHEDULED = 300
MAX_A_DAY = 25


def schedule_post(
    db: Session, author: Account, draft: Draft, due_at: datetime, *, application: Application | None = None
) -> ScheduledPost:
    """Keep a draft until it is published at a moment at least SOONEST ahead. What could not be published is refused."""
    db.execute(locked_account(author))  # whoever schedules something else at this moment waits, and counts this one
    _check_moment(db, author, due_at)
    if (db.scalar(waiting_posts(author)) or 0) >= MAX_SCHEDULED:
        raise Invalid(
            due_at=ngettext(
                "You have exceeded the limit of ${n} scheduled post.",
                "You have exceeded the limit of ${n} scheduled posts.",
                MAX_SCHEDULED,
            )
        )
    _rehearse(db, author, draft, application)
    draft = draft.model_copy(update={"format": draft.format or author.default_format})  # as it is written today

    scheduled = ScheduledPost(account=author, due_at=due_at, draft=draft.model_dump(mode="json", exclude_unset=True))
    scheduled.application_id = application.id if application else None
    db.add(scheduled)
    db.flush()
    _hold(db, scheduled, draft)
    return scheduled


def reschedule_post(db: Session, scheduled: ScheduledPost, due_at: datetime) -> None:
    """Let a post appear at another moment; one that could not be published is tried again then."""
    db.execute(locked_account(scheduled.account))
    if db.scalar(locked_scheduled(scheduled.id)) is None:
        raise NotFound(_("It has been published meanwhile."))
    _check_moment(db, scheduled.account, due_at, but_for=scheduled.id)

    scheduled.due_at, scheduled.trouble = due_at, ""


def cancel_scheduled(db: Session, scheduled: ScheduledPost) -> None:
    """Do not publish it after all; what was to be attached can be attached elsewhere for a day."""
    if db.scalar(locked_scheduled(scheduled.id)) is None:
        raise NotFound(_("It has been published meanwhile."))

    _free(db, scheduled)
    db.delete(scheduled)


def publish_due(db: Session, id: int) -> Post | None:
    """Publish what was scheduled, if it is due and nobody else is just doing so.

    What can no longer be published stays, with the reason, and is not tried again.
    """
    scheduled = db.scalar(due_post(id))
    if scheduled is None:
        return None
    try:
        with db.begin_nested():
            return _publish(db, scheduled)
    except Refusal as refusal:
        scheduled.trouble = str(refusal)
        return None


def _check_moment(db: Session, author: Account, due_at: datetime, *, but_for: int = 0) -> None:
    """Refuse a moment that is too soon, and a day that is full."""
    if due_at < now() + SOONEST:
        raise Invalid(due_at=_("Scheduled at The scheduled date must be in the future."))
    others = waiting_posts(author, due_at.astimezone(UTC).date()).where(ScheduledPost.id != but_for)
    if (db.scalar(others) or 0) >= MAX_A_DAY:
        raise Invalid(
            due_at=ngettext(
                "You have exceeded the limit of ${n} scheduled post for that day.",
                "You have exceeded the limit of ${n} scheduled posts for that day.",
                MAX_A_DAY,
            )
        )


def _rehearse(db: Session, author: Account, draft: Draft, application: Application | None) -> None:
    """Publish a draft and take everything back, so that it is refused now by the very rules by which it would be."""
    with db.begin_nested() as rehearsal:
        publish_post(db, author, draft, application=application)
        rehearsal.rollback()


def _hold(db: Session, scheduled: ScheduledPost, draft: Draft) -> None:
    """Keep the files of a draft for it alone."""
    if not draft.media:
        return
    ids = list(dict.fromkeys(draft.media))
    free = Media.id.in_(ids), Media.post_id.is_(None), Media.scheduled_id.is_(None)
    position = case({id: place for place, id in enumerate(ids)}, value=Media.id)
    taken = update(Media).where(Media.account_id == scheduled.account_id, *free)
    if db.execute(taken.values(scheduled_id=scheduled.id, position=position)).rowcount != len(ids):  # type: ignore[attr-defined]
        raise Invalid(media=GONE)


def _free(db: Session, scheduled: ScheduledPost) -> None:
    """Let the files of a draft be attached to any post."""
    db.execute(update(Media).where(Media.scheduled_id == scheduled.id).values(scheduled_id=None, detached_at=now()))


def _publish(db: Session, scheduled: ScheduledPost) -> Post:
    """Turn what was scheduled into a post; whoever asks for it by the application's name for the wish finds that."""
    _free(db, scheduled)
    application = db.get(Application, scheduled.application_id) if scheduled.application_id else None
    post = publish_post(db, scheduled.account, Draft.read(scheduled.draft), application=application)
    wish = update(IdempotencyKey).where(IdempotencyKey.scheduled_id == scheduled.id)
    db.execute(wish.values(scheduled_id=None, post_id=post.id))
    db.delete(scheduled)
    db.flush()
    return post
