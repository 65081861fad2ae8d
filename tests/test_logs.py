"""The log as lines of JSON, and what each is about."""

import io
import json
import logging
import logging.config
import threading

import pytest

from microblog import logs
from microblog.jobs.done import Done
from microblog.jobs.running import Runner
from microblog.jobs.timetable import Entry
from microblog.presence import presence_of
from tests.site.wire import ask

FRONT = "0123456789abcdef0123456789abcdef"


@pytest.fixture
def lines():
    """Listen to what microblog logs, and read it back: each line must be JSON."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logs.JsonFormatter())
    log = logging.getLogger("microblog")
    level = log.level
    log.addHandler(handler)
    log.setLevel(logging.DEBUG)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    log.removeHandler(handler)
    log.setLevel(level)


def written(**facts):
    """Write a record, made of these facts, as JSON."""
    record = logging.makeLogRecord({"name": "microblog.x", "levelname": "INFO", "msg": "", **facts})
    line = logs.JsonFormatter().format(record)
    assert "\n" not in line
    return json.loads(line)


def test_a_line_says_when_how_grave_who_and_what():
    said = written(created=1795264500.0625, msg="%d letters for %s", args=(2, "Zoë"))

    assert said == {
        "time": "2026-11-21T12:35:00.062Z",
        "level": "INFO",
        "logger": "microblog.x",
        "message": "2 letters for Zoë",
    }


def test_what_was_given_beside_comes_last_and_takes_the_place_of_nothing():
    said = written(msg="Hello", status=404, level="high", what={1, 2}, path="a\nb\u2028\ud800")

    assert list(said) == ["time", "level", "logger", "message", "status", "what", "path"]
    assert (said["level"], said["status"], said["what"]) == ("INFO", 404, "{1, 2}")


def test_an_exception_is_one_string():
    try:
        raise ValueError("of two\nlines")
    except ValueError as fault:
        said = written(exc_info=(type(fault), fault, fault.__traceback__))

    assert said["exception"].startswith("Traceback (most recent call last):\n")
    assert said["exception"].endswith("ValueError: of two\nlines")


def test_a_line_is_short_enough_for_the_journal():
    said = written(msg="a" * 500_000 + "z", exc_text="b" * 500_000 + "z")

    assert len(json.dumps(said)) < 48 * 1024
    assert said["message"][0] + said["message"][-1] + said["exception"][-1] == "azz"


def test_an_ini_file_names_it(tmp_path, capsys):
    (tmp_path / "logging.ini").write_text(
        "[loggers]\nkeys = root\n[handlers]\nkeys = console\n[formatters]\nkeys = json\n"
        "[logger_root]\nlevel = INFO\nhandlers = console\n"
        "[handler_console]\nclass = StreamHandler\nargs = (sys.stderr,)\nformatter = json\n"
        "[formatter_json]\nclass = microblog.logs.JsonFormatter\n",
        encoding="utf-8",
    )
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    try:
        logging.config.fileConfig(tmp_path / "logging.ini", disable_existing_loggers=False)
        logging.getLogger("other").info("Hello")
    finally:
        root.handlers[:], root.level = before, level

    assert json.loads(capsys.readouterr().err)["message"] == "Hello"


def test_every_line_of_a_request_bears_its_name_and_none_after_it(visitor, lines):
    answer = visitor.get("/@nobody", status=404)
    logging.getLogger("microblog.after").info("Later.")

    told = lines()
    assert {line.get("request_id") for line in told[:-1]} == {answer.headers["X-Request-Id"]}
    assert "request_id" not in told[-1]
    [line] = [line for line in told if line["logger"] == "microblog.requests"]
    assert line["message"].startswith("GET /%40nobody 404 ")
    assert (line["method"], line["path"], line["status"], line["client"]) == ("GET", "/%40nobody", 404, "127.0.0.1")
    assert line["milliseconds"] >= 0
    assert line["queries"] >= 1


def test_what_fails_bears_the_name_too(registry, lines):
    registry["sessions"] = None

    answer = ask(registry["wsgi"], path="/@nobody")

    [line] = [line for line in lines() if line["level"] == "ERROR"]
    assert line["request_id"] == answer.headers["X-Request-Id"]
    assert "Traceback" in line["exception"]
    assert logs.begin() == {}


def test_the_front_servers_name_for_a_request_is_taken(registry, clean_database):
    for name in (FRONT, FRONT.upper(), "0" * 16, "f" * 64):
        assert ask(registry["wsgi"], path="/robots.txt", REQUEST_ID=name).headers["X-Request-Id"] == name


@pytest.mark.parametrize("name", ["", "0" * 15, "f" * 65, "g" * 32, FRONT + "\n", "١" * 32, "0123-4567-89ab-cdef"])
def test_a_name_that_is_none_is_not_taken(registry, clean_database, name):
    given = ask(registry["wsgi"], path="/robots.txt", REQUEST_ID=name).headers["X-Request-Id"]

    assert given != name
    assert len(given) == 16


def test_whoever_asks_cannot_name_their_request(registry, clean_database):
    sent = {"HTTP_REQUEST_ID": FRONT, "HTTP_X_REQUEST_ID": FRONT}

    assert ask(registry["wsgi"], path="/robots.txt", **sent).headers["X-Request-Id"] != FRONT


def test_the_client_is_whom_the_front_server_names(registry, clean_database, lines):
    ask(registry["wsgi"], path="/robots.txt", REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR="6.6.6.6, 192.0.2.7")
    ask(registry["wsgi"], path="/robots.txt", REMOTE_ADDR="192.0.2.8", HTTP_X_FORWARDED_FOR="192.0.2.7")

    assert [line["client"] for line in lines() if "client" in line] == ["192.0.2.7", "192.0.2.8"]


def test_every_line_of_a_job_bears_its_name(request_off_web, lines):
    def job(request):
        """Say something."""
        logging.getLogger("microblog.within").info("At it.")
        return Done(1, "said")

    with presence_of(request_off_web) as presence:
        Runner(request_off_web.registry, presence).run(Entry("saying", job, "every 2 s", shared=True))
    logging.getLogger("microblog.after").info("Later.")

    assert [line.get("job") for line in lines() if line["logger"] in ("microblog.within", "microblog.after")] == [
        "saying",
        None,
    ]


def test_one_may_be_within_the_other_and_threads_speak_for_themselves():
    with logs.about(job="letters"), logs.about(request_id="7"):
        assert {"job": "letters", "request_id": "7"}.items() <= written().items()
        others = []
        thread = threading.Thread(target=lambda: others.append(written()))
        thread.start()
        thread.join()

    assert not others[0].keys() & {"job", "request_id"}
    assert not written().keys() & {"job", "request_id"}
