"""`microblog mail doctor`"""

import json

import pytest

from microblog.cli.doctor import names as names_module
from tests.jobs.mailhost import MailHost

OPTIONS = ("--selector", "site", "--from-ip", "192.0.2.25")


@pytest.fixture
def mailhost():
    with MailHost().open(server_hostname="mail.example.org") as host:
        yield host


@pytest.fixture
def ini(ini, mailhost):
    smtp = {"mail.transport": "smtp", "mail.host": "127.0.0.1", "mail.port": str(mailhost.port)}
    return {**ini, **smtp, "mail.sender": "news@example.org", "site.url": "https://example.org"}


def test_where_all_is_well_nothing_is_to_be_done(microblog, well_kept):
    done = microblog("mail", "doctor", *OPTIONS, "--resolver", well_kept.address)

    assert (done.status, done.err) == (0, "")
    lines = [line.split() for line in done.out.splitlines()]
    assert {words[0] for words in lines} == {"ok"}
    assert {words[1] for words in lines} == {
        "links",
        "host",
        "TLS",
        "size",
        "sender",
        "MX",
        "SPF",
        "DKIM",
        "DMARC",
        "PTR",
    }


def test_what_must_be_put_right_is_said_with_what_to_do(microblog, well_kept):
    well_kept.replace("example.org", "TXT", "v=spf1 -all")

    done = microblog("mail", "doctor", *OPTIONS, "--resolver", well_kept.address)

    assert done.status == 1
    assert "error   SPF       example.org does not let 192.0.2.25 send (fail).\n" in done.out
    assert "→ Add ip4:192.0.2.25 to its SPF record.\n" in done.out


def test_programs_get_the_same_as_json(microblog, well_kept):
    done = microblog("mail", "doctor", *OPTIONS, "--resolver", well_kept.address, "--json")

    found = json.loads(done.out)
    assert {one["verdict"] for one in found} == {"ok"}
    assert set(found[0]) == {"verdict", "about", "sentence", "advice"}


def test_another_domain_is_looked_at(microblog, well_kept):
    done = microblog("mail", "doctor", "--domain", "Example.net.", "--resolver", well_kept.address)

    assert "example.net has no MX and no address." in done.out
    assert ("example.org", "MX") not in well_kept.asked


def test_a_test_letter_is_sent(microblog, well_kept, mailhost):
    done = microblog("mail", "doctor", *OPTIONS, "--resolver", well_kept.address, "--to", "me@example.net")

    assert done.status == 0
    assert "took the test letter" in done.out.splitlines()[-1]
    assert mailhost.recipients == ["me@example.net"]


def test_without_an_answer_of_the_dns_the_rest_is_looked_at(microblog, well_kept, monkeypatch):
    monkeypatch.setattr(names_module, "PATIENCE", 0.1)
    well_kept.silent = True

    done = microblog("mail", "doctor", *OPTIONS, "--resolver", well_kept.address, "--to", "me@example.net")

    unknown = [line.split()[1] for line in done.out.splitlines() if "It could not be looked at" in line]
    assert (done.status, done.err) == (0, "")
    assert unknown == ["MX", "SPF", "DKIM", "DMARC", "PTR"]


def test_what_strangers_publish_does_not_move_the_cursor(microblog, well_kept):
    well_kept.replace("_dmarc.example.org", "TXT", "v=DMARC1; p=\x1b[2J")

    done = microblog("mail", "doctor", *OPTIONS, "--resolver", well_kept.address)

    assert "\x1b" not in done.out


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (("--resolver", "localhost"), "--resolver: localhost is no address"),
        (("--from-ip", "example.org"), "--from-ip: example.org is no address"),
        (("--to", "nobody"), "--to: nobody does not look like an e-mail address."),
    ],
)
def test_a_slip_of_the_pen_is_said(microblog, words, problem):
    done = microblog("mail", "doctor", *words)

    assert (done.status, done.out) == (1, "")
    assert done.err.startswith(problem)


class TestOnADevelopersMachine:
    @pytest.fixture
    def ini(self, ini):
        return {**ini, "mail.transport": "files", "mail.sender": "microblog@localhost", "site.url": "http://localhost"}

    def test_letters_do_not_leave_and_come_from_nowhere(self, microblog, nameserver):
        done = microblog("mail", "doctor", "--resolver", nameserver.address)

        assert done.status == 1
        assert "warning transport Letters do not leave" in done.out
        assert "error   domain    Letters come from microblog@localhost, which is nowhere." in done.out
        assert "warning links" in done.out


class TestWithNullmailer:
    @pytest.fixture
    def ini(self, ini, tmp_path):
        return {**ini, "mail.transport": "spool", "mail.spool": str(tmp_path / "spool")}

    def test_its_folder_is_looked_at(self, microblog, well_kept, tmp_path):
        done = microblog("mail", "doctor", "--resolver", well_kept.address)

        assert done.status == 1
        assert f"error   spool     There is no folder {tmp_path}/spool/queue." in done.out
        assert "It is not known from which address the mail host sends." in done.out
