"""Keeping promised letters on their way. The scheduler sends; here is written down how far each has come.

A letter is claimed, so that nobody else works on it; before it is handed to the mail host the intent is written down,
and after that the outcome. Each step holds only if the letter is still the holder's (compare and set): it returns
whether it was, for somebody who was thought dead may have lost it to another one.
"""

import random
from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from typing import Any, cast

from psycopg import Error, RawCursor
from sqlalchemy import (
    BigInteger,
    BindParameter,
    ColumnElement,
    Connection,
    Dialect,
    Select,
    Table,
    Text,
    Update,
    bindparam,
    func,
    select,
    update,
)
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from sqlalchemy.sql import visitors

from ..clock import now
from ..models import NEWS_KINDS, Account, Letter, LetterState, Reason, ReasonState
from ..queries.mail import due_letters, grounds_of

FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=6)
GIVEN_UP_AFTER = timedelta(days=3)
TRIED_AT_LEAST = 5
"""How often a letter is tried before it is given up, however old: the mail host may have been away for days."""

REFUSALS = 2
"""How often an address, or a letter, may be refused for good before one believes it."""

SECOND_TRY = timedelta(minutes=15)
"""How long after it was refused for good a letter is tried for the second time, at least."""

_letters = cast(Table, Letter.__table__)
MOMENT = _letters.c.ended_at.type


def _is(column: ColumnElement[Any], value: Any) -> ColumnElement[bool]:
    """Compare a column so that PostgreSQL never looks for one letter among all that have this in common."""
    return column.is_not_distinct_from(value)


_by = _is(_letters.c.holder_id, bindparam("by", type_=BigInteger))
_ours = (_letters.c.id == bindparam("letter"), _by)
_SENDING = {"state": LetterState.SENDING, "attempts": _letters.c.attempts + 1, "trouble": bindparam("how")}
_SENT = (
    update(_letters)
    .where(
        _letters.c.id == bindparam("former"),
        _by,
        _is(_letters.c.state, LetterState.SENDING),
    )
    .values(state=LetterState.SENT, holder_id=None, ended_at=bindparam("at"), trouble="")
)


def claim_letters(db: Session, holder: int, limit: int) -> list[int]:
    """Take some letters that are due to oneself; return them in the order in which they have been due."""
    ids = list(db.scalars(due_letters(limit).with_for_update(skip_locked=True)))
    if ids:
        free = update(_letters).where(_letters.c.id.in_(ids), _letters.c.holder_id.is_(None))
        db.execute(free.values(holder_id=holder))
    return ids


class Step:
    """The step from one letter to the next, which is made for each and so is built once for many.

    It says that the former was sent, and that the next is now going to be handed over, if it still rests upon what it
    was written from. Its text stays the same for ever, so that PostgreSQL plans it once for each connection.
    """

    def __init__(self, dialect: Dialect) -> None:
        rests = grounds_of(bindparam("letter", type_=BigInteger)).subquery()
        as_before = select(rests.c[1]).scalar_subquery() == bindparam("grounds", type_=Text)
        intend = (
            update(_letters).where(*_ours, _is(_letters.c.state, LetterState.WAITING), as_before).values(**_SENDING)
        )
        self.at_once = dialect.name == "postgresql"
        self.dialect = dialect
        self.statement, self.names = _plain(_both(intend) if self.at_once else intend, dialect)
        self.written = cast(Callable[[datetime], Any], MOMENT.dialect_impl(dialect).bind_processor(dialect))

    def take(
        self, db: Connection, holder: int, next: int, *, grounds: str, how: str, former: int | None
    ) -> tuple[bool, bool]:
        """Take it for good, at once where the database can; tell whether the former was ours, and the next may go."""
        facts = {"letter": next, "by": holder, "grounds": grounds, "how": how, "former": former or 0, "at": now()}
        plain = {**facts, "at": self.written(now())}
        given = tuple(plain[name] for name in self.names)
        if self.at_once:
            return self._take_at_once(db, given)
        with db.begin():
            sent = db.execute(_SENT, facts).rowcount if former else 0
            return bool(sent), bool(db.exec_driver_sql(self.statement, given).rowcount)

    def _take_at_once(self, db: Connection, given: tuple[Any, ...]) -> tuple[bool, bool]:
        """Take it by the driver alone, which is told nothing that it must look for in a text of 5,000 characters."""
        try:
            cursor: Any = RawCursor(cast(Any, db.connection.driver_connection))
            sent, intended = cursor.execute(self.statement, given).fetchone()
        except Error as fault:
            raise DBAPIError.instance(self.statement, given, fault, Error, dialect=self.dialect) from fault
        return bool(sent), bool(intended)


def intend(db: Session, holder: int, id: int, *, how: str) -> bool:
    """Write down that a letter is now going to be handed over, and how."""
    waiting = update(_letters).where(*_ours, _is(_letters.c.state, LetterState.WAITING)).values(**_SENDING)
    done = db.execute(waiting, {"letter": id, "by": holder, "how": how})
    return bool(done.rowcount)  # type: ignore[attr-defined]


def record_sent(db: Session, holder: int, id: int) -> bool:
    """Write down that the mail host took a letter."""
    done = db.execute(_SENT, {"former": id, "by": holder, "at": now()})
    return bool(done.rowcount)  # type: ignore[attr-defined]


def forgive_address(db: Session, account_id: int) -> None:
    """Forget that an address refused letters: it has taken one."""
    db.execute(update(Account).where(Account.id == account_id, Account.email_refusals > 0).values(email_refusals=0))


def record_dropped(db: Session, holder: int, id: int) -> bool:
    """Write down that there is no reason for a letter any more."""
    letter = _held(db, holder, id)
    if letter is not None:
        _end(letter, LetterState.DROPPED)
    return letter is not None


def record_trouble(db: Session, holder: int, id: int, trouble: str) -> bool:
    """Write down why a letter did not go this time. It is tried again, later each time, for days."""
    letter = _held(db, holder, id)
    if letter is not None:
        letter.attempts += letter.state == LetterState.WAITING  # if it did not even come to the intent
        letter.trouble = trouble[:500]
        _put_off(letter)
    return letter is not None


def record_untried(db: Session, holder: int, id: int) -> bool:
    """Write down that a letter was not even looked at: it is as if it had not been meant to go."""
    letter = _held(db, holder, id)
    if letter is not None:
        letter.attempts -= letter.state == LetterState.SENDING
        letter.state, letter.holder_id, letter.trouble = LetterState.WAITING, None, ""
    return letter is not None


def record_doubt(db: Session, holder: int, id: int, trouble: str, *, at_once: bool = False) -> bool:
    """Write down that nobody can tell whether a letter was taken. It goes again: rather twice than never."""
    letter = _held(db, holder, id)
    if letter is not None:
        letter.trouble, letter.doubts = trouble[:500], letter.doubts + 1
        _put_off(letter)
        if at_once and letter.state == LetterState.WAITING:
            letter.due_at = now()
    return letter is not None


def record_refusal(db: Session, holder: int, id: int, trouble: str, *, address: str = "") -> bool:
    """Write down that a letter was refused for good. It is tried once more all the same, for hosts do err.

    If it was its `address` that was refused, and that for the second time, its owner gets no more news by letter.
    """
    letter = _held(db, holder, id)
    if letter is None:
        return False
    letter.trouble, letter.refusals = trouble[:500], letter.refusals + 1
    disabled = bool(address) and _refuse_address(db, letter.account_id, address, letter.trouble)
    if disabled or letter.refusals >= REFUSALS:
        _end(letter, LetterState.DEAD)
    else:
        _put_off(letter)
        letter.due_at = max(letter.due_at, now() + SECOND_TRY)
    if disabled:
        db.flush()
        _drop_news(db, letter.account_id)
    return True


def give_back(db: Session, holder: int, ids: Collection[int]) -> None:
    """Let others have letters that one has claimed and does not get to."""
    held = update(Letter).where(Letter.id.in_(ids), Letter.holder_id == holder, Letter.state == LetterState.WAITING)
    db.execute(held.values(holder_id=None))


def take_back(db: Session, holder: int) -> int:
    """Let others have all letters that somebody claimed who is dead, but for what was being handed over."""
    held = update(Letter).where(Letter.holder_id == holder, Letter.state == LetterState.WAITING)
    return db.execute(held.values(holder_id=None)).rowcount  # type: ignore[attr-defined, no-any-return]


def take_over(db: Session, id: int, *, dead: int, holder: int) -> bool:
    """Take a letter that somebody was handing over who is dead, to find out what became of it; one alone gets it."""
    theirs = update(Letter).where(Letter.id == id, Letter.holder_id == dead, Letter.state == LetterState.SENDING)
    return bool(db.execute(theirs.values(holder_id=holder)).rowcount)  # type: ignore[attr-defined]


def retry_letter(db: Session, letter: Letter) -> None:
    """Let a letter that was given up be tried once more, as often as a new one."""
    letter.state, letter.due_at, letter.ended_at = LetterState.WAITING, now(), None
    letter.holder_id, letter.attempts, letter.refusals = None, 0, 0


def _both(intend: Update) -> Select[int, int]:
    """Write down in one statement that the former letter was sent and that the next one is to go."""
    sent, intended = _SENT.returning(_letters.c.id).cte("sent"), intend.returning(_letters.c.id).cte("intended")
    return select(
        select(func.count()).select_from(sent).scalar_subquery().label("was_sent"),
        select(func.count()).select_from(intended).scalar_subquery().label("is_intended"),
    )


def _plain(statement: Select[int, int] | Update, dialect: Dialect) -> tuple[str, list[str]]:
    """Write a statement for the driver, with its constants in it, and the names of what it is given, in order.

    There are dozens of constants in the rules of who may see what; to hand them over each time takes most of the time.
    The present moment is no constant: wherever it is asked for, it is given as `at`.
    """

    def write_in(bind: BindParameter[Any]) -> None:
        if bind.callable is not None:
            bind.key, bind.callable, bind.unique = "at", None, False
        elif bind.required:
            bind.required = False
        else:
            bind.literal_execute = True

    plain = visitors.cloned_traverse(statement, {}, {"bindparam": write_in})
    numbered = cast(Any, type(dialect))(paramstyle="numeric_dollar" if dialect.name == "postgresql" else "qmark")
    compiled = plain.compile(dialect=numbered, compile_kwargs={"render_postcompile": True})
    return str(compiled), list(compiled.positiontup or ())


def _held(db: Session, holder: int, id: int) -> Letter | None:
    """Find a letter if it is still the holder's."""
    ours = select(Letter).where(Letter.id == id, Letter.holder_id == holder, Letter.ended_at.is_(None))
    return db.scalar(ours.with_for_update().execution_options(populate_existing=True))


def _end(letter: Letter, state: LetterState) -> None:
    """Let a letter be done with."""
    letter.state, letter.holder_id, letter.ended_at = state, None, now()


def _put_off(letter: Letter) -> None:
    """Let a letter wait, longer each time; give it up in the end."""
    if now() - letter.created_at > GIVEN_UP_AFTER and letter.attempts >= TRIED_AT_LEAST:
        _end(letter, LetterState.DEAD)
        return
    wait = min(FIRST_WAIT * 2 ** min(max(letter.attempts, 1) - 1, 20), LONGEST_WAIT)
    letter.due_at = now() + wait * random.uniform(0.8, 1.2)  # noqa: S311 - so that not all come back at one moment
    letter.state, letter.holder_id = LetterState.WAITING, None


def _refuse_address(db: Session, account_id: int, address: str, trouble: str) -> bool:
    """Count a refusal of somebody's address, if it still is theirs; tell whether it gets no more news."""
    account = db.get(Account, account_id, with_for_update=True, populate_existing=True)
    if account is None or account.email != address:
        return False
    account.email_refusals += 1
    if account.email_refusals >= REFUSALS and account.email_disabled_at is None:
        account.email_disabled_at, account.email_trouble = now(), trouble
    return account.email_disabled_at is not None


def _drop_news(db: Session, account_id: int) -> None:
    """Drop all news that wait to go to somebody."""
    letters = update(Letter).where(Letter.account_id == account_id, Letter.state == LetterState.WAITING)
    letters = letters.where(Letter.kind.in_(NEWS_KINDS))
    db.execute(letters.values(state=LetterState.DROPPED, holder_id=None, ended_at=now()))
    reasons = update(Reason).where(Reason.account_id == account_id, Reason.state == ReasonState.WAITING)
    db.execute(reasons.values(state=ReasonState.DROPPED))
