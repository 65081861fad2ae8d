"""Writing down how far letters have come; each step holds only for whoever holds the letter."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from microblog import clock
from microblog.actions.mail import (
    Step,
    claim_letters,
    give_back,
    intend,
    record_doubt,
    record_dropped,
    record_refusal,
    record_sent,
    record_trouble,
    record_untried,
    retry_letter,
    take_back,
    take_over,
)
from microblog.clock import now
from microblog.models import Letter, LetterKind, LetterState
from microblog.queries.mail import dead_letters
from tests.making import make_account
from tests.meanwhile import at_once, while_unfinished

US, OTHER = 1, 2

RECORDS = [
    record_sent,
    record_dropped,
    record_untried,
    lambda db, holder, id: record_trouble(db, holder, id, "451 No"),
    lambda db, holder, id: record_refusal(db, holder, id, "550 No"),
    lambda db, holder, id: record_doubt(db, holder, id, "Who knows"),
]


@pytest.fixture
def letters(db):
    """The ids of a few letters, the one that has been due for longest first."""
    bob = make_account(db, "bob")
    moment = now() - timedelta(minutes=1)
    made = [
        Letter(kind=LetterKind.NEW_LOGIN, account_id=bob.id, due_at=moment + timedelta(seconds=number))
        for number in range(6)
    ]
    db.add_all(reversed(made))
    db.commit()
    return [letter.id for letter in made]


def test_those_are_claimed_first_that_have_been_due_for_longest(db, letters):
    assert claim_letters(db, US, 2) == letters[:2]
    assert claim_letters(db, OTHER, 9) == letters[2:]
    assert claim_letters(db, US, 9) == []


def test_what_is_not_due_or_done_with_is_not_claimed(db, letters):
    db.execute(update(Letter).where(Letter.id.in_(letters[:3])).values(state=LetterState.DEAD))
    db.execute(update(Letter).where(Letter.id.in_(letters[3:])).values(due_at=now() + timedelta(minutes=1)))

    assert claim_letters(db, US, 9) == []


def test_two_who_claim_at_once_get_different_letters(engine, letters):
    claimed = at_once(engine, *(lambda db, holder=holder: claim_letters(db, holder, 2) for holder in (1, 2, 3)))

    assert sorted(id for ids in claimed for id in ids) == sorted(letters)


def test_whoever_comes_second_does_not_wait_for_the_first(engine, letters, database_kind):
    first, second = while_unfinished(
        engine, lambda db: claim_letters(db, US, 2), lambda db: claim_letters(db, OTHER, 2)
    )

    assert (first, second) == (letters[:2], letters[2:4])


def test_only_whoever_holds_a_letter_may_hand_it_over(db, letters):
    claim_letters(db, US, 2)

    assert not intend(db, OTHER, letters[0], how="smtp")
    assert not intend(db, US, letters[2], how="smtp")
    assert intend(db, US, letters[0], how="smtp")
    assert not intend(db, US, letters[0], how="smtp")

    letter = db.get(Letter, letters[0])
    assert (letter.state, letter.attempts, letter.trouble) == (LetterState.SENDING, 1, "smtp")


@pytest.mark.parametrize("record", RECORDS)
def test_only_whoever_holds_a_letter_says_what_came_of_it(db, letters, record):
    claim_letters(db, US, 1)
    intend(db, US, letters[0], how="smtp")

    assert not record(db, OTHER, letters[0])
    assert db.get(Letter, letters[0]).state == LetterState.SENDING
    assert record(db, US, letters[0])
    assert not record(db, US, letters[0])

    db.expire_all()
    assert db.get(Letter, letters[0]).holder_id is None


def test_what_was_given_back_is_anybodys(db, letters):
    claim_letters(db, US, 3)
    intend(db, US, letters[0], how="smtp")

    give_back(db, US, letters)

    assert claim_letters(db, OTHER, 9) == letters[1:]


def test_what_a_dead_one_had_claimed_is_anybodys_but_for_what_it_was_handing_over(db, letters):
    claim_letters(db, OTHER, 2)
    intend(db, OTHER, letters[0], how="smtp")

    assert take_back(db, OTHER) == 1
    assert claim_letters(db, US, 1) == [letters[1]]
    assert not take_over(db, letters[1], dead=OTHER, holder=US)
    assert take_over(db, letters[0], dead=OTHER, holder=US)
    assert not take_over(db, letters[0], dead=OTHER, holder=3)
    assert record_sent(db, US, letters[0])


def test_what_did_not_come_to_it_is_as_it_was(db, letters):
    claim_letters(db, US, 1)
    intend(db, US, letters[0], how="smtp")

    record_untried(db, US, letters[0])

    letter = db.get(Letter, letters[0])
    assert (letter.state, letter.attempts, letter.holder_id, letter.trouble) == (LetterState.WAITING, 0, None, "")
    assert letter.due_at <= now()


def test_a_doubt_is_counted_and_the_letter_goes_again(db, letters):
    claim_letters(db, US, 2)
    for id in letters[:2]:
        intend(db, US, id, how="smtp")

    record_doubt(db, US, letters[0], "Who knows")
    record_doubt(db, US, letters[1], "Who knows", at_once=True)

    later, at_once = db.get(Letter, letters[0]), db.get(Letter, letters[1])
    assert (later.doubts, at_once.doubts) == (1, 1)
    assert later.due_at > now() >= at_once.due_at
    assert at_once.state == LetterState.WAITING


def test_what_was_given_up_may_be_tried_again(db, letters):
    claim_letters(db, US, 1)
    for _ in range(2):
        db.execute(update(Letter).where(Letter.id == letters[0]).values(holder_id=US))
        record_refusal(db, US, letters[0], "550 No")
    [dead] = db.scalars(dead_letters())
    assert (dead.id, dead.state) == (letters[0], LetterState.DEAD)

    retry_letter(db, dead)
    db.flush()

    assert db.scalars(dead_letters()).all() == []
    assert letters[0] in claim_letters(db, US, 9)
    assert db.scalars(select(Letter.refusals).where(Letter.id == letters[0])).all() == [0]


def test_a_step_is_the_same_statement_whenever_it_was_made(engine):
    with clock.set_to(now() - timedelta(days=1)):
        before = Step(engine.dialect)

    assert Step(engine.dialect).statement == before.statement
