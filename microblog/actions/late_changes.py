"""Writing down what is taken back after its day was closed, so that the day can be counted again to the same figures.

Whoever removes rows that a day has counted, or adds some to an old day, says so here in the same transaction. What
belongs to a day whose figures still follow (see `queries/counting.py`) needs no writing down.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import ColumnElement
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from ..clock import now
from ..models import LateChange, Letter, LetterState, Measure, Post, Ranking, moment_of
from ..queries.counting import closing_of, mention_mails, ranking_key

Changes = Counter[tuple[date, str, str]]
"""(day, Measure or ranking, key) → how many more there were before than there are now."""


def note_late_changes(db: Session, *changes: Changes, since: datetime | None = None) -> None:
    """Write down how far closed days have moved; what is about open ones is left out.

    What has not been counted `since` a moment has moved then: the posts that an author could still have back.
    """
    moved: Changes = Counter()
    for one in changes:
        moved.update(one)
    rows = [
        {"day": day, "what": what, "key": key, "delta": delta}
        for (day, what, key), delta in sorted(moved.items())  # in one order for all, so that no two wait for each other
        if delta and is_closed(day, at=since)
    ]
    if not rows:
        return
    insert = (postgresql if db.get_bind().dialect.name == "postgresql" else sqlite).insert(LateChange)
    further = {"delta": LateChange.delta + insert.excluded.delta}
    db.execute(insert.on_conflict_do_update(index_elements=["day", "what", "key"], set_=further), rows)


def is_closed(day: date, *, at: datetime | None = None) -> bool:
    """Whether a day's figures are, or were, closed: nothing that is taken back changes them any more."""
    return closing_of(day) <= (at or now())


def follows_ended(ids: Iterable[int]) -> Changes:
    """Say which follows are gone."""
    return Counter((_day_of(id), str(Measure.FOLLOWS), "") for id in ids)


def reactions_undone(measure: Measure, original: Post, ids: Iterable[int]) -> Changes:
    """Say which favourites or boosts of a post are gone. Nobody knows of those that are not for everybody."""
    changes: Changes = Counter()
    for day, n in Counter(map(_day_of, ids)).items() if original.visibility.open else ():
        changes[day, str(measure), ""] += n
        changes[day, ranking_key(Ranking.POSTS), str(original.id)] += n
    return changes


def mentions_gone(post: Post, fewer: int) -> Changes:
    """Say how many people fewer than before a post names."""
    return Counter({(_day_of(post.id), str(Measure.MENTIONS), ""): fewer} if post.visibility.open else {})


def ranks_changed(ranking: Ranking, post: Post, *, before: Iterable[str], after: Iterable[str] = ()) -> Changes:
    """Say which hashtags, or which language, a post had before, and has now."""
    changes: Changes = Counter()
    for delta, keys in ((1, set(before)), (-1, set(after))) if post.visibility.open else ():
        changes.update({(_day_of(post.id), ranking_key(ranking), key): delta for key in keys})
    return changes


def bytes_gone(media: Iterable[tuple[int, int]]) -> Changes:
    """Say which files are gone: (id, bytes) each."""
    changes: Changes = Counter()
    for id, size in media:
        changes[_day_of(id), str(Measure.MEDIA_BYTES), ""] += size
    return changes


def letters_gone(db: Session, letters: ColumnElement[bool]) -> Changes:
    """Say which letters that have ended are about to be removed, or sent once more; they must be locked by then."""
    changes: Changes = Counter()
    for state, ended_at in db.execute(mention_mails(Letter.state, Letter.ended_at).where(letters)):
        measure = {LetterState.SENT: Measure.MAILS_SENT, LetterState.DEAD: Measure.MAILS_FAILED}.get(state)
        if measure is not None and ended_at is not None:
            changes[ended_at.date(), str(measure), ""] += 1
    return changes


def _day_of(id: int) -> date:
    """The day on which an id was made."""
    return moment_of(id).date()
