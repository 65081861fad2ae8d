"""Questions about reasons to write to somebody."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import aliased

from ..clock import now
from ..models import (
    NEWS_KINDS,
    Account,
    Event,
    Follow,
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
from .mail_preferences import is_wanted
from .notifications import heard_by
from .relationships import is_lasting


def reasons_like(
    account_ids: Collection[int], events: Collection[Event], by: Account, post: Post | None
) -> Select[Reason]:
    """The reasons to tell some people that `by` did something, whatever became of them; now nobody gathers them."""
    about = Reason.post_id == post.id if post else Reason.post_id.is_(None)
    like = select(Reason).where(Reason.account_id.in_(account_ids), Reason.by_id == by.id, about)
    like = like.where(Reason.event.in_(events))
    return like.order_by(Reason.id).with_for_update().execution_options(populate_existing=True)


def due_reasons(limit: int) -> Select[Reason, str, MailPreference | None]:
    """The reasons that are due, those first that have been for longest, with the reader's time zone and preference.

    Left out are those that somebody else holds.
    """
    return _due().order_by(Reason.due_at, Reason.id).limit(limit)


def reasons_to_gather(limit: int) -> Select[int]:
    """The ids of some reasons that are due, whoever holds them."""
    return select(Reason.id).where(Reason.state == ReasonState.WAITING, Reason.due_at <= now()).limit(limit)


def due_reasons_of(account_ids: Collection[int], but: Collection[int]) -> Select[Reason, str, MailPreference | None]:
    """The same for some readers, but for some reasons."""
    return _due().where(Reason.account_id.in_(account_ids), Reason.id.not_in(but)).order_by(Reason.id)


def reasons_that_stand(reasons: Collection[int] | Select[int]) -> Select[int]:
    """The ids of those of some reasons that still are ones: the reader has the news and may hear it.

    That is one rule for what is shown among the notifications and what is mailed (`heard_by`); and there is no letter
    about what somebody wants no letters about, about a conversation of which they want to hear no more, or to somebody
    who is shut out.
    """
    reader, news = aliased(Account), aliased(Notification)
    told = select(Reason.id).join(reader, reader.id == Reason.account_id)
    told = told.join(news, _is_of(news)).where(Reason.id.in_(reasons), heard_by(reader, news=news))
    told = told.outerjoin(MailPreference, MailPreference.account_id == Reason.account_id).where(is_wanted())
    deaf = select(1).where(ThreadMute.account_id == Reason.account_id, ThreadMute.thread_id == Reason.thread_id)
    muted = select(1).where(Mute.muter_id == Reason.account_id, Mute.muted_id == Reason.by_id, is_lasting())
    follows = select(1).where(Follow.follower_id == Reason.by_id, Follow.followed_id == Reason.account_id)
    return told.where(
        ~deaf.exists(),
        or_(Reason.event != Event.FOLLOW, follows.exists()),  # the news of it stays when somebody thinks better of it
        ~muted.exists(),  # also of those whose news one still wants to see here
        ~reader.hidden,
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
        Letter.created_at.between(since, now()),  # and not tomorrow, by a clock that was set back since
        Letter.state != LetterState.DROPPED,
    )
    return written.group_by(Letter.account_id, Letter.thread_id)


def letters_since(account_ids: Collection[int], since: datetime) -> Select[int, int, datetime]:
    """How many letters of news each of some people got since a moment, and when the last: (account, number, moment)."""
    news = select(Letter.account_id, func.count(), func.max(Letter.created_at)).where(
        Letter.account_id.in_(account_ids),
        Letter.kind.in_(NEWS_KINDS),
        Letter.created_at.between(since, now()),
        Letter.state != LetterState.DROPPED,
    )
    return news.group_by(Letter.account_id)


def _due() -> Select[Reason, str, MailPreference | None]:
    """The reasons that are due."""
    due = select(Reason, Account.time_zone, MailPreference).join(Account, Account.id == Reason.account_id)
    due = due.outerjoin(MailPreference, MailPreference.account_id == Reason.account_id)
    due = due.where(Reason.state == ReasonState.WAITING, Reason.due_at <= now())
    return due.with_for_update(of=Reason, skip_locked=True)


def _is_of(news: type[Notification]) -> ColumnElement[bool]:
    """Whether a notification tells what a reason tells."""
    return and_(
        news.account_id == Reason.account_id,
        news.event == Reason.event,
        news.by_id == Reason.by_id,
        news.post_id.is_not_distinct_from(Reason.post_id),
    )
