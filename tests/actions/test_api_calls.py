"""Counting the requests of applications."""

from datetime import UTC, date, datetime

from sqlalchemy import select

from microblog import clock
from microblog.actions.api_calls import add_calls
from microblog.actions.tokens import NewKey, make_key
from microblog.models import ApiCalls
from tests.making import make_account, make_application
from tests.meanwhile import at_once, while_unfinished

DAY = date(2026, 3, 1)
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def counted(db):
    db.rollback()
    rows = db.scalars(select(ApiCalls).order_by(ApiCalls.day, ApiCalls.application_id))
    return [(row.day, row.application_id, row.name, row.count) for row in rows]


def test_requests_add_up_by_day_and_application(db):
    application, _ = make_application(db, "Tusky")
    with clock.set_to(NOON):
        add_calls(db, {(DAY, application.id): 3, (DAY, 0): 1})
        add_calls(db, {(DAY, application.id): 4})
        add_calls(db, {(date(2026, 2, 28), application.id): 1})
        db.commit()

    assert counted(db) == [
        (date(2026, 2, 28), application.id, "Tusky", 1),
        (DAY, 0, "", 1),
        (DAY, application.id, "Tusky", 7),
    ]


def test_what_a_key_of_ones_own_is_called_is_nobody_elses_business(db):
    key, _ = make_key(db, make_account(db), NewKey(name="My secret bot", scopes=("read",)))
    with clock.set_to(NOON):
        add_calls(db, {(DAY, key.application_id): 3})
        db.commit()

    assert counted(db) == [(DAY, key.application_id, "", 3)]


def test_an_application_that_is_gone_is_counted_without_a_name(db):
    with clock.set_to(NOON):
        add_calls(db, {(DAY, 17): 3})
        db.commit()

    assert counted(db) == [(DAY, 17, "", 3)]


def test_what_comes_in_after_its_day_was_closed_is_left_out(db):
    with clock.set_to(datetime(2026, 3, 4, 23, 59, tzinfo=UTC)):
        add_calls(db, {(DAY, 0): 1})
    with clock.set_to(datetime(2026, 3, 5, tzinfo=UTC)):
        add_calls(db, {(DAY, 0): 1})
    db.commit()

    assert counted(db) == [(DAY, 0, "", 1)]


def test_what_several_processes_count_at_one_moment_adds_up(engine, db):
    def add(db):
        with clock.set_to(NOON):
            add_calls(db, {(DAY, id): 1 for id in (2, 0, 1)})

    while_unfinished(engine, add, add)
    at_once(engine, *[add] * 4)

    assert counted(db) == [(DAY, id, "", 6) for id in range(3)]
