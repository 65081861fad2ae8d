"""What time it is."""

import threading
from datetime import UTC, datetime, timedelta, timezone

import pytest

from microblog import clock

NEW_YEAR = datetime(2026, 1, 1, 0, 30, tzinfo=timezone(timedelta(hours=1)))


def test_it_is_the_time_of_this_machine_in_utc():
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=5)
    assert clock.now().tzinfo is UTC


def test_it_can_be_set_for_a_while():
    with clock.set_to(NEW_YEAR):
        assert clock.now() == NEW_YEAR
        assert clock.today().isoformat() == "2025-12-31"  # in UTC
        with clock.set_to(NEW_YEAR + timedelta(days=1)):
            assert clock.today().isoformat() == "2026-01-01"
        assert clock.now() == NEW_YEAR

    assert clock.now() > NEW_YEAR + timedelta(days=30)


def test_it_is_set_back_whatever_happens():
    with pytest.raises(RuntimeError), clock.set_to(NEW_YEAR):
        raise RuntimeError

    assert clock.now() != NEW_YEAR


def test_it_is_set_for_one_flow_of_control_only():
    seen = []

    with clock.set_to(NEW_YEAR):
        other = threading.Thread(target=lambda: seen.append(clock.now()))
        other.start()
        other.join()

    assert seen[0] > NEW_YEAR + timedelta(days=30)
