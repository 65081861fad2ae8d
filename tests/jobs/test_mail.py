"""Keeping promised letters on their way: what the mail host says, and what becomes of them."""

import logging
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from jinja2 import TemplateNotFound
from sqlalchemy import select

from microblog import clock
from microblog.actions.mail import GIVEN_UP_AFTER, LEASE, LONGEST_WAIT, claim_letter
from microblog.clock import now
from microblog.database import request_off_the_web
from microblog.jobs import letters, mail
from microblog.jobs.mail import send_letters
from microblog.models import Letter, LetterState
from tests.jobs.mailhost import MailHost
from tests.making import make_account, make_post

PATIENCE = timedelta(seconds=5)


def promise(db, count=1):
    """Promise a few letters; return them, the oldest first."""
    ann = make_account(db, "ann")
    for number in range(count):
        make_account(db, f"p{number}")
        make_post(db, ann, f"@p{number}")
    promised = list(db.scalars(select(Letter).order_by(Letter.id)))
    db.commit()
    return promised


def states(db):
    db.rollback()
    return list(db.scalars(select(Letter.state).order_by(Letter.id)))


def all_due(db):
    """Let the time pass until all letters are due."""
    db.rollback()
    for letter in db.scalars(select(Letter)):
        letter.due_at = now() - timedelta(seconds=1)
    db.commit()


def test_each_letter_is_sent_once(db, mailhost, request_off_web):
    promise(db, 25)

    said = send_letters(request_off_web)
    again = send_letters(request_off_web)

    assert (said, again) == ("sent 25 letters", "")
    assert sorted(mailhost.recipients) == sorted(f"p{n}@example.org" for n in range(25))
    assert set(states(db)) == {LetterState.SENT}
    assert db.scalars(select(Letter)).first().sent_at is not None


def test_a_letter_that_is_not_due_waits(db, mailhost, request_off_web):
    [letter] = promise(db)
    letter.due_at = now() + timedelta(minutes=1)
    db.commit()

    send_letters(request_off_web)

    assert mailhost.letters == []


def test_letters_are_not_held_by_a_transaction_while_they_are_sent(db, mailhost, request_off_web):
    promise(db, 2)
    original = mailhost.handle_DATA
    locked = []

    async def slow_data(server, session, envelope):
        other = list(db.scalars(select(Letter).with_for_update(nowait=True)))
        db.rollback()
        locked.append(len(other))
        return await original(server, session, envelope)

    mailhost.handle_DATA = slow_data
    send_letters(request_off_web)

    assert locked == [2, 2]


def test_what_is_refused_for_now_is_tried_again_later_each_time(db, mailhost, request_off_web):
    [letter] = promise(db)
    mailhost.answers["p0@example.org"] = "451 Come back later"

    waits = []
    for attempt in range(1, 14):
        all_due(db)
        send_letters(request_off_web)
        db.rollback()
        assert (letter.state, letter.attempts) == (LetterState.WAITING, attempt)
        assert letter.trouble == "451 Come back later"
        waits.append(letter.due_at - now())

    for number, wait in enumerate(waits):
        planned = min(timedelta(minutes=1) * 2**number, LONGEST_WAIT)
        assert planned * 0.75 < wait < planned * 1.25

    del mailhost.answers["p0@example.org"]
    all_due(db)
    send_letters(request_off_web)
    db.rollback()
    assert (letter.state, letter.trouble) == (LetterState.SENT, "")
    assert len(mailhost.letters) == 1


def test_a_letter_that_is_sent_again_has_the_same_id(db, mailhost, request_off_web):
    [letter] = promise(db)
    send_letters(request_off_web)
    db.rollback()
    assert letter.state == LetterState.SENT
    letter.state = LetterState.WAITING  # as if we had died before we wrote it down
    db.commit()
    all_due(db)

    send_letters(request_off_web)

    first, second = (one["Message-ID"] for one in mailhost.letters)
    assert first == second


def test_what_is_refused_for_good_is_dead_and_said_so(db, mailhost, request_off_web, caplog):
    promise(db, 3)
    mailhost.answers["p1@example.org"] = "550 No such user"

    said = send_letters(request_off_web)
    all_due(db)
    send_letters(request_off_web)

    assert said == "sent 2 letters"
    assert states(db) == [LetterState.SENT, LetterState.DEAD, LetterState.SENT]
    assert db.scalars(select(Letter.trouble).where(Letter.state == LetterState.DEAD)).all() == ["550 No such user"]
    assert [record.levelno for record in caplog.records if record.name == "microblog.mail"] == [logging.WARNING]


def test_a_letter_is_given_up_after_days_of_trying(db, mailhost, request_off_web):
    [letter] = promise(db)
    mailhost.answers["p0@example.org"] = "451 Come back later"

    with clock.set_to(letter.created_at + GIVEN_UP_AFTER - timedelta(minutes=1)):
        send_letters(request_off_web)
        assert states(db) == [LetterState.WAITING]
    all_due(db)
    with clock.set_to(letter.created_at + GIVEN_UP_AFTER + timedelta(minutes=1)):
        send_letters(request_off_web)

    assert states(db) == [LetterState.DEAD]


def test_while_the_host_is_away_nothing_is_lost_and_one_line_says_so(db, mailhost, ini, registry, caplog):
    promise(db, 5)
    with MailHost().open() as gone:
        port = gone.port
    object.__setattr__(registry.settings["microblog"].mail, "port", port)

    with request_off_the_web(registry) as request:
        assert send_letters(request) == ""

        assert states(db) == [LetterState.WAITING] * 5
        found = list(db.scalars(select(Letter).order_by(Letter.id)))
        assert [letter.attempts for letter in found] == [1, 0, 0, 0, 0]
        assert "away" in found[0].trouble
        assert all(letter.due_at <= now() for letter in found[1:])
        assert [record.levelno for record in caplog.records if record.name == "microblog.mail"] == [logging.WARNING]

        all_due(db)
        with MailHost().open(port=port) as back:
            assert send_letters(request) == "sent 5 letters"
            assert len(back.letters) == 5


@pytest.mark.parametrize("words", ["421 Too busy", "530 Authentication required"])
def test_a_host_that_does_not_let_us_in_loses_nothing(db, mailhost, request_off_web, words):
    promise(db, 2)

    async def refuse(_server, _session, _envelope, _address, _options):
        return words

    mailhost.handle_MAIL = refuse
    assert send_letters(request_off_web) == ""
    assert states(db) == [LetterState.WAITING] * 2

    del mailhost.handle_MAIL


def test_a_host_that_hangs_up_in_the_middle_loses_nothing(db, mailhost, request_off_web):
    promise(db, 2)
    mailhost.answers["p0@example.org"] = "421 Closing"

    assert send_letters(request_off_web) == ""

    assert states(db) == [LetterState.WAITING] * 2
    assert [letter.attempts for letter in db.scalars(select(Letter).order_by(Letter.id))] == [1, 0]


def test_a_letter_that_cannot_be_written_holds_up_nobody(db, mailhost, request_off_web, monkeypatch):
    bad = promise(db, 3)[0].id
    compose = letters.compose

    def failing(request, letter):
        if letter.id == bad:
            raise TemplateNotFound("mention.txt.jinja2")
        return compose(request, letter)

    monkeypatch.setattr(mail, "compose", failing)
    said = send_letters(request_off_web)

    assert said == "sent 2 letters"
    assert states(db) == [LetterState.WAITING, LetterState.SENT, LetterState.SENT]
    assert db.get(Letter, bad).trouble == "TemplateNotFound: mention.txt.jinja2"
    assert db.get(Letter, bad).due_at > now()

    monkeypatch.undo()
    all_due(db)
    send_letters(request_off_web)
    assert states(db) == [LetterState.SENT] * 3


def test_two_schedulers_at_once_send_no_letter_twice(db, mailhost, registry):
    promise(db, 30)

    def schedule(_number):
        with request_off_the_web(registry) as request:
            return send_letters(request)

    with ThreadPoolExecutor(4) as together:
        list(together.map(schedule, range(4)))

    assert max(Counter(mailhost.recipients).values()) == 1
    assert len(mailhost.letters) == 30
    assert set(states(db)) == {LetterState.SENT}


def test_a_letter_that_was_taken_is_left_to_whoever_took_it_until_its_lease_runs_out(db, mailhost, request_off_web):
    [letter] = promise(db)
    claim_letter(db, patience=PATIENCE)  # by a scheduler that dies now
    db.commit()
    taken = now()

    with clock.set_to(taken + LEASE):
        send_letters(request_off_web)
        assert mailhost.letters == []
    with clock.set_to(taken + LEASE + PATIENCE + timedelta(seconds=1)):
        send_letters(request_off_web)

    assert len(mailhost.letters) == 1
    db.rollback()
    assert (letter.state, letter.attempts) == (LetterState.SENT, 2)
