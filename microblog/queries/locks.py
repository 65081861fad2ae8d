"""Holding on, until a transaction ends, to what has no row that could be held.

On SQLite nobody needs to: whoever is going to write has it to themselves.
"""

import hashlib

from sqlalchemy import func, select
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
        db.execute(
            select(*(func.set_config(f"enable_{way}", "off", True) for way in ("seqscan", "hashjoin", "mergejoin")))
        )


def _needs_holding(db: Session) -> bool:
    """Whether several may write at one moment."""
    return db.get_bind().dialect.name == "postgresql"


def _number(name: str) -> int:
    """Give the number that PostgreSQL knows a name by: 64 bits of its hash."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], signed=True)
