"""Promising letters about what happened, and gathering what was promised into letters."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from ..clock import now, zone
from ..models import (
    Account,
    Delivery,
    Event,
    Letter,
    LetterKind,
    LetterState,
    MailPreference,
    Post,
    Reason,
    ReasonState,
    new_id,
)
from ..queries.letters import unsent_letters
from ..queries.locks import look_up_rows, take
from ..queries.mail_preferences import DIGEST_HOUR, PREFERENCE, delivery_of, preferences_of
from ..queries.reasons import due_reasons, due_reasons_of, last_letters, letters_since, reasons_like, reasons_that_stand

PAUSE = timedelta(minutes=10)
"""How long after a letter about a conversation the next one is written: what happens meanwhile is told together."""

HOUR = timedelta(hours=1)

MOST = 30
"""How many letters of an hour tell somebody one thing each; whatever more happens is told together."""

TOLD_ONCE = frozenset({Event.MENTION, Event.REPLY, Event.QUOTE})
"""All are the same post: whoever was told of one is not told of the others."""


@dataclass(frozen=True)
class Due:
    """A reason whose time may have come, and how its reader wants to be told."""

    reason: Reason
    time_zone: str
    preference: MailPreference | None

    @property
    def digest(self) -> bool:
        """Whether it goes into a digest."""
        return delivery_of(self.preference, self.reason.event) in (Delivery.HOURLY, Delivery.DAILY)

    @property
    def letter(self) -> tuple[int, int, bool]:
        """What it shares with all that goes into the same letter."""
        about = 0 if self.digest else self.reason.thread_id or self.reason.id
        return self.reason.account_id, about, self.digest


def promise_letters(
    db: Session, accounts: Iterable[Account], event: Event, *, by: Account, post: Post | None = None
) -> None:
    """Promise those who want it a letter about what `by` did, in the transaction in which it is done.

    Each is told of one thing once: what was written already is not promised again; what was dropped before it was
    written, because it had been undone, is taken up again. Whoever is named by what answers them is told of one.
    """
    times = _times(db, accounts, event)
    if not times:
        return
    known = defaultdict(list)
    for reason in db.scalars(reasons_like(times, TOLD_ONCE if event in TOLD_ONCE else [event], by, post)):
        known[reason.account_id].append(reason)
    about = {"post_id": post.id, "thread_id": post.thread_id} if post else {}
    for account_id, due_at in times.items():
        _promise(db, known[account_id], Reason(account_id=account_id, event=event, by_id=by.id, due_at=due_at, **about))
    db.flush()


def forget_reasons(
    db: Session, account_ids: Iterable[int], event: Event, *, by: Account, post: Post | None = None
) -> None:
    """Take back what was promised some people about what `by` did, because it was undone.

    Should it be done again, it is promised again, unless a letter has told it.
    """
    if event not in PREFERENCE:
        return
    reasons = db.scalars(reasons_like(list(account_ids), [event], by, post)).all()
    letters = {reason.letter_id for reason in reasons if reason.letter_id is not None}
    unsent = set(db.scalars(unsent_letters(letters))) if letters else set()
    for reason in reasons:
        if reason.state is ReasonState.WAITING or reason.letter_id in unsent:
            reason.state, reason.letter_id = ReasonState.DROPPED, None
    db.flush()


def drop_reasons(
    db: Session, posts: Collection[int], *, but_for: Collection[int] = (), since: datetime | None = None
) -> None:
    """Drop what waits to be told about some posts, but for what was promised to some accounts since a moment."""
    dropped = update(Reason).where(Reason.post_id.in_(posts), Reason.state == ReasonState.WAITING)
    if since is not None:
        dropped = dropped.where(~(Reason.account_id.in_(but_for) & (Reason.created_at >= since)))
    db.execute(dropped.values(state=ReasonState.DROPPED))


def put_off_reasons(db: Session, posts: Collection[int], *, until: datetime) -> None:
    """Let what waits to be told about some posts wait a while longer, and so the letters that tell of them."""
    waiting = update(Reason).where(Reason.post_id.in_(posts), Reason.state == ReasonState.WAITING)
    db.execute(waiting.where(Reason.due_at < until).values(due_at=until))
    told = select(Reason.letter_id).where(Reason.post_id.in_(posts), Reason.letter_id.is_not(None))
    letters = update(Letter).where(Letter.id.in_(told), Letter.state == LetterState.WAITING)
    db.execute(letters.where(Letter.holder_id.is_(None), Letter.due_at < until).values(due_at=until))


def reconsider(db: Session, account: Account) -> None:
    """Let all that waits to be told to somebody be looked at again, because they want to be told otherwise."""
    waiting = update(Reason).where(Reason.account_id == account.id, Reason.state == ReasonState.WAITING)
    db.execute(waiting.values(due_at=now()))


def gather(db: Session, limit: int) -> int | None:
    """Gather reasons that are due into letters; return how many were looked at, or None while somebody else gathers.

    Nothing is sent here. What is gone is dropped. What waits for a digest, or for others of its conversation, is due
    later. One gathers at a time, so that what belongs into one letter does not end up in two.
    """
    if not take(db, "gathering letters"):
        return None
    look_up_rows(db)
    due = _due(db, limit)
    ripe = [one for one in due if _is_ripe(one)]
    standing = set(db.scalars(reasons_that_stand([one.reason.id for one in ripe]))) if ripe else set()
    for one in ripe:
        if one.reason.id not in standing:
            one.reason.state = ReasonState.DROPPED
    _write(db, _after_a_pause(db, [one for one in ripe if one.reason.id in standing]))
    db.flush()
    return len(due)


def _times(db: Session, accounts: Iterable[Account], event: Event) -> dict[int, datetime]:
    """Tell which of some people want a letter about an event that happens now, and when it is due."""
    willing = {one.id: one for one in accounts if one.confirmed and one.email_disabled_at is None}
    if event not in PREFERENCE or not willing:
        return {}
    said = {one.account_id: one for one in db.scalars(preferences_of(willing))}
    wanted = (id for id in willing if delivery_of(said.get(id), event) is not Delivery.NEVER)
    return {id: _time(event, now(), said.get(id), willing[id].time_zone) for id in wanted}


def _promise(db: Session, known: Collection[Reason], reason: Reason) -> None:
    """Keep a reason, unless a letter told it; what was known and waits to be told gives way to it."""
    if any(one.state is ReasonState.WRITTEN for one in known):
        return
    same = next((one for one in known if one.event is reason.event), None)
    for one in known:
        one.state = one.state if one is same else ReasonState.DROPPED
    if same is None:
        db.add(reason)
    elif same.state is ReasonState.DROPPED:
        same.state, same.created_at, same.due_at = ReasonState.WAITING, now(), reason.due_at


def _due(db: Session, limit: int) -> list[Due]:
    """Find the reasons that are due. A digest is not torn: who is to get one gets all that is due to them."""
    due = [Due(*row) for row in db.execute(due_reasons(limit))]
    readers = {one.reason.account_id for one in due if one.digest} if len(due) == limit else ()
    if readers:
        known = [one.reason.id for one in due]
        due += [Due(*row) for row in db.execute(due_reasons_of(readers, known))]
    return due


def _is_ripe(one: Due) -> bool:
    """Whether it is time to write of something; if not, note when it will be."""
    time = _time(one.reason.event, one.reason.created_at, one.preference, one.time_zone)
    if time > now():
        one.reason.due_at = time
    return time <= now()


def _time(event: Event, happened: datetime, preference: MailPreference | None, time_zone: str) -> datetime:
    """Tell when something that happened is to be written of: at once, or at an hour of somebody's clock."""
    match delivery_of(preference, event):
        case Delivery.HOURLY:
            local = happened.astimezone(zone(time_zone))
            return (
                happened + HOUR - timedelta(minutes=local.minute, seconds=local.second, microseconds=local.microsecond)
            )
        case Delivery.DAILY:
            return _next(preference.digest_hour if preference else DIGEST_HOUR, happened, time_zone)
    return happened


def _next(hour: int, after: datetime, time_zone: str) -> datetime:
    """Tell when somebody's clock shows a full hour next. One that it skips is the moment at which it skips it."""
    local = after.astimezone(zone(time_zone))
    today = local.replace(hour=hour, minute=0, second=0, microsecond=0, fold=0)
    chosen = today if today.astimezone(UTC) > after else today + timedelta(days=1)  # on the clock, whatever that jumps
    return chosen.astimezone(UTC)


def _after_a_pause(db: Session, ripe: Sequence[Due]) -> list[Due]:
    """Put off what belongs to a conversation about which its reader got a letter a moment ago; return the rest."""
    readers = {one.reason.account_id for one in ripe if one.reason.thread_id and not one.digest}
    rows = db.execute(last_letters(readers, now() - PAUSE)) if readers else ()
    written = {(account_id, thread_id): at for account_id, thread_id, at in rows if at + PAUSE > now()}
    rest = []
    for one in ripe:
        last = None if one.digest else written.get((one.reason.account_id, one.reason.thread_id))
        if last is None:
            rest.append(one)
        else:
            one.reason.due_at = last + PAUSE
    return rest


def _write(db: Session, ripe: Iterable[Due]) -> None:
    """Make letters of reasons."""
    told = _together(db, ripe)
    if not told:
        return
    letters = [_letter(reasons, digest=digest) for (_, _, digest), reasons in told.items()]
    db.execute(insert(Letter), letters)
    db.execute(
        update(Reason),
        [
            {"id": reason.id, "state": ReasonState.WRITTEN, "letter_id": letter["id"]}
            for letter, reasons in zip(letters, told.values(), strict=True)
            for reason in reasons
        ],
    )


def _together(db: Session, ripe: Iterable[Due]) -> dict[tuple[int, int, bool], list[Reason]]:
    """Put together what goes into the same letter.

    Who got MOST letters within the hour gets a digest of all that is left, ten minutes after the last letter.
    """
    told: dict[tuple[int, int, bool], list[Reason]] = defaultdict(list)
    for one in ripe:
        told[one.letter].append(one.reason)
    single = [key for key in told if not key[2]]
    lately = db.execute(letters_since({key[0] for key in single}, now() - HOUR)).all() if single else ()
    count, last = Counter({id: number for id, number, _ in lately}), {id: at for id, _, at in lately}
    for key in single:
        reader = key[0]
        if count[reader] < MOST:
            count[reader], last[reader] = count[reader] + 1, now()
        elif last[reader] + PAUSE <= now():
            told[reader, 0, True] += told.pop(key)
        else:
            for reason in told.pop(key):
                reason.due_at = last[reader] + PAUSE
    return told


def _letter(reasons: Sequence[Reason], *, digest: bool) -> dict[str, Any]:
    """Make a letter of some reasons, which has been due for as long as the first of them."""
    return {
        "id": new_id(),
        "kind": LetterKind.DIGEST if digest else LetterKind.NEWS,
        "account_id": reasons[0].account_id,
        "thread_id": None if digest else reasons[0].thread_id,
        "due_at": min(reason.due_at for reason in reasons),
    }
