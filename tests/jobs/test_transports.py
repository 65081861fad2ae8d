"""How letters leave: with a mail host that insists on TLS and on a name, and into a folder."""

import socket
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from sqlalchemy import select

from microblog.database import request_off_the_web
from microblog.jobs.mail import send_letters
from microblog.jobs.transports import HostAway, transport_of
from microblog.models import Letter, LetterState
from microblog.settings import Mail
from tests.jobs.mailhost import MailHost, certificate, name_and_password
from tests.making import make_account, make_post


def promise(db):
    """Promise a letter."""
    make_account(db, "bob")
    make_post(db, make_account(db, "ann"), "@bob")
    letter = db.scalars(select(Letter)).one()
    db.commit()
    return letter


@pytest.fixture(scope="module")
def tls(tmp_path_factory):
    return certificate(tmp_path_factory.mktemp("certificate"))


@pytest.fixture
def mailhost(tls):
    context, _ = tls
    check = name_and_password("microblog", "open sesame")
    with MailHost().open(tls_context=context, require_starttls=True, auth_required=True, authenticator=check) as host:
        yield host


@pytest.fixture
def ini(ini):
    return {
        **ini,
        "mail.security": "starttls",
        "mail.username": "microblog",
        "mail.password": "open sesame",
    }


@pytest.fixture
def trusted(tls, monkeypatch):
    """Trust the host's certificate, as an operator who has an authority of their own would."""
    monkeypatch.setenv("SSL_CERT_FILE", str(tls[1]))


def test_letters_go_by_starttls_with_a_name(db, mailhost, request_off_web, trusted):
    promise(db)

    assert send_letters(request_off_web) == "sent 1 letters"
    assert len(mailhost.letters) == 1


def test_nothing_is_told_to_a_host_whose_certificate_is_not_trusted(db, mailhost, request_off_web):
    letter = promise(db)

    assert send_letters(request_off_web) == ""

    db.rollback()
    assert letter.state == LetterState.WAITING
    assert "CERTIFICATE_VERIFY_FAILED" in letter.trouble


def test_a_wrong_password_loses_no_letter_and_tells_no_secret(db, mailhost, registry, request_off_web, trusted):
    letter = promise(db)
    settings = registry.settings["microblog"].mail
    object.__setattr__(settings, "password", type(settings.password)("open barley"))

    assert send_letters(request_off_web) == ""

    db.rollback()
    assert letter.state == LetterState.WAITING
    assert "535" in letter.trouble
    assert "barley" not in letter.trouble


def test_letters_may_be_protected_from_the_first_byte(tls, trusted):
    message = EmailMessage()
    message["From"], message["To"] = "site@example.org", "bob@example.org"

    with MailHost().open(ssl_context=tls[0]) as host:
        with transport_of(Mail(host="127.0.0.1", port=host.port, security="tls")) as transport:
            transport.send(message)

        assert host.recipients == ["bob@example.org"]


def test_while_developing_letters_are_files_that_a_mail_program_opens(db, registry, tmp_path):
    promise(db)
    object.__setattr__(registry.settings["microblog"].mail, "transport", "files")

    with request_off_the_web(registry) as request:
        assert send_letters(request) == "sent 1 letters"

    [file] = (tmp_path / "mail").iterdir()
    assert file.suffix == ".eml"
    assert message_from_bytes(file.read_bytes(), policy=policy.default)["To"] == "bob <bob@example.org>"


def test_a_silent_host_is_given_up_in_time():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings = Mail(host="127.0.0.1", port=silent.getsockname()[1], timeout=0.2)

        with transport_of(settings) as transport, pytest.raises(HostAway, match="timed out"):
            transport.send(EmailMessage())
