"""Questions about reasons to write to somebody."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import aliased

from ..clock import now
from ..models import (
    Account,
    Event,
    Letter,
    LetterKind,
    LetterState,
    MailPreference,
    Mute,
    Notification,
    Post,
    Reason,
    ReasonState,
    ThreadMute,
)
from .notifications import heard_by
from .relationships import is_lasting


def reasons_like(account_ids: Collection[int], event: Event, by: Account, post: Post | None) -> Select[Reason]:
    """The reasons to tell some people that `by` did something, whatever became of them."""
    about = Reason.post_id == post.id if post else Reason.post_id.is_(None)
    return select(Reason).where(Reason.account_id.in_(account_ids), Reason.event == event, Reason.by_id == by.id, about)


def preferences_of(account_ids: Collection[int]) -> Select[MailPreference]:
    """What some people said of letters; who never said is left out."""
    return select(MailPreference).where(MailPreference.account_id.in_(account_ids))


def due_reasons(limit: int) -> Select[Reason, Account]:
    """The reasons that are due, with who is to be told, but for those that another scheduler is just gathering."""
    due = select(Reason, Account).join(Account, Account.id == Reason.account_id)
    due = due.where(Reason.state == ReasonState.WAITING, Reason.due_at <= now())
    return due.order_by(Reason.due_at, Reason.id).limit(limit).with_for_update(of=Reason, skip_locked=True)


def reasons_that_stand(reasons: Collection[int]) -> Select[int]:
    """The ids of those of some reasons that still are ones: the reader has the news and may hear it.

    That is one rule for what is shown among the notifications and what is mailed (`heard_by`); and there is no letter
    about a conversation of which somebody wants to hear no more, or to somebody who is shut out.
    """
    reader, news = aliased(Account), aliased(Notification)
    told = select(Reason.id).join(reader, reader.id == Reason.account_id)
    told = told.join(news, _is_of(news)).where(Reason.id.in_(reasons), heard_by(reader, news=news))
    deaf = select(1).where(ThreadMute.account_id == Reason.account_id, ThreadMute.thread_id == Reason.thread_id)
    muted = select(1).where(Mute.muter_id == Reason.account_id, Mute.muted_id == Reason.by_id, is_lasting())
    return told.where(
        ~deaf.exists(),
        ~muted.exists(),  # also of those whose news one still wants to see here
        reader.suspended_at.is_(None),
        reader.email_confirmed_at.is_not(None),
        reader.email_disabled_at.is_(None),
    )


def last_letters(account_ids: Collection[int], since: datetime) -> Select[int, int | None, datetime]:
    """When each of some people was last written to about each conversation: (account, conversation, moment)."""
    written = select(Letter.account_id, Letter.thread_id, func.max(Letter.created_at))
    written = written.where(
        Letter.account_id.in_(account_ids),
        Letter.kind == LetterKind.NEWS,
        Letter.thread_id.is_not(None),
        Letter.created_at > since,
        Letter.state != LetterState.DROPPED,
    )
    return written.group_by(Letter.account_id, Letter.thread_id)


def _is_of(news: type[Notification]) -> ColumnElement[bool]:
    """Whether a notification tells what a reason tells."""
    return and_(
        news.account_id == Reason.account_id,
        news.event == Reason.event,
        news.by_id == Reason.by_id,
        news.post_id.is_not_distinct_from(Reason.post_id),
    )
