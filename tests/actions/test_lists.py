"""Putting timelines together."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from microblog.actions.lists import (
    MAX_LISTS,
    ListDraft,
    add_members,
    change_list,
    create_list,
    delete_list,
    leave_lists,
    remove_members,
)
from microblog.actions.relationships import unfollow
from microblog.clock import now
from microblog.errors import Invalid, NotFound
from microblog.models import Account, List, ListMember, RepliesPolicy
from microblog.queries.lists import lists_holding, lists_of
from tests.making import make_account, make_follow, make_list
from tests.meanwhile import at_once, while_unfinished


def members(db):
    return sorted(db.scalars(select(ListMember.account_id)))


def everything(db, table):
    return db.scalar(select(func.count()).select_from(table))


def test_a_list_is_what_its_draft_says(db):
    ann = make_account(db)

    create_list(db, ann, ListDraft(title=" Bread  people ", replies_policy="followed", exclusive=True))
    create_list(db, ann, ListDraft(title="Quiet"))
    db.commit()

    assert [(one.title, one.replies_policy, one.exclusive) for one in db.scalars(lists_of(ann))] == [
        ("Bread people", RepliesPolicy.FOLLOWED, True),
        ("Quiet", RepliesPolicy.LIST, False),
    ]


@pytest.mark.parametrize(
    ("title", "sentence"),
    [
        (None, "Title can't be blank"),
        ("", "Title can't be blank"),
        (" \u200b ", "Title can't be blank"),
        ("x" * 257, "Title is too long (maximum is 256 characters)"),
    ],
)
def test_a_list_needs_a_title(db, title, sentence):
    ann = make_account(db)

    with pytest.raises(Invalid) as refusal:
        create_list(db, ann, ListDraft(title=title))

    assert refusal.value.problems == {"title": sentence}
    assert everything(db, List) == 0


def test_nobody_makes_lists_without_end(db):
    ann, bob = make_account(db), make_account(db)
    db.add_all(List(account_id=ann.id, title="x") for _ in range(MAX_LISTS))

    with pytest.raises(Invalid):
        create_list(db, ann, ListDraft(title="One more"))

    assert create_list(db, bob, ListDraft(title="First")).title == "First"


def test_what_is_not_given_stays(db):
    bread = make_list(db, make_account(db), title="Bread", replies_policy="none", exclusive=True)

    change_list(db, bread, ListDraft(title="Cake"))
    change_list(db, bread, ListDraft(exclusive=False))

    assert (bread.title, bread.replies_policy, bread.exclusive) == ("Cake", RepliesPolicy.NONE, False)
    with pytest.raises(Invalid):
        change_list(db, bread, ListDraft(title=""))
    change_list(db, bread, ListDraft(replies_policy="list"))
    assert (bread.title, bread.replies_policy) == ("Cake", RepliesPolicy.LIST)


def test_a_list_goes_with_the_facts_of_who_stood_on_it(db):
    ann, bob = make_account(db), make_account(db)
    make_follow(db, ann, bob)
    bread, cake = make_list(db, ann, bob), make_list(db, ann, bob)

    delete_list(db, bread)
    db.commit()

    assert db.scalars(select(List.id)).all() == db.scalars(select(ListMember.list_id)).all() == [cake.id]
    assert everything(db, Account) == 2


def test_only_those_whom_one_follows_come_onto_a_list(db):
    ann, bob, cem = make_account(db), make_account(db), make_account(db)
    make_follow(db, ann, bob)
    make_follow(db, cem, ann)
    bread = make_list(db, ann)

    for ids in ([cem.id], [bob.id, cem.id], [ann.id], [1], [0]):
        with pytest.raises(NotFound) as refusal:
            add_members(db, bread, ann, ids)
        assert str(refusal.value) == "Record not found"
    assert members(db) == []

    add_members(db, bread, ann, [bob.id, bob.id])
    add_members(db, bread, ann, [])
    assert members(db) == [bob.id]


def test_whoever_is_suspended_does_not_come_onto_a_list(db):
    ann, bob = make_account(db), make_account(db)
    make_follow(db, ann, bob)
    bread = make_list(db, ann)

    bob.suspended_at = now()

    with pytest.raises(NotFound):
        add_members(db, bread, ann, [bob.id])


def test_nobody_stands_on_a_list_twice(db):
    ann, bob, cem = make_account(db), make_account(db), make_account(db)
    make_follow(db, ann, bob)
    make_follow(db, ann, cem)
    bread, cake = make_list(db, ann, bob), make_list(db, ann)

    with pytest.raises(Invalid) as refusal:
        add_members(db, bread, ann, [cem.id, bob.id])
    add_members(db, cake, ann, [bob.id])

    assert refusal.value.problems == {"account": "Account has already been taken"}
    assert members(db) == [bob.id, bob.id]


def test_of_two_that_add_one_member_at_one_moment_one_is_refused(engine, db):
    ann, bob = make_account(db), make_account(db)
    make_follow(db, ann, bob)
    bread = make_list(db, ann)
    list_id, owner_id, id = bread.id, ann.id, bob.id
    db.rollback()

    def add(db):
        add_members(db, db.get(List, list_id), db.get(Account, owner_id), [id])

    outcomes = at_once(engine, add, add)

    assert sorted(type(outcome) for outcome in outcomes if outcome is not None) == [Invalid]
    assert members(db) == [id]


def test_removing_leaves_the_others_and_twice_is_once(db):
    ann, bob, cem = make_account(db), make_account(db), make_account(db)
    make_follow(db, ann, bob)
    make_follow(db, ann, cem)
    bread = make_list(db, ann, bob, cem)

    remove_members(db, bread, [bob.id, 1])
    remove_members(db, bread, [bob.id])

    assert members(db) == [cem.id]


def test_leaving_lists_leaves_those_of_one_owner(db):
    ann, bob, cem = make_account(db), make_account(db), make_account(db)
    for owner in (ann, bob):
        make_follow(db, owner, cem)
        make_list(db, owner, cem)
        make_list(db, owner, cem)

    leave_lists(db, ann, cem)

    assert list(db.scalars(lists_holding(ann, cem))) == []
    assert len(list(db.scalars(lists_holding(bob, cem)))) == 2


def test_a_list_that_is_thrown_away_at_this_moment_is_gone_for_everybody(engine, db):
    ann, bob = make_account(db), make_account(db)
    make_follow(db, ann, bob)
    first, second = make_list(db, ann).id, make_list(db, ann).id
    owner_id, id = ann.id, bob.id
    db.rollback()

    def add(db):
        add_members(db, List(id=first), db.get(Account, owner_id), [id])

    def change(db):
        change_list(db, List(id=second), ListDraft(title="Cake"))

    for list_id, deed in ((first, add), (second, change)):
        _, late = while_unfinished(engine, lambda db, id=list_id: delete_list(db, List(id=id)), deed)
        assert isinstance(late, NotFound | IntegrityError)

    assert everything(db, List) == everything(db, ListMember) == 0


@pytest.mark.parametrize("first", ["add", "unfollow"])
def test_whoever_is_followed_no_more_at_this_moment_stands_on_no_list(engine, db, first):
    ann, bob = make_account(db), make_account(db)
    make_follow(db, ann, bob)
    list_id, owner_id, id = make_list(db, ann).id, ann.id, bob.id
    db.rollback()

    def add(db):
        add_members(db, db.get(List, list_id), db.get(Account, owner_id), [id])

    def end(db):
        unfollow(db, db.get(Account, owner_id), db.get(Account, id))

    deeds = [add, end] if first == "add" else [end, add]
    _, late = while_unfinished(engine, *deeds)

    assert late is None if first == "add" else isinstance(late, NotFound)
    assert members(db) == []
