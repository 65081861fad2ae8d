"""Running jobs so that no two are at the same one, and writing down how they fared."""

import threading
from datetime import timedelta

import pytest
from sqlalchemy import create_engine, event, select

from microblog.clock import now
from microblog.jobs.done import NOTHING, Done
from microblog.jobs.running import Runner, reason_of
from microblog.jobs.timetable import Entry
from microblog.models import Account, JobRun, Scheduler
from microblog.presence import Presence
from tests.making import make_account


@pytest.fixture
def runner(registry, engine):
    with Presence(engine) as presence:
        yield Runner(registry, presence)


@pytest.fixture
def other(registry, engine):
    with Presence(engine) as presence:
        yield Runner(registry, presence)


def sweep(request):
    """Sweep."""
    return Done(3, "swept 3 rooms")


def rest(request):
    """Find nothing to do."""
    return NOTHING


def fall(request):
    """Fall."""
    raise OSError("The floor is wet.")


def entry(job, **facts):
    return Entry("sweep", job, "every 2 s", **facts)


def run_of(db):
    db.rollback()
    return db.scalars(select(JobRun).execution_options(populate_existing=True)).one_or_none()


def test_how_a_job_fared_is_written_down(db, runner):
    done = runner.run(entry(sweep))

    run = run_of(db)
    assert done == Done(3, "swept 3 rooms")
    assert (run.name, run.holder_id, run.rows, run.runs, run.failures, run.trouble) == ("sweep", None, 3, 1, 0, "")
    assert run.started_at <= run.ended_at == run.succeeded_at


def test_what_goes_wrong_is_written_down_and_raised(db, runner):
    with pytest.raises(OSError, match="wet"):
        runner.run(entry(fall))

    run = run_of(db)
    assert (run.holder_id, run.runs, run.failures, run.succeeded_at) == (None, 1, 1, None)
    assert run.trouble == "OSError: The floor is wet."


def test_two_are_never_at_one_job(db, runner, other):
    inside, leave = threading.Event(), threading.Event()

    def linger(request):
        """Take one's time."""
        inside.set()
        assert leave.wait(30)
        return NOTHING

    first = threading.Thread(target=lambda: runner.run(entry(linger)))
    first.start()
    assert inside.wait(30)
    refused = other.run(entry(sweep))
    held = run_of(db).holder_id
    leave.set()
    first.join()

    assert (refused, held) == (None, runner.presence.id)
    assert other.run(entry(sweep)) == Done(3, "swept 3 rooms")


def test_a_job_of_several_lets_others_in(db, runner, other):
    def meanwhile(request):
        """Let the other one do it, too."""
        assert other.run(entry(sweep, shared=True)) == Done(3, "swept 3 rooms")
        return Done(1, "did it")

    assert runner.run(entry(meanwhile, shared=True)) == Done(1, "did it")
    assert (run_of(db).runs, run_of(db).holder_id) == (2, None)


def test_what_a_dead_one_held_is_taken_over_at_once(db, runner, other):
    def die(request):
        """Die."""
        other.presence.close()
        assert runner.run(entry(sweep)) == Done(3, "swept 3 rooms")
        return NOTHING

    other.run(entry(die))

    run = run_of(db)
    assert (run.holder_id, run.runs) == (None, 2)


def test_a_job_for_which_nothing_waits_is_neither_claimed_nor_run(db, runner, engine):
    written = []
    event.listen(engine, "before_cursor_execute", lambda *given: written.append(given[2]))

    done = runner.run(entry(fall, waiting=lambda: select(Account.id)))

    assert done == NOTHING
    assert all(statement.startswith(("SELECT", "BEGIN")) for statement in written)
    assert run_of(db) is None


def test_a_job_for_which_something_waits_is_run(db, runner):
    make_account(db)

    assert runner.run(entry(sweep, waiting=lambda: select(Account.id))) == Done(3, "swept 3 rooms")


def test_what_is_idle_is_written_down_with_the_next_beat(db, runner):
    for _ in range(3):
        runner.run(entry(rest, shared=True))
    before = run_of(db)

    runner.write_down({"sweep": now() + timedelta(seconds=2)}, whole=True)
    run = run_of(db)
    assert before is None
    assert (run.runs, run.rows, run.next_at > now(), run.holder_id) == (3, 0, True, None)
    assert db.scalars(select(Scheduler.id)).all() == [runner.presence.id]

    runner.write_down({})
    assert run_of(db).runs == 3


def test_who_is_at_a_job_of_several_is_shown_from_the_next_beat_until_one_after_its_end(db, runner):
    def beat(request):
        """Beat, in the middle of it."""
        runner.write_down({"sweep": None})
        held.append(run_of(db).holder_id)
        return NOTHING

    held = []
    runner.run(entry(beat, shared=True))
    runner.write_down({})

    assert held == [runner.presence.id]
    assert run_of(db).holder_id is None


def test_what_could_not_be_written_down_is_written_down_later(db, runner, registry, tmp_path):
    engine = registry["engine"]
    runner.run(entry(rest, shared=True))

    registry["engine"] = create_engine(f"sqlite:///{tmp_path}/empty.sqlite")  # there are no tables in it
    with pytest.raises(Exception, match="no such table"):
        runner.write_down({})
    with pytest.raises(Exception, match="no such table"):
        runner.run(entry(sweep))
    registry["engine"] = engine
    runner.write_down({})

    run = run_of(db)
    assert (run.runs, run.failures, "no such table" in run.trouble) == (2, 1, True)


def test_a_job_that_loses_the_database_is_free_after_its_next_run(db, runner, registry, tmp_path):
    engine = registry["engine"]

    def lose(request):
        """Lose the database."""
        registry["engine"] = create_engine(f"sqlite:///{tmp_path}/empty.sqlite")
        return Done(1, "did it")

    runner.run(entry(lose))
    registry["engine"] = engine
    assert run_of(db).holder_id == runner.presence.id

    runner.write_down({})
    assert (run_of(db).runs, run_of(db).rows) == (1, 1)
    runner.run(entry(sweep))
    assert (run_of(db).holder_id, run_of(db).runs) == (None, 2)


def test_whoever_leaves_frees_all(db, runner):
    runner.write_down({"sweep": None})

    runner.leave()

    assert db.scalars(select(Scheduler.id)).all() == []


def test_the_dead_are_cleared_away_by_a_beat_of_the_living(db, runner, other):
    other.write_down({})
    other.presence.close()

    runner.write_down({})

    db.rollback()
    assert db.scalars(select(Scheduler.id)).all() == [runner.presence.id]


def test_of_a_fault_of_the_database_only_its_own_words_are_told(database_url):
    with pytest.raises(Exception, match="nowhere") as fault, create_engine(database_url).connect() as connection:
        connection.exec_driver_sql("SELECT 'a secret' FROM nowhere")

    assert "nowhere" in reason_of(fault.value)
    assert "a secret" not in reason_of(fault.value)
    assert "\n" not in reason_of(fault.value)
    assert reason_of(ValueError()) == "ValueError"
