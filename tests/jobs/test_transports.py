"""How letters leave: to a mail host that insists on TLS and a name, into a queue on this machine, and into a folder."""

import errno
import os
import socket
import stat
import threading
from email import message_from_bytes, policy

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import OperationalError

from microblog.database import request_off_the_web
from microblog.jobs.done import NOTHING, Done
from microblog.jobs.envelopes import Envelope
from microblog.jobs.mail import send_letters
from microblog.jobs.transports import HostAway, Refused, Unclear, transport_of
from microblog.jobs.transports import spool as spools
from microblog.jobs.transports.spool import Spool
from microblog.models import Letter, LetterKind, LetterState, Post, Reason
from microblog.presence import Presence
from microblog.settings import Mail, Misconfigured, check_folders
from tests.faulty import broken
from tests.jobs.mailhost import MailHost, certificate, name_and_password
from tests.making import make_account, make_post

ONE, TWO = Done(1, "sent 1 letters"), Done(2, "sent 2 letters")
WORDS = b"Subject: Hello\r\n\r\nA line.\r\n.\r\n..\r\nThe end.\r\n"


def promise(db):
    """Promise a letter."""
    bob = make_account(db, "bob")
    letter = Letter(kind=LetterKind.PASSWORD_CHANGED, account_id=bob.id)
    db.add(letter)
    db.commit()
    return letter


def envelope(recipient="bob@example.org", data=WORDS, id=7):
    return Envelope(id, f"<test-{id}@localhost>", "site@example.org", recipient, data)


def fresh(db, letter):
    db.rollback()
    db.refresh(letter)
    return letter


@pytest.fixture(scope="module")
def tls(tmp_path_factory):
    return certificate(tmp_path_factory.mktemp("certificate"))


@pytest.fixture
def trusted(tls, monkeypatch):
    """Trust the host's certificate, as an operator who has an authority of their own would."""
    monkeypatch.setenv("SSL_CERT_FILE", str(tls[1]))


class TestSmtpThatIsProtected:
    @pytest.fixture
    def mailhost(self, tls):
        context, _ = tls
        check = name_and_password("microblog", "open sesame")
        how = {"tls_context": context, "require_starttls": True, "auth_required": True, "authenticator": check}
        with MailHost().open(**how) as host:
            yield host

    @pytest.fixture
    def ini(self, ini):
        return {**ini, "mail.security": "starttls", "mail.username": "microblog", "mail.password": "open sesame"}

    def test_letters_go_by_starttls_with_a_name(self, db, mailhost, request_off_web, trusted):
        promise(db)

        assert send_letters(request_off_web) == ONE
        assert len(mailhost.letters) == 1

    def test_nothing_is_told_to_a_host_whose_certificate_is_not_trusted(self, db, mailhost, request_off_web, caplog):
        letter = promise(db)

        assert send_letters(request_off_web) == NOTHING

        assert fresh(db, letter).state == LetterState.WAITING
        assert "CERTIFICATE_VERIFY_FAILED" in caplog.text

    def test_a_wrong_password_loses_no_letter_and_tells_no_secret(
        self, db, mailhost, registry, request_off_web, trusted, caplog
    ):
        letter = promise(db)
        settings = registry.settings["microblog"].mail
        object.__setattr__(settings, "password", type(settings.password)("open barley"))

        assert send_letters(request_off_web) == NOTHING

        assert fresh(db, letter).state == LetterState.WAITING
        [line] = [record.getMessage() for record in caplog.records if record.name == "microblog.mail"]
        assert "does not let us in: 535" in line
        assert "barley" not in caplog.text


class TestSmtp:
    @pytest.fixture
    def smtp(self, mailhost):
        with transport_of(Mail(host="127.0.0.1", port=mailhost.port, timeout=5, answer_timeout=5)) as transport:
            yield transport

    def test_letters_may_be_protected_from_the_first_byte(self, tls, trusted):
        with MailHost().open(ssl_context=tls[0]) as host:
            with transport_of(Mail(host="127.0.0.1", port=host.port, security="tls")) as transport:
                transport.hand_over(envelope())

            assert host.recipients == ["bob@example.org"]

    def test_a_letter_arrives_as_it_was_written(self, smtp, mailhost):
        smtp.hand_over(envelope())
        smtp.hand_over(envelope(data=WORDS.removesuffix(b"\r\n")))

        assert mailhost.raw == [WORDS, WORDS]
        assert [letter.sender for letter in mailhost.letters] == ["site@example.org"] * 2

    def test_a_refusal_spoils_nothing_for_the_next_letter(self, smtp, mailhost):
        mailhost.answers["ann@example.org"] = "550 5.1.1 Who?"

        with pytest.raises(Refused, match=r"550 5\.1\.1 Who") as refusal:
            smtp.hand_over(envelope("ann@example.org"))
        smtp.hand_over(envelope())

        assert (refusal.value.for_good, refusal.value.of_address) == (True, True)
        assert mailhost.recipients == ["bob@example.org"]

    def test_a_connection_that_ended_meanwhile_is_opened_anew(self, smtp, mailhost):
        smtp.hand_over(envelope())
        smtp.connection.sock.shutdown(socket.SHUT_RDWR)

        smtp.hand_over(envelope())

        assert mailhost.recipients == ["bob@example.org"] * 2

    def test_an_address_that_the_host_cannot_read_is_refused(self, smtp, mailhost, monkeypatch):
        smtp.prepare(envelope())
        smtp.connection.esmtp_features.pop("smtputf8", None)

        with pytest.raises(Refused, match="no letters for such an address"):
            smtp.hand_over(envelope("bjørn@example.org"))
        smtp.hand_over(envelope())

    def test_an_answer_that_never_comes_is_a_doubt(self, smtp, mailhost):
        mailhost.vanishes.add("bob@example.org")

        with pytest.raises(Unclear):
            smtp.hand_over(envelope())

    def test_half_an_answer_is_a_doubt(self, smtp, mailhost):
        mailhost.stammers.add("bob@example.org")

        with pytest.raises(Unclear, match="answered 25"):
            smtp.hand_over(envelope())

    def test_a_silent_host_is_given_up_in_time(self):
        with socket.create_server(("127.0.0.1", 0)) as silent:
            settings = Mail(host="127.0.0.1", port=silent.getsockname()[1], timeout=0.2)

            with transport_of(settings) as transport, pytest.raises(HostAway, match="timed out"):
                transport.prepare(envelope())

    def test_nobody_can_tell_what_became_of_a_letter(self, smtp):
        assert smtp.recognise(7) is None
        assert smtp.complete(7) is False


class TestFiles:
    def test_while_developing_letters_are_files_that_a_mail_program_opens(self, db, registry, tmp_path):
        promise(db)
        object.__setattr__(registry.settings["microblog"].mail, "transport", "files")

        with request_off_the_web(registry) as request:
            assert send_letters(request) == ONE

        [file] = (tmp_path / "mail").iterdir()
        assert file.suffix == ".eml"
        assert message_from_bytes(file.read_bytes(), policy=policy.default)["To"] == "bob <bob@example.org>"

    def test_a_letter_that_is_there_is_recognised(self, tmp_path):
        with transport_of(Mail(transport="files", directory=tmp_path / "x")) as files:
            files.prepare(envelope())
            assert files.recognise(7) is False

            files.hand_over(envelope())
            files.hand_over(envelope())

            assert files.recognise(7) is True
        assert len(list((tmp_path / "x").iterdir())) == 1


class Died(BaseException):
    """The scheduler is killed here: nothing catches this."""


class TestSpool:
    @pytest.fixture
    def folder(self, tmp_path):
        """A queue, in which letters stay until somebody takes them out."""
        (tmp_path / "spool" / "queue").mkdir(parents=True)
        os.mkfifo(tmp_path / "spool" / "trigger")
        return tmp_path / "spool"

    @pytest.fixture
    def ini(self, ini, folder):
        return {**ini, "mail.transport": "spool", "mail.spool": str(folder)}

    @pytest.fixture
    def dying(self, monkeypatch):
        """Let the next one die at a point of a letter's way, once."""

        def prepare(method, *, before):
            once = getattr(Spool, method)

            def die(spool, envelope):
                monkeypatch.setattr(Spool, method, once)
                if not before:
                    once(spool, envelope)
                raise Died

            monkeypatch.setattr(Spool, method, die)

        return prepare

    def test_a_letter_is_written_as_the_mail_program_reads_it(self, db, folder, request_off_web):
        letter = promise(db)

        assert send_letters(request_off_web) == ONE

        [file] = (folder / "queue").iterdir()
        sender, recipient, empty, rest = file.read_bytes().split(b"\n", 3)
        assert (sender, recipient, empty) == (b"site@example.org", b"bob@example.org", b"")
        assert b"\r" not in rest
        assert message_from_bytes(rest, policy=policy.default)["To"] == "bob <bob@example.org>"
        assert file.name == str(letter.id)
        assert stat.S_IMODE(file.stat().st_mode) & 0o640 == 0o640
        assert list((folder / "ready").iterdir()) == []

    def test_the_mail_program_is_woken_up(self, folder):
        trigger = os.open(folder / "trigger", os.O_RDONLY | os.O_NONBLOCK)
        with transport_of(Mail(transport="spool", spool=folder)) as spool:
            spool.prepare(envelope())
            spool.hand_over(envelope())

        assert os.read(trigger, 10) == b"\0"
        os.close(trigger)

    @pytest.mark.parametrize("taken", [False, True], ids=["lies_in_the_queue", "is_gone_from_the_queue"])
    @pytest.mark.parametrize(
        ("method", "before"),
        [("prepare", True), ("prepare", False), ("hand_over", True), ("hand_over", False)],
        ids=["before_it_is_ready", "before_the_intent", "before_it_is_moved", "before_the_outcome"],
    )
    def test_a_letter_goes_once_whenever_the_scheduler_dies(
        self, db, folder, request_off_web, dying, method, before, taken
    ):
        letter = promise(db)
        dying(method, before=before)
        with pytest.raises(Died):
            send_letters(request_off_web)
        sent = [file.name for file in (folder / "queue").iterdir()]
        if taken:
            [file.unlink() for file in (folder / "queue").iterdir()]

        send_letters(request_off_web)
        send_letters(request_off_web)

        sent += [file.name for file in (folder / "queue").iterdir() if taken or file.name not in sent]
        assert sent == [str(letter.id)]
        assert fresh(db, letter).state == LetterState.SENT
        assert letter.doubts == 0
        assert list((folder / "ready").iterdir()) == []

    @pytest.mark.parametrize("words", ["ended_at=", "holder_id="], ids=["at_the_end", "at_the_beginning"])
    def test_a_letter_goes_once_if_the_database_fails_while_one_finds_out_whether_a_dead_scheduler_sent_it(
        self, db, registry, folder, request_off_web, dying, words
    ):
        letter = promise(db)
        dying("hand_over", before=False)
        with pytest.raises(Died):
            send_letters(request_off_web)
        (folder / "queue" / str(letter.id)).unlink()  # the mail program took it
        away = threading.Event()
        away.set()

        with Presence(registry["engine"]) as presence:
            registry["presence"] = presence  # a scheduler that lives on, and remembers
            with broken(registry["engine"], words, when=away), pytest.raises(OperationalError):
                send_letters(request_off_web)
            assert send_letters(request_off_web) == NOTHING

        assert list((folder / "queue").iterdir()) == []
        assert fresh(db, letter).state == LetterState.SENT
        assert letter.doubts == 0

    def test_whoever_was_thought_dead_hands_nothing_over_twice(self, folder):
        with (
            transport_of(Mail(transport="spool", spool=folder)) as slow,
            transport_of(Mail(transport="spool", spool=folder)) as other,
        ):
            slow.prepare(envelope())
            assert other.recognise(7) is False
            assert other.complete(7)
            (folder / "queue" / "7").unlink()  # the mail program took it

            slow.hand_over(envelope())

        assert list((folder / "queue").iterdir()) == []

    def test_what_lost_its_reason_before_it_was_moved_does_not_go(self, db, folder, request_off_web, dying):
        ann = make_account(db, "ann")
        make_account(db, "bob")
        make_post(db, ann, "@bob")
        dying("hand_over", before=True)
        with pytest.raises(Died):
            send_letters(request_off_web)
        db.rollback()
        db.execute(update(Post).values(deleted_at=Post.created_at))
        db.commit()

        assert send_letters(request_off_web) == NOTHING
        send_letters(request_off_web)

        assert db.scalars(select(Letter.state)).all() == [LetterState.DROPPED]
        assert len(db.scalars(select(Reason)).all()) == 1
        assert list((folder / "queue").iterdir()) == []

    def test_what_was_made_ready_for_letters_that_are_done_with_is_cleared_away(self, db, folder, request_off_web):
        letter = promise(db)
        (folder / "ready").mkdir()
        for name in ("12345", f".{letter.id}-1-1", "notes"):
            (folder / "ready" / name).touch()

        send_letters(request_off_web)
        assert {file.name for file in (folder / "ready").iterdir()} == {f".{letter.id}-1-1", "notes"}  # it was to go
        db.rollback()
        db.add(Letter(kind=LetterKind.PASSWORD_CHANGED, account_id=letter.account_id))
        db.commit()
        send_letters(request_off_web)

        assert {file.name for file in (folder / "ready").iterdir()} == {"notes"}

    def test_a_full_disk_is_one_clear_line_and_the_letter_waits(self, db, folder, request_off_web, monkeypatch, caplog):
        full, ann = promise(db), make_account(db, "ann")
        db.add(Letter(kind=LetterKind.PASSWORD_CHANGED, account_id=ann.id))
        db.commit()
        write = spools._write

        def fail(path, content):
            if path.name.startswith(f".{full.id}-"):
                path.touch()
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            write(path, content)

        monkeypatch.setattr(spools, "_write", fail)
        assert send_letters(request_off_web) == ONE

        assert fresh(db, full).state == LetterState.WAITING
        assert (full.attempts, full.doubts) == (1, 0)
        lines = [record.getMessage() for record in caplog.records if record.name == "microblog.mail"]
        assert lines == [f"letter {full.id} cannot be sent: OSError: [Errno 28] No space left on device"]
        assert "Traceback" not in caplog.text
        assert list((folder / "ready").iterdir()) == []

    def test_a_queue_that_is_gone_loses_nothing(self, db, folder, request_off_web, caplog):
        letter = promise(db)
        (folder / "queue").rmdir()

        assert send_letters(request_off_web) == NOTHING

        assert fresh(db, letter).state == LetterState.WAITING
        assert letter.attempts == 0
        assert f"there is no folder {folder}/queue" in caplog.text

    def test_an_address_of_several_lines_is_no_address(self, folder):
        with (
            transport_of(Mail(transport="spool", spool=folder)) as spool,
            pytest.raises(ValueError, match="several lines"),
        ):
            spool.prepare(envelope("bob@example.org\nann@example.org"))

    def test_a_start_without_a_queue_is_refused_with_a_sentence(self, registry, folder):
        settings = registry.settings["microblog"]
        check_folders(settings)

        (folder / "queue").rmdir()
        with pytest.raises(
            Misconfigured, match=r"There is no folder .*/queue \(mail.spool\): is nullmailer installed\?"
        ):
            check_folders(settings)
