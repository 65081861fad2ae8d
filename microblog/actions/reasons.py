"""Promising letters about what happened, and gathering what was promised into letters."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import update
from sqlalchemy.orm import Session

from ..clock import now
from ..models import (
    Account,
    Delivery,
    Event,
    Letter,
    LetterKind,
    MailPreference,
    Post,
    Reason,
    ReasonState,
    new_id,
)
from ..queries.reasons import (
    due_reasons,
    last_letters,
    preferences_of,
    reasons_like,
    reasons_that_stand,
)

PAUSE = timedelta(minutes=10)
"""How long after a letter about a conversation the next one is written: what happens meanwhile is told together."""

PREFERENCE: Mapping[Event, str] = {
    Event.MENTION: "mentions",
    Event.REPLY: "replies",
    Event.FOLLOW: "follows",
    Event.FOLLOW_REQUEST: "follows",
    Event.FAVOURITE: "favourites",
    Event.BOOST: "favourites",
}
"""Which preference decides about an event; of all others, nobody is told by letter."""

DEFAULTS: Mapping[str, Delivery] = {
    "mentions": Delivery.AT_ONCE,
    "replies": Delivery.NEVER,
    "follows": Delivery.NEVER,
    "favourites": Delivery.NEVER,
}
"""What holds for those who never said."""
DIGEST_HOUR = 8


Written = Mapping[tuple[int, int | None], datetime]
"""(account, conversation) → when the last letter about it was written."""


def promise_letters(
    db: Session, accounts: Iterable[Account], event: Event, *, by: Account, post: Post | None = None
) -> None:
    """Promise those who want it a letter about what `by` did, in the transaction in which it is done.

    Each is told of one thing once: what was written already is not promised again; what was dropped before it was
    written, because it had been undone, is taken up again.
    """
    willing = {one.id: one for one in accounts if one.confirmed and one.email_disabled_at is None}
    if event not in PREFERENCE or not willing:
        return
    preferences = _preferences(db, willing)
    wanted = [id for id in willing if delivery_of(preferences.get(id), event) is not Delivery.NEVER]
    known = {reason.account_id: reason for reason in db.scalars(reasons_like(wanted, event, by, post))}
    for account_id in wanted:
        reason = known.get(account_id)
        if reason is None:
            reason = Reason(account_id=account_id, event=event, by_id=by.id)
            reason.post_id, reason.thread_id = (post.id, post.thread_id) if post else (None, None)
            db.add(reason)
        elif reason.state is ReasonState.DROPPED:
            reason.state, reason.due_at = ReasonState.WAITING, now()
    db.flush()


def drop_reasons(
    db: Session, posts: Collection[int], *, but_for: Collection[int] = (), since: datetime | None = None
) -> None:
    """Drop what waits to be told about some posts, but for what was promised to some accounts since a moment."""
    dropped = update(Reason).where(Reason.post_id.in_(posts), Reason.state == ReasonState.WAITING)
    if since is not None:
        dropped = dropped.where(~(Reason.account_id.in_(but_for) & (Reason.created_at >= since)))
    db.execute(dropped.values(state=ReasonState.DROPPED))


def delivery_of(preference: MailPreference | None, event: Event) -> Delivery:
    """How somebody wants to be told of an event by letter."""
    name = PREFERENCE[event]
    chosen: Delivery = getattr(preference, name) if preference else DEFAULTS[name]
    return chosen


def gather(db: Session, limit: int) -> int:
    """Gather reasons that are due into letters; return how many were looked at. Nothing is sent here.

    What is gone is dropped. What waits for a digest, or for others of its conversation, is due later.
    """
    due = db.execute(due_reasons(limit)).all()
    accounts = {account.id: account for _, account in due}
    if not accounts:
        return 0
    preferences = _preferences(db, accounts)
    standing = set(db.scalars(reasons_that_stand([reason.id for reason, _ in due])))
    written: Written = {
        (account, thread): at for account, thread, at in db.execute(last_letters(accounts, now() - PAUSE))
    }

    letters: dict[tuple[int, int | None, bool], list[Reason]] = defaultdict(list)
    for reason, account in due:
        delivery = delivery_of(preferences.get(account.id), reason.event)
        if reason.id not in standing or delivery is Delivery.NEVER:
            reason.state = ReasonState.DROPPED
            continue
        reason.due_at = _due(reason, account, delivery, preferences.get(account.id), written)
        if reason.due_at <= now():
            digest = delivery is not Delivery.AT_ONCE
            alone = reason.id if reason.thread_id is None and not digest else reason.thread_id
            letters[account.id, None if digest else alone, digest].append(reason)
    db.flush()
    for (account_id, _, digest), reasons in letters.items():
        _write(db, account_id, reasons, digest=digest)
    db.flush()
    return len(due)


def reconsider(db: Session, account: Account) -> None:
    """Let all that waits to be told to somebody be looked at again, because they want to be told otherwise."""
    waiting = update(Reason).where(Reason.account_id == account.id, Reason.state == ReasonState.WAITING)
    db.execute(waiting.values(due_at=now()))


def _due(
    reason: Reason,
    account: Account,
    delivery: Delivery,
    preference: MailPreference | None,
    written: Written,
) -> datetime:
    """Tell when a reason is to be written of."""
    match delivery:
        case Delivery.HOURLY:
            return reason.created_at.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
        case Delivery.DAILY:
            return _next(preference.digest_hour if preference else DIGEST_HOUR, account, reason.created_at)
    last = written.get((account.id, reason.thread_id))
    return last + PAUSE if last else min(reason.due_at, now())


def _next(hour: int, account: Account, after: datetime) -> datetime:
    """Tell when somebody's clock shows a full hour next."""
    local = after.astimezone(ZoneInfo(account.time_zone))
    today = local.replace(hour=hour, minute=0, second=0, microsecond=0, fold=0)
    chosen = today if today.astimezone(UTC) > after else today + timedelta(days=1)  # on the clock, whatever that jumps
    return chosen.astimezone(UTC)


def _write(db: Session, account_id: int, reasons: Sequence[Reason], *, digest: bool) -> None:
    """Make a letter of some reasons."""
    letter = Letter(id=new_id(), kind=LetterKind.DIGEST if digest else LetterKind.NEWS, account_id=account_id)
    letter.thread_id = None if digest else reasons[0].thread_id
    db.add(letter)
    db.flush()
    for reason in reasons:
        reason.state, reason.letter_id = ReasonState.WRITTEN, letter.id


def _written(db: Session, account_ids: Collection[int]) -> Written:
    """When some people were last written to."""
    rows = db.execute(last_letters(account_ids, now() - PAUSE))
    return {(account_id, thread_id): at for account_id, thread_id, at in rows}


def _preferences(db: Session, account_ids: Collection[int]) -> dict[int, MailPreference]:
    """What some people said of letters."""
    return {one.account_id: one for one in db.scalars(preferences_of(account_ids))}
