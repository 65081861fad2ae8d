"""The test letter"""

from email import message_from_bytes

import pytest

from microblog.cli.doctor.letter import send_test
from microblog.settings import read_settings
from tests.cli.doctor.conftest import said
from tests.jobs.mailhost import MailHost
from tests.processes import free_port

SITE = {
    "site.url": "https://example.org",
    "site.name": "Zoë's place",
    "security.secret": "x" * 32,
    "database.url": "sqlite:///x.sqlite",
    "mail.sender": "news@example.org",
    "mail.host": "127.0.0.1",
}


def send(**more):
    settings = read_settings(
        {**SITE, **{name.replace("_", "."): str(value) for name, value in more.items()}}, environ={}
    )
    return said(send_test(settings, "me@example.net"))


def test_it_goes_to_the_mail_host():
    with MailHost().open() as host:
        [(verdict, sentence)] = send(mail_port=host.port, mail_bounces="bounces@example.org")

    [letter] = host.letters
    assert (verdict, sentence) == (
        "ok",
        f"smtp 127.0.0.1:{host.port} took the test letter {letter['Message-ID']} for me@example.net.",
    )
    assert (letter.sender, letter.recipients) == ("bounces@example.org", ["me@example.net"])
    assert letter["From"] == "Zoë's place <news@example.org>"
    assert "https://example.org" in letter.get_content()


def test_what_the_host_says_against_it_is_told():
    host = MailHost()
    host.answers["me@example.net"] = "550 5.1.1 Nobody here"

    with host.open():
        found = send(mail_port=host.port)

    assert found == [("error", "The test letter was refused: 550 5.1.1 Nobody here")]


def test_a_host_that_is_away_is_told():
    port = free_port()

    [(verdict, sentence)] = send(mail_port=port)

    assert verdict == "error"
    assert sentence.startswith("The test letter did not leave: ")


def test_it_goes_through_the_queue(tmp_path):
    (tmp_path / "queue").mkdir()

    [(verdict, _)] = send(mail_transport="spool", mail_spool=tmp_path)

    [file] = (tmp_path / "queue").iterdir()
    assert verdict == "ok"
    assert file.read_bytes().startswith(b"news@example.org\nme@example.net\n\n")


def test_it_is_written_into_the_folder_of_developers(tmp_path):
    [(verdict, _)] = send(mail_transport="files", mail_directory=tmp_path)

    [file] = tmp_path.iterdir()
    assert verdict == "ok"
    assert message_from_bytes(file.read_bytes())["To"] == "me@example.net"


@pytest.mark.parametrize("transport", ["spool", "files"])
def test_a_folder_that_cannot_be_written_into_is_told(tmp_path, transport):
    (tmp_path / "file").write_text("")

    [(verdict, sentence)] = send(
        mail_transport=transport, mail_spool=tmp_path / "file", mail_directory=tmp_path / "file"
    )

    assert verdict == "error"
    assert sentence.startswith("The test letter did not leave: ")
