"""Questions about letters."""

import functools
import operator
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Select, Text, and_, cast, exists, func, literal, or_, select
from sqlalchemy.orm import Session, aliased, joinedload, selectinload

from ..clock import now
from ..models import Account, Letter, LetterState, Post, Reason, ReasonState
from .reasons import reasons_that_stand

FARTHEST = timedelta(hours=12)
"""What is due later than that was put off while the clock was set ahead: no letter waits for so long."""

PRIME = 2_147_483_647
"""Sums of what ids leave by this fit into a number and hardly ever meet."""

Letters = Collection[int] | BindParameter[Any]
"""The ids of letters, or the name under which one or several of them are given later."""

UNDER_WAY = (LetterState.WAITING, LetterState.SENDING)


def due_letters(limit: int) -> Select[int]:
    """The ids of letters that are due and nobody's, those first that have been for longest.

    The clock may have been set ahead when they were put off, and back since.
    """
    moment = now()
    due = or_(Letter.due_at <= moment, Letter.due_at > moment + FARTHEST)
    free = select(Letter.id).where(Letter.state == LetterState.WAITING, due, Letter.holder_id.is_(None))
    return free.order_by(Letter.due_at, Letter.id).limit(limit)


def anything_to_send() -> Select[bool]:
    """Whether a scheduler may find anything to do: reasons or letters that are due, or letters that somebody holds."""
    gather = exists().where(Reason.state == ReasonState.WAITING, Reason.due_at <= now())
    return select(or_(gather, due_letters(1).exists(), exists().where(Letter.holder_id.is_not(None))))


def letters_held(holder: int, ids: Collection[int]) -> Select[Letter]:
    """Those of some letters that somebody has claimed and not begun to hand over, with who gets them."""
    held = select(Letter).where(Letter.id.in_(ids), Letter.holder_id == holder, Letter.state == LetterState.WAITING)
    return held.options(joinedload(Letter.account, innerjoin=True))


def standing_reasons_of(letters: Letters) -> Select[Reason]:
    """What some letters tell, the oldest first, with who gave it, the posts, who wrote those, and what they answer.

    These are loaded once, however many are told of them.
    """
    post = selectinload(Reason.post)
    of_letters = select(Reason.id).where(Reason.letter_id.in_(letters))
    return (
        select(Reason)
        .where(Reason.letter_id.in_(letters), Reason.id.in_(reasons_that_stand(of_letters)))
        .order_by(Reason.id)
        .options(
            selectinload(Reason.by),
            post.joinedload(Post.author),
            post.joinedload(Post.parent).joinedload(Post.author),
        )
    )


def grounds_of(letters: Letters) -> Select[int, str]:
    """What some letters rest upon, as a text: should that be another one later, a letter would say something else.

    These are the address it goes to, the reasons that stand, and when the posts that it shows were edited or deleted.
    """

    def chosen(column: ColumnElement[Any]) -> ColumnElement[bool]:
        one = isinstance(letters, BindParameter) and not letters.expanding
        return column == letters if one else column.in_(letters)

    told, parent, rests_on = aliased(Reason), aliased(Post), aliased(Letter)
    standing = told.id.in_(reasons_that_stand(select(Reason.id).where(chosen(Reason.letter_id.expression))))
    facts: list[ColumnElement[Any]] = [
        func.count(told.id),
        func.sum(told.id % PRIME),
        func.count(parent.deleted_at),
        func.max(Post.edited_at),
        func.max(parent.edited_at),
    ]
    written = [literal(" ", Text) + func.coalesce(cast(fact, Text), "") for fact in facts]
    rests = select(rests_on.id, functools.reduce(operator.add, written, cast(Account.email, Text)))
    rests = rests.select_from(rests_on).join(Account, Account.id == rests_on.account_id)
    rests = rests.outerjoin(told, and_(told.letter_id == rests_on.id, standing))
    rests = rests.outerjoin(Post, Post.id == told.post_id).outerjoin(parent, parent.id == Post.parent_id)
    return rests.where(chosen(rests_on.id.expression)).group_by(rests_on.id, Account.email)


def reasons_fell(id: int) -> Select[bool]:
    """Whether any reason of a letter stands no more."""
    standing = reasons_that_stand(select(Reason.id).where(Reason.letter_id == id))
    return select(exists().where(Reason.letter_id == id, Reason.id.not_in(standing)))


def holders() -> Select[int | None]:
    """Whoever holds a letter, as the letters say."""
    return select(Letter.holder_id).where(Letter.holder_id.is_not(None)).distinct()


def letters_in_doubt(holder_id: int) -> Select[Letter]:
    """What somebody was handing over."""
    return select(Letter).where(Letter.holder_id == holder_id, Letter.state == LetterState.SENDING)


def dead_letters() -> Select[Letter]:
    """The letters that were given up, the latest first, with who should have got them."""
    dead = select(Letter).where(Letter.state == LetterState.DEAD).options(joinedload(Letter.account, innerjoin=True))
    return dead.order_by(Letter.ended_at.desc(), Letter.id.desc())


@dataclass(frozen=True)
class MailFigures:
    """How the mail fares."""

    waiting: int
    oldest_waiting_at: datetime | None
    """When the oldest letter was promised that is due and waits."""
    sending: int
    dead: int
    """How many were given up and not tried again."""
    doubts: int
    """How often, within the last day, a letter was sent again because nobody could tell whether it had gone."""
    disabled: int
    """How many accounts get no news because their address refused letters."""
    sent: int
    """How many letters the mail host took within the last day."""
    failed: int
    """How many were given up within the last day."""


def mail_figures(db: Session) -> MailFigures:
    """Count letters."""
    states = dict(db.execute(_states()).all())
    ended = {state: (number, doubts) for state, number, doubts in db.execute(_ended_since(now() - timedelta(days=1)))}
    under_way = db.scalar(select(func.coalesce(func.sum(Letter.doubts), 0)).where(Letter.state.in_(UNDER_WAY)))
    return MailFigures(
        waiting=states.get(LetterState.WAITING, 0),
        oldest_waiting_at=db.scalar(_oldest()),
        sending=states.get(LetterState.SENDING, 0),
        dead=states.get(LetterState.DEAD, 0),
        doubts=int(under_way or 0) + sum(int(doubts) for _, doubts in ended.values()),
        disabled=db.scalar(select(func.count()).where(Account.email_disabled_at.is_not(None))) or 0,
        sent=ended.get(LetterState.SENT, (0, 0))[0],
        failed=ended.get(LetterState.DEAD, (0, 0))[0],
    )


def _states() -> Select[LetterState, int]:
    """How many letters there are in each state that is not the end."""
    states = (*UNDER_WAY, LetterState.DEAD)
    return select(Letter.state, func.count()).where(Letter.state.in_(states)).group_by(Letter.state)


def _ended_since(moment: datetime) -> Select[LetterState, int, int]:
    """Of the letters that ended since a moment, how many did in each way, and how often they were in doubt."""
    ended = select(Letter.state, func.count(), func.sum(Letter.doubts)).where(Letter.ended_at > moment)
    return ended.group_by(Letter.state)


def _oldest() -> Select[datetime | None]:
    """When the oldest letter was promised that waits although it is due."""
    waiting = select(func.min(Letter.created_at)).where(Letter.state == LetterState.WAITING)
    return waiting.where(Letter.due_at <= now())
