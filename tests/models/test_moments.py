"""Moments that know their time zone on every database."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import select
from sqlalchemy.exc import StatementError

from microblog.models import Account
from tests.making import make_account

EVENING = datetime(2026, 3, 1, 23, 30, 15, 123456, tzinfo=timezone(timedelta(hours=-5)))


def test_a_moment_comes_back_as_it_was_in_utc(db):
    ann = make_account(db, created_at=EVENING)
    db.expire_all()

    assert ann.created_at == EVENING
    assert ann.created_at.tzinfo is UTC
    assert ann.created_at.isoformat() == "2026-03-02T04:30:15.123456+00:00"


def test_nothing_comes_back_as_nothing(db):
    ann = make_account(db, confirmed=False)
    db.expire_all()

    assert ann.email_confirmed_at is None


def test_moments_of_all_zones_are_compared_as_moments(db):
    make_account(db, "ann", created_at=EVENING)
    make_account(db, "bob", created_at=EVENING.astimezone(UTC) + timedelta(seconds=1))

    found = select(Account.username).where(Account.created_at <= EVENING)

    assert db.scalars(found).all() == ["ann"]


def test_a_moment_that_does_not_know_its_zone_is_refused(db):
    ann = make_account(db)
    ann.created_at = EVENING.replace(tzinfo=None)

    with pytest.raises(StatementError, match="A moment needs a time zone"):
        db.flush()
