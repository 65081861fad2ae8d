"""`microblog mail …`"""

import json
import sys
from datetime import timedelta

import pytest

from microblog.clock import now
from microblog.models import Event, Letter, LetterKind, LetterState, Reason, ReasonState
from tests.making import make_account, make_post


@pytest.fixture
def bob(db):
    return make_account(db, "bob")


@pytest.fixture
def make_letter(db, bob):
    def make(state=LetterState.DEAD, *, age=timedelta(), **facts):
        ends = {} if state in (LetterState.WAITING, LetterState.SENDING) else {"ended_at": now() - age}
        letter = Letter(kind=LetterKind.NEWS, account_id=bob.id, state=state, due_at=now() - age, **ends, **facts)
        db.add(letter)
        db.commit()
        return letter.id

    return make


def state_of(db, id):
    db.rollback()
    return db.get(Letter, id).state


def test_dead_letters_are_listed_the_latest_first(db, microblog, make_letter):
    older = make_letter(age=timedelta(hours=2), attempts=1, refusals=2, trouble="550 Nobody here")
    later = make_letter(address="former@example.org")
    make_letter(LetterState.SENT)

    done = microblog("mail", "list")

    first, second = done.out.splitlines()
    assert (done.status, done.err) == (0, "")
    assert first.startswith(f"{later}  news  @bob <former@example.org>  dead since 20")
    assert second.startswith(f"{older}  news  @bob <bob@example.org>  dead since 20")
    assert second.endswith("Z, 1 attempt, 2 refusals, 0 doubts: 550 Nobody here")


@pytest.mark.parametrize("state", list(LetterState))
def test_letters_of_each_state_are_listed_for_programs(db, microblog, make_letter, state):
    ids = {one: make_letter(one) for one in LetterState}

    done = microblog("mail", "list", "--state", state.value, "--json")

    [letter] = json.loads(done.out)
    assert (letter["id"], letter["state"], letter["account"]) == (ids[state], state, "@bob")
    assert (letter["ended_at"] is None) == (state in (LetterState.WAITING, LetterState.SENDING))


def test_not_all_are_listed_at_once(microblog, make_letter):
    for _ in range(3):
        make_letter()

    assert len(microblog("mail", "list", "--limit", "2").out.splitlines()) == 2


def test_a_letter_is_shown_with_its_reasons_and_without_anybodys_words(db, microblog, bob, make_letter):
    letter = make_letter(doubts=1)
    post = make_post(db, make_account(db, "ann"), "A secret between us")
    facts = {"account_id": bob.id, "by_id": post.author_id, "post_id": post.id, "letter_id": letter}
    db.add(Reason(event=Event.MENTION, state=ReasonState.WRITTEN, **facts))
    db.commit()

    shown, listed = microblog("mail", "show", str(letter)), microblog("mail", "list")
    told = json.loads(microblog("mail", "show", str(letter), "--json").out)

    assert f"  mention  @ann  {post.id}  20" in shown.out
    assert ["doubts", "1"] in [line.split() for line in shown.out.splitlines()]
    assert [(reason["by"], reason["post"]) for reason in told["reasons"]] == [("@ann", post.id)]
    assert "secret" not in shown.out + listed.out + json.dumps(told)


def test_what_is_not_there_is_said(microblog):
    for words in (("show", "7"), ("requeue", "7"), ("drop", "7")):
        done = microblog("mail", *words)

        assert (done.status, done.out, done.err) == (1, "", "There is no letter 7.\n")


def test_letters_are_tried_again(db, microblog, make_letter):
    one, other, third = make_letter(), make_letter(), make_letter()

    done = microblog("mail", "requeue", str(one), str(other))

    assert (done.status, done.out) == (0, "2 letters will be tried again.\n")
    assert [state_of(db, id) for id in (one, other, third)] == [LetterState.WAITING] * 2 + [LetterState.DEAD]


def test_all_of_those_named_are_tried_again_or_none(db, microblog, make_letter):
    dead, sent = make_letter(), make_letter(LetterState.SENT)

    done = microblog("mail", "requeue", str(dead), str(sent))

    assert (done.status, done.err) == (1, f"Letter {sent} is not dead but sent.\n")
    assert state_of(db, dead) == LetterState.DEAD


def test_all_dead_letters_are_tried_again(db, microblog, make_letter, monkeypatch):
    monkeypatch.setattr(sys.modules["microblog.cli.mail"], "AT_ONCE", 2)
    dead = [make_letter() for _ in range(4)]

    done = microblog("mail", "requeue", "--all-dead")

    assert done.out == "4 letters will be tried again.\n"
    assert {state_of(db, id) for id in dead} == {LetterState.WAITING}


@pytest.mark.parametrize("words", [(), ("7", "--all-dead")])
def test_one_says_which(microblog, words):
    done = microblog("mail", "requeue", *words)

    assert done.status == 2
    assert "Name letters, or say --all-dead." in done.err


def test_a_letter_is_dropped(db, microblog, make_letter):
    waiting, sent = make_letter(LetterState.WAITING), make_letter(LetterState.SENT)

    done, refused = microblog("mail", "drop", str(waiting)), microblog("mail", "drop", str(sent))

    assert (done.status, done.out) == (0, f"Letter {waiting} will not be sent.\n")
    assert (refused.status, refused.err) == (1, f"Letter {sent} is sent already.\n")
    assert state_of(db, waiting) == LetterState.DROPPED


def test_figures_are_shown(microblog, make_letter):
    for state in (LetterState.WAITING, LetterState.WAITING, LetterState.DEAD, LetterState.SENT):
        make_letter(state, age=timedelta(minutes=1))

    told = json.loads(microblog("mail", "figures", "--json").out)
    shown = [line.split() for line in microblog("mail", "figures").out.splitlines()]

    names = ("waiting", "sending", "dead", "doubts", "disabled_addresses", "sent_in_a_day", "failed_in_a_day")
    assert [told[name] for name in names] == [2, 0, 1, 0, 0, 1, 1]
    assert told["oldest_waiting_at"].endswith("Z")
    assert ["waiting", "2"] in shown
    assert ["sent", "in", "a", "day", "1"] in shown


def test_addresses_that_refuse_letters_are_listed_and_enabled_again(db, microblog, bob):
    make_account(db, "ann")
    bob.email_refusals, bob.email_disabled_at, bob.email_trouble = 2, now(), "550 Nobody here"
    db.commit()

    listed = microblog("mail", "addresses")
    told = json.loads(microblog("mail", "addresses", "--json").out)
    done, again = microblog("mail", "enable", "@bob"), microblog("mail", "enable", "bob")

    assert listed.out.startswith("@bob  bob@example.org  since 20")
    assert listed.out.endswith("Z: 550 Nobody here\n")
    assert [one["account"] for one in told] == ["@bob"]
    assert (done.status, done.out) == (0, "@bob gets news by letter again.\n")
    assert (again.status, again.err) == (1, "The address of @bob is not disabled.\n")
    db.rollback()
    assert (bob.email_refusals, bob.email_disabled_at) == (0, None)
    assert microblog("mail", "addresses").out == ""
