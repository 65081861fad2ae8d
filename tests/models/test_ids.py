"""Ids that order by time."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from microblog import clock
from microblog.models import id_at, id_on, moment_of, new_id

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
MOMENTS = st.datetimes(datetime(1970, 1, 2), datetime(3000, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
MILLISECOND = timedelta(milliseconds=1)


def test_ids_fit_64_bits_for_a_thousand_years():
    with clock.set_to(datetime(3000, 1, 1, tzinfo=UTC)):
        assert 0 < new_id() < 2**63


def test_of_two_ids_the_later_is_larger():
    ids = [new_id() for _ in range(5_000)]

    assert ids == sorted(set(ids))


def test_ids_of_one_millisecond_are_ordered_and_unique_even_if_there_are_very_many():
    with clock.set_to(NOON):
        ids = [new_id() for _ in range(200_000)]

    assert len(set(ids)) == 200_000
    assert ids == sorted(ids)


def test_ids_of_many_threads_are_unique():
    with ThreadPoolExecutor(8) as together:
        made = list(together.map(lambda _: [new_id() for _ in range(2_000)], range(8)))

    assert len({id for ids in made for id in ids}) == 16_000
    assert all(ids == sorted(ids) for ids in made)


def test_ids_go_on_while_the_clock_is_set_back_a_little():
    with clock.set_to(NOON):
        before = new_id()
    with clock.set_to(NOON - timedelta(seconds=30)):
        during = new_id()
    with clock.set_to(NOON + timedelta(seconds=1)):
        after = new_id()

    assert before < during < after


def test_ids_follow_a_clock_that_is_set_back_far():
    with clock.set_to(NOON):
        new_id()
    with clock.set_to(NOON - timedelta(days=30)):
        assert moment_of(new_id()).date() == date(2026, 1, 30)


def test_an_id_knows_when_it_was_made():
    with clock.set_to(NOON + timedelta(milliseconds=123)):
        assert moment_of(new_id()) - NOON < timedelta(milliseconds=125)
        assert moment_of(new_id()) >= NOON


@given(MOMENTS)
def test_an_id_made_at_a_moment_is_not_below_that_moment(moment):
    with clock.set_to(moment):
        assert id_at(moment) <= id_at(clock.now())
    assert id_at(moment) < id_at(moment + MILLISECOND)
    assert timedelta(0) <= moment - moment_of(id_at(moment)) < MILLISECOND


@given(st.integers(0, 32_503_680_000_000 << 16))  # until the year 3000
def test_the_moment_of_an_id_leads_back_to_it(id):
    assert id_at(moment_of(id)) == id >> 16 << 16


@given(st.dates(date(1970, 1, 2), date(3000, 1, 1)))
def test_a_day_begins_at_midnight_utc(day):
    assert moment_of(id_on(day)) == datetime(day.year, day.month, day.day, tzinfo=UTC)
    assert moment_of(id_on(day) - 1).date() == day - timedelta(days=1)
