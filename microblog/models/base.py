"""What all tables share: ids that order by time, moments that know their zone, names for constraints."""

import enum
import os
import threading
from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Any

from sqlalchemy import (
    JSON,
    BigInteger,
    DateTime,
    Enum,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.engine import Dialect
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import DeclarativeBase, mapped_column
from sqlalchemy.types import TypeDecorator, TypeEngine

from ..clock import now

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MILLISECOND = timedelta(milliseconds=1)
SEQUENCE_BITS = 16

_latest = 0
_lock = threading.Lock()


def new_id() -> int:
    """Make an id: milliseconds since 1970 << 16 | sequence. Later ids of one process are always larger.

    The sequence starts at random in each millisecond, so that two processes hardly ever meet; where they do, the
    primary key refuses the second and its transaction is repeated (see `database.py`).
    """
    global _latest
    with _lock:
        start = id_at(now()) | int.from_bytes(os.urandom(2)) >> 1
        behind = _latest - start
        # Within one millisecond, and while the machine's clock is being set back a little, count on from the last id.
        _latest = _latest + 1 if 0 <= behind < 60_000 << SEQUENCE_BITS else start
        return _latest


def id_at(moment: datetime) -> int:
    """Give the smallest id that could be made at `moment`: `id >= id_at(m)` means "at m or later"."""
    return (moment - EPOCH) // MILLISECOND << SEQUENCE_BITS


def id_on(day: date) -> int:
    """Give the smallest id that could be made on a day (UTC)."""
    return id_at(datetime(day.year, day.month, day.day, tzinfo=UTC))


def moment_of(id: int) -> datetime:
    """Tell when an id was made."""
    return EPOCH + (id >> SEQUENCE_BITS) * MILLISECOND


class Moment(TypeDecorator[datetime]):
    """A moment in UTC that knows it is in UTC; SQLite would forget."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse to guess a time zone; store UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A moment needs a time zone.")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give back UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Lexemes(TypeDecorator[str]):
    """Words with blanks between them (`text.lexemes`), by which a row is found; on PostgreSQL with their places."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Choose the type."""
        return dialect.type_descriptor(TSVECTOR() if dialect.name == "postgresql" else Text())

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Number the words; there are neither quotes nor colons in them."""
        if value is None or dialect.name != "postgresql":
            return value
        return " ".join(f"{word}:{place}" for place, word in enumerate(value.split(), 1))


def one_of(choices: type[enum.StrEnum]) -> Enum:
    """Store one of a few words as that word, so that a new one needs no migration."""
    return Enum(choices, native_enum=False, length=30, values_callable=lambda members: [one.value for one in members])


def there_is(table: str, column: str) -> Index:
    """Index the few rows in which something stands in a column that is empty in most."""
    there = text(f"{column} IS NOT NULL")
    return Index(f"ix_{table}_{column}", column, postgresql_where=there, sqlite_where=there)


# SQLite's own row id is an INTEGER of 64 bits; any other type would cost a second index.
BigId = BigInteger().with_variant(Integer(), "sqlite")

Words = Annotated[list[str], mapped_column(JSON, default=list)]
"""A short list of words that is only ever read and written as a whole."""

Key = Annotated[int, mapped_column(BigId, primary_key=True, autoincrement=False, default=new_id)]


class Base(DeclarativeBase):
    """A table."""

    metadata = MetaData(
        naming_convention={
            "pk": "pk_%(table_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
        }
    )
    type_annotation_map = {int: BigId, str: Text(), datetime: Moment()}  # noqa: RUF012


def violated(error: IntegrityError) -> str:
    """Name the constraint or unique index that refused; an empty string where the database does not tell."""
    diagnosis: Any = getattr(error.orig, "diag", None)
    if diagnosis is not None:
        return diagnosis.constraint_name or ""

    kind, _, columns = str(error.orig).partition(" constraint failed: ")  # UNIQUE constraint failed: accounts.username
    if kind != "UNIQUE":
        return columns if kind == "CHECK" else ""
    table_name, names = columns.split(".")[0], {column.rpartition(".")[2] for column in columns.split(", ")}
    table = Base.metadata.tables.get(table_name)
    for rule in (*table.constraints, *table.indexes) if table is not None else ():
        unique = isinstance(rule, UniqueConstraint | PrimaryKeyConstraint) or (isinstance(rule, Index) and rule.unique)
        if unique and {column.name for column in rule.columns} == names:  # type: ignore[attr-defined]
            return str(rule.name)  # type: ignore[attr-defined]
    return ""
