"""Asking questions, and choosing from the answers."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from microblog import clock
from microblog.actions.polls import VOTED, PollWish, announce_next, change_poll, vote
from microblog.actions.posts import delete_post
from microblog.clock import now
from microblog.errors import Invalid, NotFound
from microblog.models import LONGEST_POLL, SHORTEST_POLL, Account, Ballot, Event, Notification, Poll, Vote
from tests.making import make_account, make_poll, make_post
from tests.meanwhile import while_unfinished


def refusal(wish, *given, **more):
    with pytest.raises(Invalid) as refused:
        wish(*given, **more)
    return refused.value.problems


def ballots(db):
    return db.scalar(select(func.count()).select_from(Ballot))


def chosen(db):
    return [tuple(row) for row in db.execute(select(Ballot.account_id, Vote.choice).join(Vote).order_by(Vote.choice))]


def told(db):
    return sorted(db.scalars(select(Notification.account_id).where(Notification.event == Event.POLL)))


def test_a_post_asks_a_question(db):
    ann = make_account(db)

    with clock.set_to(now()):
        wish = PollWish(options=["  Tea ", "Coffee"], expires_in=600, multiple=True)
        post = make_post(db, ann, "What?", poll=wish)
        ends = now() + timedelta(minutes=10)

    [poll] = db.scalars(select(Poll))
    assert (poll.post, poll.options, poll.multiple, poll.hide_totals) == (post, ["Tea", "Coffee"], True, False)
    assert (poll.expires_at, poll.announced_at, poll.expired) == (ends, None, False)


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"options": ["Tea"]}, "A poll needs 2 to 4 options."),
        ({"options": list("abcde")}, "A poll needs 2 to 4 options."),
        ({"options": ["Tea", " \u200b "]}, "Each option of a poll needs words."),
        ({"options": ["Tea", "a" * 51]}, "Say each option of a poll in 50 characters."),
        ({"options": ["Tea", "a\u0301" * 400]}, "Say each option of a poll in 50 characters."),
        ({"options": ["Tea", "Tea "]}, "No two options of a poll may be the same."),
        ({"expires_in": SHORTEST_POLL - 1}, "A poll lasts 5 minutes at least."),
        ({"expires_in": LONGEST_POLL + 1}, "A poll lasts 31 days at most."),
    ],
)
def test_what_cannot_be_asked_is_refused(db, facts, sentence):
    ann = make_account(db)

    problems = refusal(make_poll, db, ann, **facts)

    assert problems == {"poll": sentence}


@pytest.mark.parametrize(
    "facts",
    [
        {"options": list("abcd")},
        {"options": ["👩‍🚀" * 50, "b"]},
        {"expires_in": SHORTEST_POLL},
        {"expires_in": LONGEST_POLL},
    ],
)
def test_what_can_just_be_asked_is_asked(db, facts):
    poll = make_poll(db, make_account(db), **facts)

    assert db.scalars(select(Poll)).one() == poll


def test_one_votes_for_one_option(db):
    bob = make_account(db)
    poll = make_poll(db, make_account(db))

    vote(db, bob, poll, [1])

    assert chosen(db) == [(bob.id, 1)]


def test_where_several_may_be_chosen_several_are_and_each_once(db):
    bob = make_account(db)
    poll = make_poll(db, make_account(db), multiple=True)

    vote(db, bob, poll, [2, 0, 2])

    assert chosen(db) == [(bob.id, 0), (bob.id, 2)]


@pytest.mark.parametrize(
    ("choices", "sentence"),
    [
        ([], "Choose one of the options."),
        ([3], "The chosen vote option does not exist."),
        ([-1], "The chosen vote option does not exist."),
        ([0, 1], VOTED),
    ],
)
def test_a_vote_that_is_none_is_refused(db, choices, sentence):
    poll = make_poll(db, make_account(db))

    problems = refusal(vote, db, make_account(db), poll, choices)

    assert (problems, ballots(db)) == ({"choices": sentence}, 0)


def test_nobody_votes_in_their_own_poll(db):
    ann = make_account(db)
    poll = make_poll(db, ann)

    problems = refusal(vote, db, ann, poll, [0])

    assert problems == {"choices": "You cannot vote in your own polls."}


def test_nobody_votes_when_it_is_over(db):
    bob = make_account(db)
    poll = make_poll(db, make_account(db), expires_in=600)

    with clock.set_to(poll.expires_at):
        problems = refusal(vote, db, bob, poll, [0])
    with clock.set_to(poll.expires_at - timedelta(seconds=1)):
        vote(db, bob, poll, [0])

    assert problems == {"choices": "The poll has already ended."}
    assert ballots(db) == 1


def test_nobody_votes_twice(db):
    bob = make_account(db)
    poll = make_poll(db, make_account(db))
    vote(db, bob, poll, [0])

    problems = refusal(vote, db, bob, poll, [1])

    assert (problems, chosen(db)) == ({"choices": VOTED}, [(bob.id, 0)])


def test_nobody_votes_twice_at_one_moment(engine, db):
    bob = make_account(db).id
    poll = make_poll(db, make_account(db)).id
    db.rollback()

    def wish(choice):
        return lambda db: vote(db, db.get(Account, bob), db.get(Poll, poll), [choice])

    first, second = while_unfinished(engine, wish(0), wish(1))

    assert (first, second.problems) == (None, {"choices": VOTED})
    assert chosen(db) == [(bob, 0)]


def test_a_poll_that_was_deleted_meanwhile_takes_no_vote(engine, db):
    ann, bob = make_account(db).id, make_account(db).id
    poll = make_poll(db, db.get(Account, ann)).id
    db.rollback()

    def take_back(db):
        delete_post(db, db.get(Account, ann), db.get(Poll, poll).post)

    def wish(db):
        held = db.get(Poll, poll)
        if held is None:
            raise NotFound("It is gone.")
        vote(db, db.get(Account, bob), held, [0])

    _, second = while_unfinished(engine, take_back, wish)

    assert isinstance(second, NotFound)
    assert ballots(db) == 0


def test_with_other_options_the_vote_begins_anew(db):
    bob = make_account(db)
    poll = make_poll(db, make_account(db))
    vote(db, bob, poll, [2])

    change_poll(db, poll.post, PollWish(options=["Tea", "Milk"], expires_in=900))

    assert (poll.options, ballots(db)) == (["Tea", "Milk"], 0)


def test_with_the_same_options_the_votes_stay(db):
    bob = make_account(db)
    poll = make_poll(db, make_account(db))
    vote(db, bob, poll, [2])

    change_poll(db, poll.post, PollWish(options=poll.options, expires_in=900, hide_totals=True))

    assert (poll.hide_totals, ballots(db)) == (True, 1)


def test_a_post_can_begin_to_ask_and_cease_to(db):
    post = make_post(db, make_account(db))
    wish = PollWish(options=["Tea", "Milk"], expires_in=900)

    begun = change_poll(db, post, wish)
    ceased = change_poll(db, post, None)
    nothing = change_poll(db, post, None)

    assert (begun.options, ceased, nothing) == (["Tea", "Milk"], None, None)
    assert db.scalars(select(Poll)).all() == []


def test_what_cannot_be_asked_is_no_change(db):
    poll = make_poll(db, make_account(db))

    problems = refusal(change_poll, db, poll.post, PollWish(options=["Tea"], expires_in=900))

    assert problems == {"poll": "A poll needs 2 to 4 options."}


def test_who_asked_and_who_voted_is_told_once_that_it_is_over(db):
    ann, bob, cem = make_account(db), make_account(db), make_account(db)
    poll = make_poll(db, ann)
    vote(db, bob, poll, [1])

    before = announce_next(db)
    with clock.set_to(poll.expires_at):
        then, after = announce_next(db), announce_next(db)

    assert (before, then, after) == (None, poll, None)
    assert told(db) == sorted([ann.id, bob.id])
    assert cem.id not in told(db)


def test_nobody_is_told_of_the_end_of_a_poll_that_was_deleted(db):
    ann, bob = make_account(db), make_account(db)
    poll = make_poll(db, ann)
    vote(db, bob, poll, [1])
    ends = poll.expires_at
    delete_post(db, ann, poll.post)
    db.commit()

    with clock.set_to(ends):
        announced = announce_next(db)

    assert (announced, told(db)) == (None, [])


def test_two_schedulers_announce_it_once(engine, db):
    ann = make_account(db).id
    ends = make_poll(db, db.get(Account, ann)).expires_at
    db.rollback()

    def announce(db):
        with clock.set_to(ends):
            return announce_next(db)

    first, second = while_unfinished(engine, announce, announce)

    assert (first is not None, second) == (True, None)
    assert told(db) == [ann]
