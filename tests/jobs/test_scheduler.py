"""The real process: it keeps promises, ends when told to, and loses nothing when it is killed."""

import signal
import socket
import subprocess
import time
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import create_engine, func, select, text

from microblog.clock import now
from microblog.jobs.timetable import TIMETABLE
from microblog.models import JobRun, Letter, LetterState, MediaKind, MediaState, Reason, ReasonState, Scheduler
from tests.making import make_account, make_media, make_post
from tests.meanwhile import writing_session
from tests.processes import run, running, write_ini


@pytest.fixture
def ini_file(ini, engine, clean_database, tmp_path):
    return write_ini(tmp_path, ini)


@pytest.fixture
def log(tmp_path):
    return tmp_path / "log"


def promise(db, count):
    ann = make_account(db, "ann")
    for number in range(count):
        make_account(db, f"p{number}")
        make_post(db, ann, f"@p{number}")


def waiting(db):
    """How many letters are promised and did not go yet."""
    db.rollback()
    reasons = select(func.count()).select_from(Reason).where(Reason.state == ReasonState.WAITING)
    under_way = Letter.state.in_([LetterState.WAITING, LetterState.SENDING])
    return db.scalar(reasons) + db.scalar(select(func.count()).select_from(Letter).where(under_way))


def wait_until(condition, patience=30):
    end = time.monotonic() + patience
    while not condition():
        assert time.monotonic() < end, "it never happened"
        time.sleep(0.02)


def stop(process, log):
    """Tell it to end; return how long it took."""
    started = time.monotonic()
    process.send_signal(signal.SIGTERM)
    assert process.wait(10) == 0, log.read_text()
    return time.monotonic() - started


def test_letters_go_out_while_it_runs_and_it_ends_when_told_to(db, engine, mailhost, ini_file, log):
    promise(db, 2)

    with running("microblog-scheduler", str(ini_file), log=log) as process:
        wait_until(lambda: len(mailhost.letters) == 2)
        with writing_session(engine) as beside:
            make_post(beside, make_account(beside, "bob"), "@ann")
        wait_until(lambda: len(mailhost.letters) == 3)
        wait_until(lambda: waiting(db) == 0)
        took = stop(process, log)

    assert took < 5
    assert set(Counter(mailhost.recipients).values()) == {1}
    assert "Traceback" not in log.read_text()


def test_kill_9_loses_no_letter(db, mailhost, ini_file, log):
    promise(db, 60)

    with running("microblog-scheduler", str(ini_file), log=log) as process:
        wait_until(lambda: len(mailhost.letters) >= 5)
        process.kill()
        process.wait()
    left = waiting(db)
    assert left > 0

    with running("microblog-scheduler", str(ini_file), log=log) as process:
        wait_until(lambda: waiting(db) == 0)
        stop(process, log)

    times = Counter(mailhost.recipients)
    assert set(times) == {f"p{n}@example.org" for n in range(60)}
    assert len(mailhost.letters) <= 61  # at most the one that had been handed over but not written down
    assert len({letter["Message-ID"] for letter in mailhost.letters}) == 60


def test_it_ends_between_two_letters_and_not_after_the_last(db, mailhost, ini_file, log):
    promise(db, 40)
    take = mailhost.handle_DATA

    async def slowly(*given):
        time.sleep(0.5)
        return await take(*given)

    mailhost.handle_DATA = slowly
    with running("microblog-scheduler", str(ini_file), log=log) as process:
        wait_until(lambda: len(mailhost.letters) >= 1)
        took = stop(process, log)

    assert took < 5
    assert waiting(db) + len(mailhost.letters) == 40  # each that was taken is known to be
    assert waiting(db) > 20
    assert "Stopped.\n" in log.read_text()


def test_it_ends_in_time_even_if_the_mail_host_says_nothing(db, ini, tmp_path, log):
    promise(db, 1)

    with socket.create_server(("127.0.0.1", 0)) as silent:
        silent.settimeout(60)
        port = str(silent.getsockname()[1])
        ini_file = write_ini(tmp_path, {**ini, "mail.port": port, "mail.timeout": "60"})
        with running("microblog-scheduler", str(ini_file), log=log) as process:
            connection, _ = silent.accept()
            took = stop(process, log)
            connection.close()

    assert took < 5
    assert waiting(db) == 1


def test_two_of_them_send_no_letter_twice(db, mailhost, ini_file, log):
    promise(db, 40)

    with (
        running("microblog-scheduler", str(ini_file), log=log) as one,
        running("microblog-scheduler", str(ini_file), log=log) as other,
    ):
        wait_until(lambda: waiting(db) == 0)
        stop(one, log)
        stop(other, log)

    assert len(mailhost.letters) == 40
    assert set(Counter(mailhost.recipients).values()) == {1}


def test_what_a_job_does_wrong_does_not_end_it(db, engine, mailhost, ini, tmp_path, log):
    folder = tmp_path / "letters"
    ini_file = write_ini(tmp_path, {**ini, "mail.transport": "files", "mail.directory": str(folder)})

    with running("microblog-scheduler", str(ini_file), log=log) as process:
        wait_until(lambda: "Keeping the timetable" in log.read_text())
        folder.rmdir()
        folder.write_text("in the way")
        with writing_session(engine) as beside:
            promise(beside, 1)
        wait_until(lambda: db.rollback() or db.scalar(select(Letter.trouble)))
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(0.5)
        stop(process, log)


FFMPEG = """\
#!/bin/sh
# Takes its time.
exec sleep 60
"""


@pytest.fixture
def slow_films(ini, tmp_path):
    """Let it take a minute to make a film ready, so that the job that does it is a long one."""
    programs = tmp_path / "programs"
    programs.mkdir()
    for name in ("ffmpeg", "ffprobe"):
        (programs / name).write_text(FFMPEG)
        (programs / name).chmod(0o755)
    return write_ini(tmp_path, {**ini, "media.ffmpeg": str(programs / "ffmpeg")})


def send_film(db, ini, owner):
    folder = Path(ini["media.directory"], "waiting")
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{owner.username}.webm"
    (folder / name).write_bytes(b"\x1aE\xdf\xa3" + b"\0" * 99)
    facts = {"state": MediaState.WAITING, "kind": MediaKind.VIDEO, "file": f"waiting/{name}"}
    return make_media(db, owner, **facts)


def holder_of(db, name="films"):
    """The process that is at a job, if one is."""
    db.rollback()
    at_it = select(Scheduler.pid).join(JobRun, JobRun.holder_id == Scheduler.id).where(JobRun.name == name)
    return db.scalar(at_it)


def attempts(db, media):
    db.rollback()
    db.refresh(media)
    return media.attempts


def test_a_scheduler_is_known_while_it_runs_and_all_its_jobs_with_it(db, ini_file, log):
    names = sorted(entry.name for entry in TIMETABLE)

    with running("microblog-scheduler", str(ini_file), log=log) as process:
        wait_until(lambda: db.rollback() or db.scalars(select(Scheduler.pid)).all() == [process.pid])
        wait_until(lambda: db.rollback() or len(db.scalars(select(JobRun).where(JobRun.runs > 0)).all()) == len(names))
        planned = db.execute(select(JobRun.name, JobRun.next_at).order_by(JobRun.name)).all()
        stop(process, log)

    assert [name for name, _ in planned] == names
    assert all(moment is not None for _, moment in planned)
    db.rollback()
    assert db.scalars(select(Scheduler.id)).all() == []
    assert db.scalars(select(JobRun.name).where(JobRun.holder_id.is_not(None) | (JobRun.failures > 0))).all() == []


def test_what_a_killed_one_was_at_is_taken_over_and_not_before(db, ini, slow_films, log):
    first, second = (send_film(db, ini, make_account(db)) for _ in range(2))

    with running("microblog-scheduler", str(slow_films), log=log) as one:
        wait_until(lambda: attempts(db, first) == 1)
        wait_until(lambda: holder_of(db) == one.pid)
        with running("microblog-scheduler", str(slow_films), log=log) as other:
            wait_until(lambda: db.rollback() or len(db.scalars(select(Scheduler.id)).all()) == 2)
            time.sleep(3)  # the other one tries once in two seconds
            before = holder_of(db), attempts(db, second)

            one.kill()
            one.wait()
            wait_until(lambda: holder_of(db) == other.pid and attempts(db, second) == 1)
            stop(other, log)

    assert before == (one.pid, 0)
    assert (attempts(db, first), attempts(db, second)) == (1, 0)  # the one that was let go of was given back


def test_sigterm_in_the_middle_of_a_long_job_gives_back_what_it_held(db, ini, slow_films, log):
    media = send_film(db, ini, make_account(db))

    with running("microblog-scheduler", str(slow_films), log=log) as process:
        wait_until(lambda: attempts(db, media) == 1)
        took = stop(process, log)

    assert took < 5
    assert attempts(db, media) == 0
    assert media.due_at <= now()
    assert db.scalars(select(JobRun.name).where(JobRun.holder_id.is_not(None))).all() == []
    assert db.scalars(select(Scheduler.id)).all() == []
    assert "Stopped.\n" in log.read_text()


def test_told_twice_it_ends_at_once(db, ini, tmp_path, log):
    promise(db, 1)

    with socket.create_server(("127.0.0.1", 0)) as silent:
        silent.settimeout(60)
        port = str(silent.getsockname()[1])
        ini_file = write_ini(tmp_path, {**ini, "mail.port": port, "mail.timeout": "60"})
        with running("microblog-scheduler", str(ini_file), log=log) as process:
            connection, _ = silent.accept()
            process.send_signal(signal.SIGTERM)
            with pytest.raises(subprocess.TimeoutExpired):
                process.wait(0.5)
            process.send_signal(signal.SIGINT)
            assert process.wait(10) == 1
            connection.close()

    assert "Stopped at once, as we were told twice." in log.read_text()


def test_when_the_database_was_away_everything_goes_on(db, engine, mailhost, ini, tmp_path, log):
    ini_file = write_ini(tmp_path, {**ini, "database.busy_timeout": "0.1"})

    with running("microblog-scheduler", str(ini_file), log=log) as process:
        wait_until(lambda: "Keeping the timetable" in log.read_text())
        take_away(engine, lambda: " failed after " in log.read_text())
        with writing_session(engine) as beside:
            promise(beside, 3)
        wait_until(lambda: len(mailhost.letters) == 3, patience=60)
        stop(process, log)

    assert "Traceback" not in log.read_text()


def take_away(engine, noticed):
    """Let nobody get at the database until somebody has noticed it: it lets go of all, or is locked."""
    if engine.dialect.name == "sqlite":
        with engine.execution_options(writes=True).begin():
            wait_until(noticed)
        return
    name = engine.url.database
    with create_engine(engine.url.set(database="postgres"), isolation_level="AUTOCOMMIT").connect() as beside:
        beside.execute(text(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false'))
        engine.dispose()
        beside.execute(text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :n"), {"n": name})
        wait_until(noticed)
        beside.execute(text(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true'))


@pytest.mark.parametrize("when", ["every moon", "61 * * * *", "0 0 31 feb *"])
def test_a_line_of_the_timetable_that_is_wrong_stops_it_at_its_start(ini, engine, tmp_path, when):
    ini_file = write_ini(tmp_path, {**ini, "jobs.statistics": when})

    done = run("microblog-scheduler", str(ini_file))

    assert done.returncode == 1
    [said] = done.stderr.splitlines()
    assert said.startswith(f"The timetable's job 'statistics' ({when!r}) is wrong: ")
    assert said.endswith(".")


def test_two_that_start_together_do_each_job_and_neither_fails(db, ini_file, log):
    with (
        running("microblog-scheduler", str(ini_file), log=log) as one,
        running("microblog-scheduler", str(ini_file), log=log) as other,
    ):
        wait_until(lambda: db.rollback() or len(db.scalars(select(Scheduler.id)).all()) == 2)
        wait_until(lambda: db.rollback() or not db.scalars(select(JobRun).where(JobRun.runs == 0)).all())
        stop(one, log)
        stop(other, log)

    db.rollback()
    assert db.scalars(select(JobRun.name).where(JobRun.failures > 0)).all() == []
    assert "Traceback" not in log.read_text()
