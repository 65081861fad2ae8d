"""The mail host"""

import ipaddress
import socket
import threading

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session

from microblog.cli.doctor.host import look_at_host
from microblog.cli.doctor.known import Known
from microblog.cli.doctor.tls import judge_end, judge_protection
from tests.cli.doctor.conftest import said
from tests.jobs.mailhost import MailHost, certificate, name_and_password
from tests.processes import free_port


def look(settings):
    return said(look_at_host(settings, Known()))


@pytest.fixture(scope="module")
def tls(tmp_path_factory):
    return certificate(tmp_path_factory.mktemp("certificate"))


@pytest.fixture
def trusted(tls, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(tls[1]))


@pytest.fixture
def opened():
    """Open a host that lets nobody in but microblog."""
    check = name_and_password("microblog", "open sesame")

    def opened(**how):
        return MailHost().open(authenticator=check, **how)

    return opened


def test_a_host_on_this_machine_needs_no_protection(mail):
    with MailHost().open(server_hostname="mail.example.org") as host:
        found = look(mail(port=host.port))

    assert found == [
        ("ok", f"127.0.0.1:{host.port} answers and calls itself mail.example.org."),
        ("ok", "The mail host is on this machine, so nothing is protected on the way."),
        ("ok", "It offers 8BITMIME and SMTPUTF8; letters need neither."),
        ("ok", "It takes letters of up to 33,554,432 bytes."),
        ("ok", "It takes letters from news@example.org."),
    ]
    assert host.letters == []


def test_it_is_learnt_where_the_host_is(mail):
    known = Known()

    with MailHost().open(server_hostname="mail.example.org") as host:
        list(look_at_host(mail(port=host.port), known))

    assert (known.addresses, known.name) == ([ipaddress.ip_address("127.0.0.1")], "mail.example.org")


def test_starttls_and_a_name(mail, tls, trusted, opened):
    with opened(tls_context=tls[0], require_starttls=True, auth_required=True) as host:
        settings = mail(port=host.port, security="starttls", username="microblog", password="open sesame")
        found = look(settings)

    assert {verdict for verdict, _ in found[:2]} == {"ok"}
    assert ("ok", "127.0.0.1 lets microblog in.") in found
    assert any("protected by TLSv1.3" in sentence for _, sentence in found)
    assert ("warning", "The certificate ends in 1 days.") in found


def test_a_wrong_password_is_an_error(mail, tls, trusted, opened):
    with opened(tls_context=tls[0], require_starttls=True) as host:
        found = look(mail(port=host.port, security="starttls", username="microblog", password="open barley"))

    [(verdict, sentence)] = [one for one in found if "let microblog in" in one[1]]
    assert (verdict, "535" in sentence, "barley" in sentence) == ("error", True, False)


def test_a_host_without_a_way_to_log_in_is_an_error(mail):
    with MailHost().open() as host:
        found = look(mail(port=host.port, username="microblog", password="open sesame"))

    assert ("error", "127.0.0.1 has no way to log in.") in found


def test_tls_from_the_first_byte(mail, tls, trusted):
    with MailHost().open(ssl_context=tls[0]) as host:
        found = look(mail(port=host.port, security="tls"))

    assert any("protected by TLSv1.3" in sentence for _, sentence in found)
    assert {verdict for verdict, _ in found} == {"ok", "warning"}


@pytest.mark.parametrize(("security", "how"), [("tls", "ssl_context"), ("starttls", "tls_context")])
def test_a_certificate_that_is_not_trusted_is_an_error(mail, tls, security, how):
    with MailHost().open(**{how: tls[0]}) as host:
        found = look(mail(port=host.port, security=security))

    assert found[-1] == ("error", "The certificate of 127.0.0.1 is not believed: self-signed certificate.")


def test_a_certificate_for_another_name_is_an_error(mail, tls, trusted):
    with MailHost().open(ssl_context=tls[0]) as host:
        found = look(mail(host="localhost", port=host.port, security="tls"))

    assert found[0][0] == "error"
    assert "localhost" in found[0][1].partition(":")[2]


def test_a_host_without_starttls_is_an_error_if_it_is_wanted(mail):
    with MailHost().open() as host:
        found = look(mail(port=host.port, security="starttls"))

    assert found[1:] == [("error", "127.0.0.1 offers no STARTTLS.")]


def test_a_host_that_takes_small_letters_only_is_a_warning(mail):
    with MailHost().open(data_size_limit=20_000) as host:
        found = look(mail(port=host.port))

    assert ("warning", "It takes letters of 20000 bytes only.") in found


def test_a_host_without_a_limit_names_none(mail):
    with MailHost().open(data_size_limit=0, enable_SMTPUTF8=False) as host:
        found = look(mail(port=host.port))

    assert ("ok", "It names no limit for the size of letters.") in found
    assert ("ok", "It offers 8BITMIME; letters need neither.") in found


def test_a_host_that_takes_nothing_from_us_is_an_error(mail):
    class Strict(MailHost):
        async def handle_MAIL(self, _server: SMTP, _session: Session, _envelope: Envelope, *_: object) -> str:
            return "550 Who are you?"

    with Strict().open() as host:
        found = look(mail(port=host.port))

    assert found[-1] == ("error", "It takes no letters from news@example.org: 550 Who are you?")


def test_a_host_that_is_not_there_is_an_error(mail):
    port = free_port()

    assert look(mail(port=port)) == [("error", f"127.0.0.1:{port} cannot be spoken to: Connection refused.")]


@pytest.mark.parametrize("host", ["nowhere.invalid", "x" * 70 + ".example", "a..b"])
def test_a_host_without_an_address_is_an_error(mail, host):
    assert look(mail(host=host)) == [("error", f"{host} has no address.")]


@pytest.mark.parametrize("security", ["none", "tls"])
@pytest.mark.parametrize("words", [b"", b"554 Go away\r\n", b"SSH-2.0-OpenSSH_9.2\r\n", b"\xff\x00\r\n"])
def test_something_else_on_the_port_is_an_error(mail, security, words):
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer():
            connection, _ = server.accept()
            with connection:
                connection.sendall(words)

        thread = threading.Thread(target=answer)
        thread.start()
        found = look(mail(port=server.getsockname()[1], security=security))
        thread.join()

    [(verdict, sentence)] = found
    assert (verdict, "cannot be spoken to" in sentence) == ("error", True)


def test_a_silent_host_is_not_waited_for_for_ever(mail):
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        found = look(mail(port=port, timeout=0.2))

    assert found == [("error", f"127.0.0.1:{port} cannot be spoken to: it does not answer.")]


@pytest.mark.parametrize(
    ("security", "username", "offered", "verdict"),
    [
        ("none", "", False, "warning"),
        ("none", "", True, "warning"),
        ("none", "microblog", True, "error"),
        ("starttls", "", False, "error"),
        ("starttls", "microblog", True, None),
        ("tls", "microblog", False, None),
    ],
)
def test_to_another_machine_letters_and_passwords_must_be_protected(mail, security, username, offered, verdict):
    known = Known(addresses=[ipaddress.ip_address("192.0.2.25")], offered_tls=offered)

    found = said(judge_protection(mail(host="mail.example.org", security=security, username=username), known))

    assert [one for one, _ in found] == ([verdict] if verdict else [])


def test_a_certificate_that_lasts_is_well():
    assert [judge_end(days).verdict for days in (0, 13, 14, 90)] == ["warning", "warning", "ok", "ok"]
