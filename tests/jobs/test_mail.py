"""Keeping promised letters on their way: what the mail host says, and what becomes of them."""

import logging
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from jinja2 import TemplateNotFound
from sqlalchemy import select, update
from sqlalchemy.exc import OperationalError

from microblog import clock
from microblog.actions.edits import Edit, edit_post
from microblog.actions.mail import FIRST_WAIT, GIVEN_UP_AFTER, LONGEST_WAIT, claim_letters, intend
from microblog.actions.posts import delete_post
from microblog.clock import now
from microblog.database import request_off_the_web
from microblog.jobs import outages, senders
from microblog.jobs.done import NOTHING, Done
from microblog.jobs.mail import send_letters
from microblog.jobs.stopping import told_to_stop
from microblog.models import Account, Letter, LetterKind, LetterState, Post, Reason, ReasonState, new_id
from microblog.presence import Presence
from microblog.queries.mail import mail_figures
from tests.faulty import broken
from tests.jobs.mailhost import MailHost
from tests.making import make_account, make_post
from tests.meanwhile import writing_session

LATER, NEVER = "451 Come back later", "550 5.1.1 No such user"


@pytest.fixture(autouse=True)
def _together(monkeypatch):
    """Several threads are used as soon as three letters are due."""
    monkeypatch.setattr(senders, "FIRST", 3)
    monkeypatch.setattr(senders, "MOST", 3)
    monkeypatch.setattr("microblog.jobs.mail.FEW", 3)


@pytest.fixture
def presence(registry):
    """A scheduler that runs on from run to run, and remembers."""
    with Presence(registry["engine"]) as presence:
        registry["presence"] = presence
        yield presence


@pytest.fixture
def gone(engine):
    """The id of a scheduler that died."""
    with Presence(engine) as presence:
        pass
    return presence.id


def promise(db, count=1):
    """Let ann name a few people; each is to be told by a letter."""
    ann = make_account(db, "ann")
    for number in range(count):
        make_account(db, f"p{number}")
        make_post(db, ann, f"@p{number}")


def written(db, count=1, **facts):
    """Let there be letters to a few people; return them, the oldest first."""
    people = [make_account(db, f"p{number}") for number in range(count)]
    letters = [Letter(kind=LetterKind.PASSWORD_CHANGED, account_id=one.id, **facts) for one in people]
    db.add_all(letters)
    db.commit()
    return letters


def said(count):
    return Done(count, f"sent {count} letters")


def states(db):
    db.rollback()
    return list(db.scalars(select(Letter.state).order_by(Letter.id)))


def anew(db, row):
    """Look at a row as it is now."""
    db.rollback()
    db.refresh(row)


def all_due(db):
    """Let the time pass until all letters are due."""
    db.rollback()
    db.execute(update(Letter).values(due_at=now() - timedelta(seconds=1)))
    db.commit()


def hold(engine, letter, holder, *, sending=False, how="smtp"):
    """Let a scheduler have claimed a letter, and perhaps begun to hand it over."""
    with writing_session(engine) as db:
        assert claim_letters(db, holder, 1) == [letter.id]
        assert not sending or intend(db, holder, letter.id, how=how)
        db.commit()


def lines(caplog, level=logging.WARNING):
    return [
        record.getMessage() for record in caplog.records if record.name == "microblog.mail" and record.levelno >= level
    ]


class TestSending:
    def test_each_letter_is_sent_once(self, db, mailhost, request_off_web):
        promise(db, 25)

        first, again = send_letters(request_off_web), send_letters(request_off_web)

        assert (first, again) == (said(25), NOTHING)
        assert sorted(mailhost.recipients) == sorted(f"p{n}@example.org" for n in range(25))
        assert set(states(db)) == {LetterState.SENT}
        letter = db.scalars(select(Letter)).first()
        assert letter.ended_at is not None
        assert (letter.holder_id, letter.attempts, letter.trouble) == (None, 1, "")

    def test_a_letter_that_is_not_due_waits(self, db, mailhost, request_off_web):
        written(db, due_at=now() + timedelta(minutes=1))

        assert send_letters(request_off_web) == NOTHING
        assert mailhost.letters == []

    def test_a_letter_that_was_put_off_by_a_clock_ahead_does_not_wait_for_it(self, db, mailhost, request_off_web):
        written(db, due_at=now() + timedelta(days=2))

        assert send_letters(request_off_web) == said(1)

    def test_letters_are_not_held_by_a_transaction_while_they_are_sent(self, db, mailhost, request_off_web):
        written(db, 2)
        free = []

        def look(_address):
            free.append(len(db.scalars(select(Letter).with_for_update(nowait=True)).all()))
            db.rollback()

        mailhost.meanwhile = look
        send_letters(request_off_web)

        assert free == [2, 2]

    def test_a_letter_that_is_sent_again_has_the_same_id(self, db, mailhost, request_off_web):
        [letter] = written(db)
        send_letters(request_off_web)
        anew(db, letter)
        letter.state, letter.ended_at = LetterState.WAITING, None
        db.commit()

        send_letters(request_off_web)

        first, second = (one["Message-ID"] for one in mailhost.letters)
        assert first == second

    def test_whoever_is_told_to_stop_gives_back_what_was_claimed(self, db, mailhost, request_off_web):
        written(db, 3)
        mailhost.meanwhile = lambda _address: told_to_stop.set()

        try:
            assert send_letters(request_off_web) == said(1)
        finally:
            told_to_stop.clear()

        assert Counter(states(db)) == {LetterState.SENT: 1, LetterState.WAITING: 2}
        assert set(db.scalars(select(Letter.holder_id))) == {None}


class TestWhatChangesMeanwhile:
    @pytest.fixture
    def meanwhile(self, db, mailhost, engine):
        """Do something while the first of two letters is under way."""
        promise(db, 2)

        def prepare(deed):
            def once(_address):
                mailhost.meanwhile = lambda _address: None
                with writing_session(engine) as other:
                    deed(other, other.scalars(select(Post).where(Post.text == "@p1")).one())
                    other.commit()

            mailhost.meanwhile = once

        return prepare

    def test_nobody_is_told_of_what_was_deleted(self, db, mailhost, request_off_web, meanwhile):
        meanwhile(lambda other, post: delete_post(other, post.author, post))

        assert send_letters(request_off_web) == said(1)

        assert mailhost.recipients == ["p0@example.org"]
        assert states(db) == [LetterState.SENT, LetterState.DROPPED]

    def test_one_is_told_what_it_says_now(self, db, mailhost, request_off_web, meanwhile):
        meanwhile(lambda other, post: edit_post(other, post.author, post, Edit(text="@p1 on second thoughts")))

        assert send_letters(request_off_web) == said(2)

        assert "on second thoughts" in mailhost.letters[1].get_body(("plain",)).get_content()

    def test_a_letter_goes_to_where_one_is_now(self, db, mailhost, request_off_web, meanwhile):
        moved = update(Account).where(Account.username == "p1").values(email="elsewhere@example.org")
        meanwhile(lambda other, _post: other.execute(moved))

        assert send_letters(request_off_web) == said(2)

        assert mailhost.recipients == ["p0@example.org", "elsewhere@example.org"]

    def test_what_was_written_long_ago_is_written_anew(self, db, mailhost, request_off_web, monkeypatch):
        promise(db, 2)
        monkeypatch.setattr(senders, "FRESH", 0.2)
        renamed = update(Account).where(Account.username == "ann").values(display_name="Ann the Great")
        slow = threading.Event()

        def rename(_address):
            if not slow.is_set():
                db.execute(renamed)
                db.commit()
                slow.wait(0.3)
                slow.set()

        mailhost.meanwhile = rename
        send_letters(request_off_web)

        assert ["the Great" in str(letter["From"]) for letter in mailhost.letters] == [False, True]


class TestRefusals:
    def test_what_is_refused_for_now_is_tried_again_later_each_time(self, db, mailhost, request_off_web):
        [letter] = written(db)
        mailhost.answers["p0@example.org"] = LATER

        waits = []
        for attempt in range(1, 14):
            all_due(db)
            send_letters(request_off_web)
            db.rollback()
            assert (letter.state, letter.attempts, letter.trouble) == (LetterState.WAITING, attempt, LATER)
            assert letter.holder_id is None
            waits.append(letter.due_at - now())

        for number, wait in enumerate(waits):
            planned = min(FIRST_WAIT * 2**number, LONGEST_WAIT)
            assert planned * 0.75 < wait < planned * 1.25

        del mailhost.answers["p0@example.org"]
        all_due(db)
        assert send_letters(request_off_web) == said(1)

    def test_a_letter_is_given_up_after_days_of_trying(self, db, mailhost, request_off_web):
        [letter] = written(db, attempts=7)
        mailhost.answers["p0@example.org"] = LATER

        with clock.set_to(letter.created_at + GIVEN_UP_AFTER - timedelta(minutes=1)):
            send_letters(request_off_web)
            assert states(db) == [LetterState.WAITING]
        all_due(db)
        with clock.set_to(letter.created_at + GIVEN_UP_AFTER + timedelta(minutes=1)):
            send_letters(request_off_web)

        assert states(db) == [LetterState.DEAD]

    def test_whoever_was_waited_for_in_vain_for_days_is_still_tried_a_few_times(self, db, mailhost, request_off_web):
        written(db, created_at=now() - timedelta(days=4))
        mailhost.answers["p0@example.org"] = LATER

        send_letters(request_off_web)

        assert states(db) == [LetterState.WAITING]

    def test_what_is_refused_for_good_is_tried_once_more_and_dead_then(self, db, mailhost, request_off_web, caplog):
        written(db, 3)
        mailhost.answers["p1@example.org"] = "554 5.6.0 Not such a letter for <p1@example.org>"

        assert send_letters(request_off_web) == said(2)
        assert states(db) == [LetterState.SENT, LetterState.WAITING, LetterState.SENT]
        assert send_letters(request_off_web) == NOTHING  # it waits
        all_due(db)
        send_letters(request_off_web)

        assert states(db) == [LetterState.SENT, LetterState.DEAD, LetterState.SENT]
        dead = db.scalars(select(Letter).where(Letter.state == LetterState.DEAD)).one()
        assert (dead.refusals, dead.trouble) == (2, "554 5.6.0 Not such a letter for <p1@example.org>")
        assert len(lines(caplog)) == 2
        assert all(line.endswith("Not such a letter for <…>") for line in lines(caplog))

    def test_an_address_that_refuses_twice_gets_no_more_news(self, db, mailhost, request_off_web):
        promise(db)
        ann, reader = (db.scalars(select(Account).where(Account.username == name)).one() for name in ("ann", "p0"))
        mailhost.answers["p0@example.org"] = NEVER
        send_letters(request_off_web)
        anew(db, reader)
        assert (reader.email_refusals, reader.email_disabled_at) == (1, None)
        make_post(db, ann, "@p0 is this thing on?")
        db.add(Letter(kind=LetterKind.PASSWORD_CHANGED, account_id=reader.id, due_at=now() + timedelta(hours=1)))
        db.commit()

        send_letters(request_off_web)

        anew(db, reader)
        assert (reader.email_refusals, reader.email_trouble) == (2, NEVER)
        assert reader.email_disabled_at is not None
        found = {letter.state: letter.kind for letter in db.scalars(select(Letter))}
        assert found == {
            LetterState.DROPPED: LetterKind.NEWS,  # which had been refused once
            LetterState.DEAD: LetterKind.NEWS,
            LetterState.WAITING: LetterKind.PASSWORD_CHANGED,
        }

    def test_what_waits_to_be_told_to_such_an_address_is_dropped(self, db, mailhost, request_off_web):
        promise(db)
        reader = db.scalars(select(Account).where(Account.username == "p0")).one()
        reader.email_refusals = 1
        [reason] = db.scalars(select(Reason))
        later = Reason(
            account_id=reader.id, event=reason.event, by_id=reason.account_id, due_at=now() + timedelta(hours=1)
        )
        db.add(later)
        db.commit()
        mailhost.answers["p0@example.org"] = NEVER

        send_letters(request_off_web)

        anew(db, later)
        assert later.state == ReasonState.DROPPED

    @pytest.mark.parametrize("words", [LATER, "550 5.7.1 We do not like you", "552-5.7.0 Too\n552 5.7.0 much"])
    def test_what_is_not_the_fault_of_the_address_is_not_held_against_it(self, db, mailhost, request_off_web, words):
        written(db)
        mailhost.answers["p0@example.org"] = words

        send_letters(request_off_web)
        all_due(db)
        send_letters(request_off_web)

        reader = db.scalars(select(Account)).one()
        assert (reader.email_refusals, reader.email_disabled_at) == (0, None)

    def test_an_address_that_takes_a_letter_again_is_forgiven(self, db, mailhost, request_off_web):
        [letter] = written(db)
        mailhost.answers["p0@example.org"] = NEVER
        send_letters(request_off_web)
        del mailhost.answers["p0@example.org"]
        all_due(db)

        assert send_letters(request_off_web) == said(1)

        db.rollback()
        assert db.get(Account, letter.account_id).email_refusals == 0

    def test_a_former_address_is_not_held_against_the_present_one(self, db, mailhost, request_off_web):
        written(db, address="former@example.org")
        mailhost.answers["former@example.org"] = NEVER

        send_letters(request_off_web)

        assert db.scalars(select(Account.email_refusals)).all() == [0]


class TestOutages:
    def test_while_the_host_is_away_nothing_is_lost_and_one_line_says_so(
        self, db, mailhost, registry, presence, caplog, monkeypatch
    ):
        caplog.set_level(logging.INFO)
        written(db, 5)
        with MailHost().open() as gone:
            port = gone.port
        object.__setattr__(registry.settings["microblog"].mail, "port", port)

        with request_off_the_web(registry) as request:
            for _ in range(4):
                assert send_letters(request) == NOTHING
                registry["mail"].outage.until = 0.0  # the pause is over

            assert states(db) == [LetterState.WAITING] * 5
            found = list(db.scalars(select(Letter)))
            assert {(one.attempts, one.holder_id, one.trouble) for one in found} == {(0, None, "")}
            assert all(letter.due_at <= now() for letter in found)
            assert len(lines(caplog, logging.INFO)) == 1
            assert f"127.0.0.1:{port} cannot be reached" in lines(caplog)[0]

            with MailHost().open(port=port) as back:
                assert send_letters(request) == said(5)
                assert len(back.letters) == 5
            assert [line.partition(",")[0] for line in lines(caplog, logging.INFO)[1:]] == ["The mail host is back"]

    def test_a_host_that_is_away_is_left_alone_for_longer_each_time(self):
        outage, pauses = outages.Outage(), []
        for _ in range(8):
            pauses.append(outage.pause)
            outage.begin(ConnectionError("gone"))
            assert outage.waits

        assert pauses == [2, 4, 8, 16, 32, 60, 60, 60]

        outage.end()
        assert not outage.waits

    def test_while_it_is_left_alone_it_is_not_asked(self, db, mailhost, request_off_web, registry, presence):
        written(db)
        send_letters(request_off_web)
        registry["mail"].outage.begin(ConnectionError("gone"))
        db.execute(update(Letter).values(state=LetterState.WAITING, ended_at=None))
        db.commit()

        assert send_letters(request_off_web) == NOTHING

        assert len(mailhost.letters) == 1

    def test_a_host_that_nobody_can_find_is_one_clear_line(self, db, mailhost, registry, caplog):
        written(db, 3)
        object.__setattr__(registry.settings["microblog"].mail, "host", "mail.invalid")

        with request_off_the_web(registry) as request:
            assert send_letters(request) == NOTHING

        [line] = lines(caplog)
        assert line.startswith("Letters wait, because smtp mail.invalid:")
        assert states(db) == [LetterState.WAITING] * 3

    @pytest.mark.parametrize("words", ["421 Too busy", "530 Authentication required", "550 5.7.1 Not you", LATER])
    def test_a_host_that_does_not_let_us_in_loses_nothing(self, db, mailhost, request_off_web, words, caplog):
        written(db, 2)

        async def refuse(_server, _session, _envelope, _address, _options):
            return words

        mailhost.handle_MAIL = refuse
        assert send_letters(request_off_web) == NOTHING
        del mailhost.handle_MAIL

        assert states(db) == [LetterState.WAITING] * 2
        assert {letter.attempts for letter in db.scalars(select(Letter))} == {0}
        assert len(lines(caplog)) == 1

    def test_a_host_that_has_had_enough_of_a_connection_gets_another(self, db, mailhost, request_off_web):
        written(db, 6)

        async def at_most_two(server, session, envelope, address, _options):
            session.count = getattr(session, "count", 0) + 1
            if session.count > 2:
                return "421 4.7.0 Enough"
            envelope.mail_from = address
            return "250 OK"

        mailhost.handle_MAIL = at_most_two
        assert send_letters(request_off_web) == said(6)
        del mailhost.handle_MAIL

    def test_a_letter_at_which_the_host_hangs_up_does_not_hold_up_the_others(self, db, mailhost, request_off_web):
        written(db, 3)
        mailhost.answers["p0@example.org"] = "421 Closing"

        assert send_letters(request_off_web) == said(2)

        assert states(db) == [LetterState.WAITING, LetterState.SENT, LetterState.SENT]
        assert db.scalars(select(Letter.attempts).order_by(Letter.id)).all() == [1, 1, 1]

    def test_a_host_that_hangs_up_each_time_is_away(self, db, mailhost, request_off_web, caplog):
        written(db, 8)
        mailhost.answers.update({f"p{number}@example.org": "421 Closing" for number in range(8)})

        assert send_letters(request_off_web) == NOTHING

        assert states(db) == [LetterState.WAITING] * 8
        assert sum(db.scalars(select(Letter.attempts))) < 8
        assert len([line for line in lines(caplog) if line.startswith("Letters wait")]) == 1


class TestFaultsOfOurs:
    def test_a_letter_that_cannot_be_written_holds_up_nobody(self, db, mailhost, request_off_web, monkeypatch, caplog):
        bad = written(db, 3)[0].id
        compose = senders.compose

        def failing(request, letter, *more):
            if letter.id == bad:
                raise TemplateNotFound("password_changed.txt.jinja2")
            return compose(request, letter, *more)

        monkeypatch.setattr(senders, "compose", failing)
        assert send_letters(request_off_web) == said(2)

        assert states(db) == [LetterState.WAITING, LetterState.SENT, LetterState.SENT]
        letter = db.get(Letter, bad)
        assert letter.trouble == "TemplateNotFound: password_changed.txt.jinja2"
        assert (letter.attempts, letter.holder_id) == (1, None)
        assert letter.due_at > now()
        assert lines(caplog) == [f"letter {bad} cannot be sent: TemplateNotFound: password_changed.txt.jinja2"]
        assert "Traceback" not in caplog.text

        monkeypatch.undo()
        all_due(db)
        assert send_letters(request_off_web) == said(1)

    def test_what_could_not_be_written_down_is_written_down_later_and_not_sent_again(
        self, db, engine, mailhost, request_off_web, presence
    ):
        written(db, 2)
        away = threading.Event()
        mailhost.meanwhile = lambda _address: away.set()
        with broken(engine, "ended_at=", when=away), pytest.raises(OperationalError):
            send_letters(request_off_web)
        assert LetterState.SENDING in states(db)

        assert send_letters(request_off_web) == said(1)

        assert sorted(mailhost.recipients) == ["p0@example.org", "p1@example.org"]
        assert states(db) == [LetterState.SENT] * 2
        assert set(db.scalars(select(Letter.doubts))) == {0}

    def test_what_was_meant_to_go_when_the_database_failed_goes_later_without_doubt(
        self, db, engine, mailhost, request_off_web, presence
    ):
        [letter] = written(db)
        hold(engine, letter, presence.id, sending=True)  # we live, and remember nothing of having handed it over

        assert send_letters(request_off_web) == said(1)

        anew(db, letter)
        assert (letter.attempts, letter.doubts) == (1, 0)


class TestSeveralSchedulers:
    def test_at_once_they_send_no_letter_twice(self, db, mailhost, registry):
        promise(db, 30)

        def schedule(_number):
            with request_off_the_web(registry) as request:
                return send_letters(request)

        with ThreadPoolExecutor(4) as together:
            done = list(together.map(schedule, range(4)))

        assert sum(one.rows for one in done) == 30
        assert max(Counter(mailhost.recipients).values()) == 1
        assert set(states(db)) == {LetterState.SENT}

    def test_what_a_dead_one_had_claimed_is_free_at_once(self, db, engine, mailhost, request_off_web, gone):
        [letter] = written(db)
        hold(engine, letter, gone)

        assert send_letters(request_off_web) == said(1)

        anew(db, letter)
        assert (letter.doubts, letter.attempts) == (0, 1)

    @pytest.mark.parametrize("sending", [False, True])
    def test_what_a_slow_one_has_stays_its_own_whatever_the_clock_says(
        self, db, engine, mailhost, request_off_web, sending
    ):
        [letter] = written(db)
        with Presence(engine) as slow:
            hold(engine, letter, slow.id, sending=sending)

            with clock.set_to(now() + timedelta(days=1)):
                assert send_letters(request_off_web) == NOTHING

        anew(db, letter)
        assert letter.holder_id == slow.id
        assert mailhost.letters == []

    def test_what_a_dead_one_was_handing_over_goes_again_and_the_doubt_is_told(
        self, db, engine, mailhost, request_off_web, gone, caplog
    ):
        [letter] = written(db)
        hold(engine, letter, gone, sending=True)

        assert send_letters(request_off_web) == said(1)

        anew(db, letter)
        assert (letter.state, letter.doubts, letter.attempts) == (LetterState.SENT, 1, 2)
        assert [line.partition(":")[0] for line in lines(caplog)] == [f"letter {letter.id} may reach its reader twice"]
        assert mail_figures(db).doubts == 1

    def test_what_was_handed_over_by_other_means_is_in_doubt(self, db, engine, mailhost, registry, gone, tmp_path):
        [letter] = written(db)
        hold(engine, letter, gone, sending=True, how="smtp 127.0.0.1:25")
        object.__setattr__(registry.settings["microblog"].mail, "transport", "files")

        with request_off_the_web(registry) as request:
            assert send_letters(request) == said(1)

        anew(db, letter)
        assert letter.doubts == 1

    def test_what_is_in_doubt_is_taken_up_by_one_alone(self, db, engine, mailhost, registry, gone):
        for letter in written(db, 8):
            hold(engine, letter, gone, sending=True)

        def schedule(_number):
            with request_off_the_web(registry) as request:
                return send_letters(request)

        with ThreadPoolExecutor(4) as together:
            list(together.map(schedule, range(4)))

        assert max(Counter(mailhost.recipients).values()) == 1
        assert set(states(db)) == {LetterState.SENT}
        assert db.scalars(select(Letter.doubts)).all() == [1] * 8

    def test_who_was_thought_dead_does_not_write_over_what_another_one_did(self, db, mailhost, request_off_web, caplog):
        [letter] = written(db)
        other = new_id()

        def take_over(_address):
            db.execute(update(Letter).values(holder_id=other))
            db.commit()

        mailhost.meanwhile = take_over
        send_letters(request_off_web)

        anew(db, letter)
        assert (letter.state, letter.holder_id) == (LetterState.SENDING, other)
        assert [line for line in lines(caplog) if "was taken over by another scheduler" in line]


class TestDoubts:
    def test_a_letter_whose_answer_never_came_goes_again_and_the_doubt_is_told(
        self, db, mailhost, request_off_web, caplog
    ):
        [letter] = written(db)
        mailhost.vanishes = {"p0@example.org"}

        assert send_letters(request_off_web) == NOTHING

        anew(db, letter)
        assert (letter.state, letter.doubts, letter.attempts) == (LetterState.WAITING, 1, 1)
        assert letter.due_at > now()
        assert "may reach its reader twice" in lines(caplog)[0]
        assert mail_figures(db).doubts == 1

        mailhost.vanishes = set()
        all_due(db)
        assert send_letters(request_off_web) == said(1)
        assert mailhost.recipients == ["p0@example.org"] * 2
        assert mail_figures(db).doubts == 1


def test_figures_say_how_the_mail_fares(db):
    ann = make_account(db, "ann", email_disabled_at=now())
    for state, facts in [
        (LetterState.WAITING, {"due_at": now() - timedelta(minutes=1), "created_at": now() - timedelta(hours=2)}),
        (LetterState.WAITING, {"due_at": now() + timedelta(minutes=1), "created_at": now() - timedelta(hours=3)}),
        (LetterState.SENDING, {"doubts": 2}),
        (LetterState.SENT, {"ended_at": now(), "doubts": 1}),
        (LetterState.SENT, {"ended_at": now() - timedelta(days=2), "doubts": 4}),
        (LetterState.DEAD, {"ended_at": now()}),
        (LetterState.DEAD, {"ended_at": now() - timedelta(days=2)}),
        (LetterState.DROPPED, {"ended_at": now()}),
    ]:
        db.add(Letter(kind=LetterKind.NEWS, account_id=ann.id, state=state, **facts))
    db.flush()

    figures = mail_figures(db)

    assert (figures.waiting, figures.sending, figures.dead, figures.doubts) == (2, 1, 2, 3)
    assert (figures.sent, figures.failed, figures.disabled) == (1, 1, 1)
    assert abs(figures.oldest_waiting_at - (now() - timedelta(hours=2))) < timedelta(minutes=1)
