"""What looks whether all is well on a machine, and writes when it is not."""

import importlib.util
import json
import socket
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller

ROLE = Path(__file__).parents[2] / "ansible/roles/monitoring"
NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)


@pytest.fixture
def watch():
    """The script, as a module."""
    spec = importlib.util.spec_from_file_location("watch", ROLE / "files/watch.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Host:
    """A mail host that keeps what it gets."""

    def __init__(self):
        self.letters = []

    async def handle_DATA(self, server, session, envelope):
        self.letters.append(envelope.content.decode())
        return "250 Thanks"


@pytest.fixture
def mail():
    """Such a host, and where it is."""
    host = Host()
    controller = Controller(host, hostname="127.0.0.1", port=0)
    controller.port = _free_port()
    controller.start()
    host.port = controller.port
    yield host
    controller.stop()


def _free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def config(tmp_path, port, **more):
    """What the playbooks would have written down."""
    given = {
        "machine": "web1",
        "to": "ann@example.org",
        "sender": "watch@example.org",
        "mail_host": "127.0.0.1",
        "mail_port": port,
        "state": str(tmp_path / "state.json"),
        "patience": 2,
        "domain": "localhost",
        "address": "127.0.0.1",
        "port": 1,
        "pages": [],
        "folders": [],
        "disk_percent": 90,
        "certificate": "",
        "certificate_days": 14,
        "archive": "",
        "archive_files": 10,
        "reboot": False,
        **more,
    }
    path = tmp_path / "watch.json"
    path.write_text(json.dumps(given))
    return path


def rounds(watch, *seen):
    """Look again and again; tell what each round says begins and ends."""
    known, said = {}, []
    for troubles in seen:
        known, begun, ended = watch.compare(known, troubles, patience=2, now=NOW)
        said.append(([one.said for one in begun], [one.said for one in ended]))
    return said


def test_a_trouble_is_told_once_and_once_when_it_is_over(watch):
    bad, well, nothing = {"disk": "It is full."}, {}, ([], [])

    assert rounds(watch, bad, bad, bad, bad, well, well, well) == [
        nothing, (["It is full."], []), nothing, nothing, nothing, ([], ["It is full."]), nothing,
    ]  # fmt: skip


def test_what_comes_and_goes_is_no_news(watch):
    bad, well = {"page": "It does not answer."}, {}

    assert rounds(watch, bad, well, bad, well, bad, well) == [([], [])] * 6


def test_what_flickers_is_told_once(watch):
    bad, well = {"page": "It does not answer."}, {}

    told = rounds(watch, bad, bad, well, bad, well, bad, well, well)

    assert [begun for begun, _ in told if begun] == [["It does not answer."]]
    assert [ended for _, ended in told if ended] == [["It does not answer."]]


def test_one_letter_tells_all_that_is_new(watch, mail, tmp_path, monkeypatch, capsys):
    found = {"disk": "The disk is full.", "page": "/health does not answer."}
    monkeypatch.setattr(watch, "look", lambda _: found.items())
    path = config(tmp_path, mail.port)

    assert [watch.main(path) for _ in range(4)] == [0, 0, 0, 0]
    found.pop("disk")
    assert [watch.main(path) for _ in range(3)] == [0, 0, 0]

    begun, ended = mail.letters
    assert "Subject: [web1] The disk is full." in begun
    assert "  * /health does not answer. (since " in begun
    assert "Subject: [web1] Over: The disk is full." in ended
    assert "This is still wrong:\r\n  * /health does not answer." in ended
    assert "Auto-Submitted: auto-generated" in ended
    assert capsys.readouterr().out.count("/health does not answer.\n") == 7


def test_a_letter_that_does_not_leave_is_written_again(watch, mail, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(watch, "look", lambda _: {"disk": "The disk is full."}.items())
    deaf, hears = config(tmp_path, 1).read_text(), config(tmp_path, mail.port).read_text()
    path = tmp_path / "watch.json"

    path.write_text(deaf)
    assert [watch.main(path), watch.main(path), watch.main(path)] == [0, 1, 1]
    path.write_text(hears)
    assert watch.main(path) == 0

    assert len(mail.letters) == 1
    assert "The letter did not leave" in capsys.readouterr().err


def test_a_letter_about_a_mail_host_leaves_by_another(watch, mail, tmp_path, monkeypatch):
    monkeypatch.setattr(watch, "look", lambda _: {"web host web1": "web1 is not well."}.items())
    path = config(tmp_path, mail.port, mail_host="127.0.0.2,127.0.0.1,127.0.0.3")

    assert [watch.main(path) for _ in range(3)] == [0, 0, 0]

    assert len(mail.letters) == 1


def test_a_state_that_cannot_be_read_is_none(watch, tmp_path):
    (tmp_path / "state.json").write_text('{"disk": 7}')

    assert watch.read(tmp_path / "state.json") == {}


def test_disks_pages_and_the_archive_are_looked_at(watch, tmp_path):
    (tmp_path / "archive").mkdir()
    for number in range(3):
        (tmp_path / f"archive/{number}.ready").touch()
    more = {"pages": ["/health"], "folders": [str(tmp_path)], "archive": str(tmp_path / "archive")}
    given = json.loads(config(tmp_path, 1, **more, disk_percent=0, archive_files=2).read_text())

    found = dict(watch.look(given))

    assert found["page /health"].startswith("/health does not answer: ")
    assert f"The disk of {tmp_path} is filled to 0 % (room) or more." in found.values()
    assert "do not reach the backup" in found["archive"]


def test_what_an_unwell_page_says_is_passed_on(watch):
    said = watch._reasons(b'{"well": false, "troubles": ["No scheduler.", "No backup."]}')

    assert said == "No scheduler. No backup."
    assert watch._reasons(b"<h1>Oh</h1>\n") == "<h1>Oh</h1>"
    assert watch._reasons(b"") == "(nothing)"


@pytest.mark.parametrize(("days", "wrong"), [(13, True), (30, False)])
def test_a_certificate_that_was_not_renewed_is_told(watch, tmp_path, days, wrong):
    path, key = tmp_path / "site.crt", tmp_path / "site.key"
    words = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=x", "-days", str(days)]
    subprocess.run([*words, "-keyout", key, "-out", path], check=True, capture_output=True)

    assert bool(list(watch.look_at_certificate(path, 14))) is wrong
    assert list(watch.look_at_certificate(tmp_path / "none.crt", 14))


def test_the_rules_for_alarms_are_understood():
    subprocess.run(["promtool", "check", "rules", ROLE / "files/microblog.rules.yml"], check=True)


def test_the_rules_for_alarms_are_about_figures_that_there_are(visitor):
    told = visitor.app.get("/metrics", extra_environ={"REMOTE_ADDR": "127.0.0.1"}).text
    rules = (ROLE / "files/microblog.rules.yml").read_text()

    named = {word for word in rules.replace("(", " ").replace("{", " ").split() if word.startswith("microblog_")}

    assert {name for name in named if f"# TYPE {name} " not in told} == set()
    assert len(named) > 5


@pytest.mark.parametrize(
    ("states", "me", "told"),
    [
        ({"db1": "running", "db2": "streaming", "db3": "streaming"}, "db1", []),
        ({"db1": "running", "db2": "stopped"}, "db1", ["db2 does not follow", "db3 does not follow"]),
        ({"db1": "running", "db2": "stopped"}, "db2", ["db2 does not follow"]),
        ({"db1": "running", "db2": "stopped", "db3": "streaming"}, "db3", []),  # the primary tells it
        ({"db2": "running", "db3": "running"}, "db2", ["has no primary"]),
    ],
)
def test_members_of_a_cluster_that_do_not_follow_are_told_once(watch, states, me, told):
    members = [
        {"name": name, "state": state, "role": "leader" if name == "db1" else "replica"}
        for name, state in states.items()
    ]

    said = [words for _, words in watch.judge_cluster(members, me, ["db1", "db2", "db3"])]

    assert len(said) == len(told)
    assert all(words in one for words, one in zip(told, said, strict=True))


def test_a_cluster_that_does_not_answer_is_a_trouble(watch, tmp_path):
    made = ["-keyout", tmp_path / "key", "-out", tmp_path / "certificate"]
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=x", *made]
    subprocess.run(command, check=True, capture_output=True)
    files = {name: str(tmp_path / file) for name, file in (("certificate", "certificate"), ("key", "key"))}
    where = {"address": "127.0.0.1", "port": _free_port(), "member": "db1", "members": ["db1"]}

    [(name, said)] = watch.look_at_cluster(where | files | {"known": files["certificate"]})

    assert name == "cluster"
    assert "Connection refused" in said
