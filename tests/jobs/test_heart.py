"""The beat of a scheduler, and the watch on the clock."""

import logging
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.exc import OperationalError

from microblog.jobs.heart import BEAT, ClockWatch, Heart

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


class Clocks:
    """A clock that anybody may set, and one that nobody can."""

    def __init__(self) -> None:
        self.wall, self.steady = NOON, 100.0

    def pass_by(self, seconds: float) -> None:
        self.wall += timedelta(seconds=seconds)
        self.steady += seconds


@pytest.fixture
def clocks():
    return Clocks()


@pytest.fixture
def watch(clocks):
    return ClockWatch(lambda: clocks.wall, lambda: clocks.steady)


def test_a_clock_that_goes_as_it_should_does_not_jump(clocks, watch):
    for seconds in (1, 3600, 0.1):
        clocks.pass_by(seconds)
        assert watch.jump() == 0


def test_a_clock_that_is_put_right_bit_by_bit_does_not_jump(clocks, watch):
    for _ in range(100):
        clocks.pass_by(1)
        clocks.wall += timedelta(seconds=0.5)
        assert watch.jump() == 0


@pytest.mark.parametrize("seconds", [3600, -3600, 3, -3, 365 * 86400])
def test_a_clock_that_is_set_jumps_once(clocks, watch, seconds):
    clocks.pass_by(1)
    clocks.wall += timedelta(seconds=seconds)

    assert (round(watch.jump()), watch.jump()) == (seconds, 0)


@pytest.mark.parametrize(("seconds", "way"), [(3600, "forward by 3600 s"), (-3600, "back by 3600 s")])
def test_after_a_jump_all_is_planned_anew_and_written_down_at_once(clocks, watch, caplog, seconds, way):
    done = []
    heart = Heart(lambda: done.append("beat"), lambda: done.append("planned anew"), watch)

    heart.look()
    clocks.wall += timedelta(seconds=seconds)
    heart.look()
    heart.look()

    assert done == ["planned anew", "beat"]
    assert f"The clock was set {way}" in caplog.text


def test_it_beats_when_it_is_time_to(clocks, watch):
    done = []
    heart = Heart(lambda: done.append("beat"), lambda: done.append("planned anew"), watch)

    heart.look()
    heart.due -= BEAT
    heart.look()
    heart.look()

    assert done == ["beat"]


@pytest.mark.parametrize(
    ("fault", "lines"),
    [(OperationalError("UPDATE", {}, OSError("server closed the connection")), 1), (RuntimeError("broken"), 5)],
)
def test_a_beat_that_fails_is_told_and_the_next_one_is_tried(caplog, fault, lines):
    def beat():
        raise fault

    heart = Heart(beat, lambda: None)
    with caplog.at_level(logging.WARNING):
        for _ in range(2):
            heart.due = 0
            heart.look()

    assert [str(record.msg).startswith("The scheduler cannot write down") for record in caplog.records] == [True, True]
    assert ("Traceback" in caplog.text) == (lines > 1)
