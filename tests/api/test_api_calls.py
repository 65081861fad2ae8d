"""How often applications ask."""

import threading
import urllib.request

import pytest
from sqlalchemy import select, text

from microblog.actions.api_calls import WITHOUT_KEY
from microblog.api import api_calls
from microblog.clock import today
from microblog.models import ApiCalls
from tests.making import make_account, make_application, make_token
from tests.processes import free_port, running, wait_for, write_ini


@pytest.fixture
def counted(db, registry):
    """Have what was counted written down, and read it."""

    def read():
        registry["calls"].write_down()
        db.rollback()
        return {(row.application_id, row.name): row.count for row in db.scalars(select(ApiCalls))}

    return read


def test_each_request_counts_for_its_application(db, client, counted):
    application, _ = make_application(db, "Tusky")
    tusky = client.with_token(make_token(db, make_account(db), application=application))
    for _ in range(3):
        tusky.get("/api/v1/accounts/verify_credentials")
    client().get("/api/v2/instance")

    assert counted() == {(application.id, "Tusky"): 3, (WITHOUT_KEY, ""): 1}
    tusky.get("/api/v1/statuses/1", status=404)
    assert counted()[application.id, "Tusky"] == 4


def test_whoever_is_not_let_in_does_not_count(client, counted):
    client.with_token("nonsense").get("/api/v1/accounts/verify_credentials", status=401)
    client().get("/api/v1/timelines/home", status=401)

    assert counted() == {}


def test_what_people_look_at_is_no_request_of_an_application(visitor, counted):
    visitor.get("/")

    assert counted() == {}


def test_a_request_that_is_done_once_more_counts_once(request_off_web, counted):
    for attempt in range(3):
        request_off_web.environ["retry.attempt"] = attempt
        api_calls.note_call(request_off_web)

    assert counted() == {(WITHOUT_KEY, ""): 1}


def test_what_cannot_be_written_down_is_kept_for_the_next_time(registry, db, caplog, counted):
    calls = registry["calls"]
    calls.note(5)
    with db.begin():
        db.execute(text("ALTER TABLE api_calls RENAME TO away"))
    calls.write_down()
    with db.begin():
        db.execute(text("ALTER TABLE away RENAME TO api_calls"))

    assert "could not be written down" in caplog.text
    calls.note(5)
    assert counted() == {(5, ""): 2}


def test_it_is_written_down_by_itself_a_moment_later(registry, db, monkeypatch):
    monkeypatch.setattr(api_calls, "PAUSE", 0.01)
    calls = registry["calls"]
    calls.by_itself = True

    threads = [threading.Thread(target=lambda: [calls.note(5) for _ in range(1000)]) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    calls.by_itself = False
    for timer in [one for one in threading.enumerate() if isinstance(one, threading.Timer)]:
        timer.join()  # it may be writing still
    calls.write_down()

    row = db.scalars(select(ApiCalls)).one()
    assert (row.day, row.application_id, row.count) == (today(), 5, 4000)


def test_a_website_that_is_stopped_writes_down_what_it_has_counted(db, ini, tmp_path):
    port = free_port()
    words = ("-c", str(write_ini(tmp_path, ini)), "web", "--port", str(port))
    with running("microblog", *words, log=tmp_path / "log") as process:
        wait_for(port, process, tmp_path / "log")
        with urllib.request.urlopen(f"http://localhost:{port}/api/v2/instance") as answer:
            assert answer.status == 200
        process.terminate()
        process.wait(30)

    assert process.returncode == 0
    assert db.scalars(select(ApiCalls)).one().count == 1
