"""When a job runs, in words."""

from datetime import UTC, datetime, timedelta

import pytest

from microblog import clock
from microblog.jobs.times import NoTime, trigger_of

FRIDAY = datetime(2026, 11, 20, 12, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("words", "seconds"),
    [("every 2 s", 2), ("every 5 min", 300), ("every 6 h", 6 * 3600), ("EVERY  2s", 2), ("every 168 h", 604800)],
)
def test_a_job_may_run_every_so_often(words, seconds):
    trigger = trigger_of(words)

    assert trigger.get_next_fire_time(FRIDAY, FRIDAY) == FRIDAY + timedelta(seconds=seconds)
    assert str(trigger.timezone) == "UTC"


@pytest.mark.parametrize(
    ("words", "next"),
    [
        ("5 * * * *", datetime(2026, 11, 20, 13, 5, tzinfo=UTC)),
        ("30 3 * * *", datetime(2026, 11, 21, 3, 30, tzinfo=UTC)),
        ("5 3 * * mon", datetime(2026, 11, 23, 3, 5, tzinfo=UTC)),
        ("*/15 9-17 * * mon-fri", datetime(2026, 11, 20, 12, 30, tzinfo=UTC)),
        ("0 0 29 2 *", datetime(2028, 2, 29, tzinfo=UTC)),
        ("0 0 1 jan *", datetime(2027, 1, 1, tzinfo=UTC)),
    ],
)
def test_a_job_may_run_as_a_crontab_says(words, next):
    assert trigger_of(words).get_next_fire_time(None, FRIDAY) == next


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("", "write `every 2 s`"),
        ("now and then", "write `every 2 s`"),
        ("every", "write `every 2 s`"),
        ("every day", "write `every 2 s`"),
        ("every -2 s", "write `every 2 s`"),
        ("every 2 weeks", "write `every 2 s`"),
        ("every 0 s", "from one second to a week"),
        ("every 169 h", "from one second to a week"),
        ("5 * * *", "write `every 2 s`"),
        ("5 * * * * *", "write `every 2 s`"),
        ("61 * * * *", "higher than the maximum value"),
        ("*/0 * * * *", "must be higher than 0"),
        ("a b c d e", "Invalid month name"),
        ("0 0 31 feb *", "that moment never comes"),
        ("0 0 * * 1", "name the days of the week"),
        ("0 0 * * fri-mon", "must not be higher"),
    ],
)
def test_words_that_name_no_time_are_refused_with_what_to_write(words, reason):
    with clock.set_to(FRIDAY), pytest.raises(NoTime, match=reason):
        trigger_of(words)
