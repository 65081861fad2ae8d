"""Letting others get on while many rows are read: PostgreSQL rests amid a question, often and for a moment."""

from typing import Any

from sqlalchemy import ColumnElement, case, literal, true
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import Boolean, Integer

REST = "microblog.rest"
"""The setting that says for how many seconds a transaction rests each time; without it, not at all."""

ONE_IN = 512
"""Before one in so many milliseconds in which something was made there is a rest; a power of two."""

MIXER = 40_503
"""Scatters these (Knuth, TAOCP 6.4: the golden ratio times 2^16), as programs post at regular times."""


def at_leisure(id: ColumnElement[int]) -> ColumnElement[bool]:
    """Limit nothing, and rest now and then before a row with such an id is looked at."""
    return case((calls_for_a_rest(id), _rested()), else_=true())


def calls_for_a_rest(id: ColumnElement[int]) -> ColumnElement[bool]:
    """Whether there is a rest before a row with such an id."""
    milliseconds = id.bitwise_rshift(literal(16, Integer))
    return (milliseconds * MIXER).bitwise_rshift(literal(8, Integer)).bitwise_and(ONE_IN - 1) == 0


class _rested(FunctionElement[bool]):
    """Rest, and be true."""

    inherit_cache = True
    type = Boolean()


@compiles(_rested)
def _compile(_element: _rested, _compiler: SQLCompiler, **_words: Any) -> str:
    return "1 = 1"


@compiles(_rested, "postgresql")
def _compile_postgresql(_element: _rested, _compiler: SQLCompiler, **_words: Any) -> str:
    return f"pg_sleep(CAST('0' || current_setting('{REST}', true) AS double precision)) IS NOT NULL"
