"""Holding on, until a transaction ends, to what has no row that could be held.

On SQLite nobody needs to: whoever is going to write has it to themselves.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Select, func, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session


def wait_for(db: Session, name: str) -> None:
    """Hold on to a name; of two that want it, one waits until the other's transaction has ended."""
    if _needs_holding(db):
        db.execute(select(func.pg_advisory_xact_lock(_number(name))))


def take(db: Session, name: str) -> bool:
    """Hold on to a name, unless somebody else does just now; False then."""
    return not _needs_holding(db) or bool(db.scalar(select(func.pg_try_advisory_xact_lock(_number(name)))))


def look_up_rows(db: Session) -> None:
    """Let PostgreSQL look up each of the few rows asked for, until the transaction ends, and read no table whole.

    It may know a table as it was when that was small, or believe that what it must check of each row costs nothing.
    """
    if _needs_holding(db):
        db.execute(_ways_of_reading("off", local=True))


@contextmanager
def looking_up_rows(connection: Connection) -> Iterator[None]:
    """Do the same on a connection whose statements commit each by themselves, until it is given back."""
    if connection.dialect.name != "postgresql":
        yield
        return
    connection.execute(_ways_of_reading("off", local=False))
    try:
        yield
    finally:
        try:
            connection.execute(_ways_of_reading("on", local=False))
        except DBAPIError:
            connection.invalidate()  # nobody else is to get it as it is


def _ways_of_reading(state: str, *, local: bool) -> Select[str, str, str]:
    """Switch the ways of reading a table whole off or on."""
    return select(*(func.set_config(f"enable_{way}", state, local) for way in ("seqscan", "hashjoin", "mergejoin")))


def _needs_holding(db: Session) -> bool:
    """Whether several may write at one moment."""
    return db.get_bind().dialect.name == "postgresql"


def _number(name: str) -> int:
    """Give the number that PostgreSQL knows a name by: 64 bits of its hash."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], signed=True)
