"""Deciding whom one wants to hear, and hearing those who were kept apart."""

import pytest
from sqlalchemy import select

from microblog.actions.notification_policies import (
    PolicyChange,
    accept_requests,
    change_policy,
    dismiss_requests,
)
from microblog.actions.notifications import clear_notifications, dismiss_notifications, notify
from microblog.database import statements_run
from microblog.models import Block, Event, Handling, Notification, NotificationPolicy
from microblog.queries.notification_policies import count_kept_apart, read_requests, requesting
from microblog.queries.notifications import unread_count
from microblog.queries.paging import Place
from tests.making import make_account, make_post

FILTER = PolicyChange(for_not_following=Handling.FILTER)


@pytest.fixture
def ann(db):
    return make_account(db, "ann")


@pytest.fixture
def bob(db):
    return make_account(db, "bob")


def test_a_policy_keeps_what_is_not_changed(db, ann):
    change_policy(db, ann, FILTER)
    change_policy(db, ann, PolicyChange(for_new_accounts=Handling.DROP))
    db.commit()

    [policy] = db.scalars(select(NotificationPolicy))
    assert (policy.for_not_following, policy.for_new_accounts) == (Handling.FILTER, Handling.DROP)
    assert policy.for_private_mentions == Handling.ACCEPT


def test_what_is_kept_apart_is_a_request_of_each_who_did_it(db, ann, bob):
    eve = make_account(db)
    change_policy(db, ann, FILTER)
    _, last = make_post(db, bob, "@ann 1"), make_post(db, bob, "@ann 2")
    notify(db, ann, Event.FOLLOW, by=eve)
    notify(db, ann, Event.FAVOURITE, by=bob, post=make_post(db, ann))
    db.commit()

    hers, his = read_requests(db, ann, Place())

    assert (hers.by, hers.count, hers.post) == (eve, 1, None)
    assert (his.by, his.count, his.post) == (bob, 3, last)
    assert his.first_at < his.last_at
    assert count_kept_apart(db, ann) == (2, 4)
    assert unread_count(db, ann) == 0


def test_requests_are_turned_by_page_in_a_fixed_number_of_queries(db, ann):
    people = [make_account(db) for _ in range(5)]
    change_policy(db, ann, FILTER)
    for one in people * 2:
        make_post(db, one, "@ann")
    _ = ann.id
    before = statements_run()

    page = read_requests(db, ann, Place(size=3))
    assert statements_run() - before == 3

    assert [one.by.id for one in page] == [one.id for one in people[:1:-1]]
    rest = read_requests(db, ann, Place(before=page.last))
    assert [one.by.id for one in rest] == [one.id for one in people[1::-1]]
    back = read_requests(db, ann, Place(after=rest.first, size=3))
    assert [one.by.id for one in back] == [one.by.id for one in page]


def test_those_who_were_blocked_request_nothing(db, ann, bob):
    change_policy(db, ann, FILTER)
    make_post(db, bob, "@ann")
    db.add(Block(blocker_id=ann.id, blocked_id=bob.id))
    db.commit()

    assert len(read_requests(db, ann, Place())) == 0
    assert count_kept_apart(db, ann) == (0, 0)


def test_who_is_accepted_is_heard_now_and_later(db, ann, bob):
    eve = make_account(db)
    change_policy(db, ann, FILTER)
    make_post(db, bob, "@ann")
    make_post(db, eve, "@ann")

    for _ in range(2):
        accept_requests(db, ann, [bob.id])
    db.commit()
    make_post(db, bob, "@ann again")

    assert unread_count(db, ann) == 2
    assert [one.by for one in read_requests(db, ann, Place())] == [eve]


def test_who_is_dismissed_is_forgotten_and_kept_apart_again(db, ann, bob):
    make_post(db, bob, "@ann, before I had a policy")
    change_policy(db, ann, FILTER)
    eve = make_account(db)
    make_post(db, bob, "@ann")
    make_post(db, eve, "@ann")

    dismiss_requests(db, ann, [bob.id])
    db.commit()

    assert [one.by for one in read_requests(db, ann, Place())] == [eve]
    assert unread_count(db, ann) == 1
    make_post(db, bob, "@ann")
    assert len(read_requests(db, ann, Place())) == 2


def test_only_ones_own_is_found_and_forgotten(db, ann, bob):
    change_policy(db, ann, FILTER)
    make_post(db, bob, "@ann")
    make_post(db, ann, "@bob")
    ids = list(db.scalars(select(Notification.id)))

    assert db.scalars(requesting(ann)).all() == [bob]
    dismiss_notifications(db, ann, [*ids, 1, 2])
    assert db.scalars(select(Notification.account_id)).all() == [bob.id]
    clear_notifications(db, ann)
    assert db.scalars(select(Notification.account_id)).all() == [bob.id]
    clear_notifications(db, bob)
    assert not db.scalars(select(Notification)).all()
