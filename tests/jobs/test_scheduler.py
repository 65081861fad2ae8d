"""The real process: it keeps promises, ends when told to, and loses nothing when it is killed."""

import signal
import socket
import subprocess
import time
from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from microblog.clock import now
from microblog.models import Letter, LetterState
from tests.making import make_account, make_post
from tests.meanwhile import writing_session
from tests.processes import running, write_ini


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
    db.rollback()
    return db.scalar(select(func.count()).select_from(Letter).where(Letter.state == LetterState.WAITING))


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
    assert db.scalar(select(func.count()).where(Letter.due_at > now(), Letter.state == LetterState.WAITING)) <= 1
    for letter in db.scalars(select(Letter).where(Letter.state == LetterState.WAITING)):
        letter.due_at = now() - timedelta(seconds=1)  # the lease of the one that was being sent runs out
    db.commit()

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
