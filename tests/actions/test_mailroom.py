"""What those who look after the mail do with letters"""

from datetime import timedelta

import pytest
from sqlalchemy import select

from microblog.actions.mail import claim_letters
from microblog.actions.mailroom import drop_letter, requeue_letter, requeue_letters
from microblog.clock import now
from microblog.errors import Conflict, NotFound
from microblog.models import (
    Event,
    LateChange,
    Letter,
    LetterKind,
    LetterState,
    Measure,
    Reason,
    ReasonState,
)
from tests.making import make_account, make_post


@pytest.fixture
def bob(db):
    return make_account(db, "bob")


@pytest.fixture
def make_letter(db, bob):
    def make(state=LetterState.DEAD, *, days=0, **facts):
        ended = now() - timedelta(days=days)
        ends = {} if state in (LetterState.WAITING, LetterState.SENDING) else {"ended_at": ended}
        letter = Letter(kind=LetterKind.NEW_LOGIN, account_id=bob.id, state=state, **ends, **facts)
        db.add(letter)
        db.commit()
        return letter

    return make


def tell_of_mention(db, bob, letter):
    """Let a letter tell of a mention."""
    post = make_post(db, make_account(db), "Good morning.")
    facts = {"account_id": bob.id, "by_id": post.author_id, "post_id": post.id, "letter_id": letter.id}
    db.add(Reason(event=Event.MENTION, state=ReasonState.WRITTEN, **facts))
    db.commit()


def test_a_dead_letter_is_tried_again_from_the_beginning(db, make_letter):
    letter = make_letter(attempts=9, refusals=2, doubts=1, trouble="550 No")

    requeue_letter(db, letter.id)
    db.commit()

    assert (letter.state, letter.attempts, letter.refusals, letter.ended_at) == (LetterState.WAITING, 0, 0, None)
    assert letter.doubts == 1  # it may have been taken then
    assert claim_letters(db, 7, 10) == [letter.id]


@pytest.mark.parametrize("state", [state for state in LetterState if state != LetterState.DEAD])
def test_a_letter_that_is_not_dead_is_not_tried_again(db, make_letter, state):
    letter = make_letter(state)

    with pytest.raises(Conflict, match=f"not dead but {state}"):
        requeue_letter(db, letter.id)


def test_all_dead_letters_are_tried_again_a_batch_at_a_time(db, make_letter):
    dead = [make_letter() for _ in range(3)]
    sent = make_letter(LetterState.SENT)

    assert [requeue_letters(db, 2), requeue_letters(db, 2), requeue_letters(db, 2)] == [2, 1, 0]

    db.commit()
    assert {letter.state for letter in dead} == {LetterState.WAITING}
    assert sent.state == LetterState.SENT


@pytest.mark.parametrize("do", [requeue_letter, drop_letter])
def test_the_figures_of_closed_days_stay_what_they_were(db, bob, make_letter, do):
    closed, open = make_letter(days=10), make_letter(days=1)
    tell_of_mention(db, bob, closed)
    tell_of_mention(db, bob, open)
    day = closed.ended_at.date()

    do(db, closed.id)
    do(db, open.id)
    db.commit()

    [change] = db.scalars(select(LateChange))
    assert (change.day, change.what, change.delta) == (day, Measure.MAILS_FAILED, 1)


@pytest.mark.parametrize("state", [LetterState.WAITING, LetterState.DEAD])
def test_a_letter_that_waits_or_is_dead_can_be_dropped(db, make_letter, state):
    letter = make_letter(state)

    drop_letter(db, letter.id)
    db.commit()

    assert letter.state == LetterState.DROPPED
    assert letter.ended_at is not None


@pytest.mark.parametrize("state", [LetterState.SENT, LetterState.DROPPED])
def test_what_has_ended_otherwise_is_not_dropped(db, make_letter, state):
    letter = make_letter(state)

    with pytest.raises(Conflict, match=f"{state} already"):
        drop_letter(db, letter.id)


@pytest.mark.parametrize("state", [LetterState.WAITING, LetterState.SENDING])
def test_what_a_scheduler_is_at_is_not_dropped(db, make_letter, state):
    letter = make_letter(state, holder_id=7)

    with pytest.raises(Conflict, match="A scheduler is at letter"):
        drop_letter(db, letter.id)


@pytest.mark.parametrize("do", [requeue_letter, drop_letter])
def test_what_is_not_there_is_not_found(db, do):
    with pytest.raises(NotFound):
        do(db, 7)
