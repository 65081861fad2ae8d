"""Tests of microblog.queries.leisure."""

import time

import pytest
from sqlalchemy import func, literal, select
from sqlalchemy.types import BigInteger

from microblog.models.base import SEQUENCE_BITS
from microblog.queries.leisure import ONE_IN, REST, at_leisure, calls_for_a_rest

MANY = 8192


def made_every(milliseconds: int):
    """A table of ids of what was made at regular times."""
    first, step = 1_795_000_000_000 << SEQUENCE_BITS, milliseconds << SEQUENCE_BITS
    rows = select(literal(first, BigInteger).label("id")).cte("rows", recursive=True)
    return rows.union_all(select(rows.c.id + step).where(rows.c.id < first + (MANY - 1) * step))


@pytest.mark.parametrize("milliseconds", [1, 7, 32, 86, 256, 288, 512, 1000, 60_000, 86_400])
def test_rests_are_few_and_come_however_regularly_something_is_made(db, milliseconds):
    rows = made_every(milliseconds)

    rests = db.scalar(select(func.count()).select_from(rows).where(calls_for_a_rest(rows.c.id)))

    assert MANY / ONE_IN / 4 <= rests <= 4 * MANY / ONE_IN


@pytest.mark.parametrize("rest", ["", "0", "0.01"])
def test_nothing_is_left_out(db, rest):
    rows = made_every(86)
    whole = select(func.count()).select_from(rows).where(at_leisure(rows.c.id))
    start = time.monotonic()

    if db.get_bind().dialect.name == "postgresql":
        db.execute(select(func.set_config(REST, rest, True)))
    there = db.scalar(whole)

    assert there == MANY
    if rest == "0.01" and db.get_bind().dialect.name == "postgresql":
        assert time.monotonic() - start >= 0.01  # at least one rest, however fast the machine is
