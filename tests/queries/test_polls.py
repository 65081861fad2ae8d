"""Polls as readers see them."""

import pytest

from microblog import clock
from microblog.actions.polls import vote
from microblog.clock import now
from microblog.database import statements_run
from microblog.queries.polls import polls_of, visible_poll
from tests.making import make_account, make_poll, make_post


def test_everybody_sees_how_it_stands(db):
    ann, bob, cem = make_account(db), make_account(db), make_account(db)
    poll = make_poll(db, ann, multiple=True)
    vote(db, bob, poll, [0, 2])
    vote(db, cem, poll, [2])

    view = polls_of(db, [poll.post], None)[poll.post_id]

    assert (view.poll, view.counts, view.votes, view.voters) == (poll, [1, 0, 2], 3, 2)
    assert (view.voted, view.choices) == (False, [])


def test_a_voter_sees_what_they_chose(db):
    ann, bob, cem = make_account(db), make_account(db), make_account(db)
    poll = make_poll(db, ann, multiple=True)
    vote(db, bob, poll, [2, 0])

    views = [polls_of(db, [poll.post], reader)[poll.post_id] for reader in (ann, bob, cem)]

    assert [(view.voted, view.choices) for view in views] == [(True, []), (True, [0, 2]), (False, [])]


def test_what_is_to_be_hidden_is_seen_when_it_is_over(db):
    ann, bob = make_account(db), make_account(db)
    poll = make_poll(db, ann, hide_totals=True)
    vote(db, bob, poll, [1])

    before = polls_of(db, [poll.post], ann)[poll.post_id]
    with clock.set_to(poll.expires_at):
        after = polls_of(db, [poll.post], bob)[poll.post_id]

    assert (before.counts, before.votes, before.voters) == (None, 1, 1)
    assert after.counts == [0, 1, 0]


def test_votes_of_those_who_are_shut_out_do_not_count(db):
    ann, bob = make_account(db), make_account(db)
    poll = make_poll(db, ann)
    vote(db, bob, poll, [1])
    bob.suspended_at = now()

    view = polls_of(db, [poll.post], ann)[poll.post_id]

    assert (view.counts, view.votes, view.voters) == ([0, 0, 0], 0, 0)


@pytest.mark.parametrize("count", [1, 7])
def test_it_costs_two_queries_however_many_polls_there_are(db, count):
    ann, bob = make_account(db), make_account(db)
    polls = [make_poll(db, ann) for _ in range(count)]
    for poll in polls:
        vote(db, bob, poll, [1])
    db.flush()
    posts = [*(poll.post for poll in polls), make_post(db, ann)]
    assert all(post.original and post.author for post in posts)
    assert bob.id
    before = statements_run()

    views = polls_of(db, posts, bob)

    assert statements_run() - before == 2
    assert [view.counts for view in views.values()] == [[0, 1, 0]] * count


def test_no_posts_cost_nothing(db):
    before = statements_run()

    views = polls_of(db, [], None)

    assert (views, statements_run() - before) == ({}, 0)


def test_a_poll_is_found_by_those_who_see_the_post(db):
    ann, bob, cem = make_account(db), make_account(db, "bob"), make_account(db)
    poll = make_poll(db, ann, text="@bob, which?")
    poll.post.visibility = "direct"
    db.commit()

    found = [db.scalar(visible_poll(poll.id, reader)) for reader in (ann, bob, cem, None)]

    assert found == [poll, poll, None, None]
