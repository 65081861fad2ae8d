"""Questions about people."""

import pytest

from microblog import clock
from microblog.actions.blocks import block
from microblog.actions.posts import delete_post
from microblog.database import statements_run
from microblog.models import Visibility
from microblog.queries.accounts import (
    Figures,
    account_named,
    accounts_with_ids,
    figures_of,
    figures_of_many,
    people_called,
)
from microblog.queries.paging import Place
from microblog.queries.relationships import followed_by, followers_of, read_people
from tests.making import make_account, make_follow, make_post


def test_somebody_is_found_however_their_name_is_spelt(db):
    ann = make_account(db, "ann")

    assert db.scalar(account_named("ANN")) is ann
    assert db.scalar(account_named("an")) is None


def test_a_profile_counts_in_one_query(db):
    ann, bob, cem = make_account(db), make_account(db), make_account(db)
    make_follow(db, bob, ann)
    make_follow(db, cem, ann)
    make_follow(db, ann, bob)
    make_post(db, ann)
    delete_post(db, ann, make_post(db, ann))
    make_post(db, bob)
    db.commit()
    ann.id, bob.id  # noqa: B018 - loaded before we count
    before = statements_run()

    figures = figures_of(db, ann, bob)

    assert statements_run() - before == 1
    assert (figures.posts, figures.followers, figures.following) == (1, 2, 1)


def test_many_profiles_count_in_three_queries(db):
    ann, bob, cem, gone = (make_account(db) for _ in range(4))
    for follower in (bob, cem, gone):
        make_follow(db, follower, ann)
    for visibility in Visibility:
        make_post(db, ann).visibility = visibility
    delete_post(db, ann, make_post(db, ann))
    gone.suspended_at = clock.now()
    db.commit()
    [one.id for one in (ann, bob)]  # loaded before we count
    before = statements_run()

    figures = figures_of_many(db, [ann, bob])

    assert statements_run() - before == 3
    assert figures[ann.id] == Figures(posts=2, followers=2, following=0, last_post_on=clock.today())
    assert figures[bob.id] == Figures(posts=0, followers=0, following=1)
    assert figures_of_many(db, []) == {}


def test_followers_are_listed_the_latest_first(db):
    ann, bob, cem = make_account(db), make_account(db), make_account(db)
    make_follow(db, bob, ann)
    make_follow(db, cem, ann)

    assert read_people(db, followers_of(ann, None), Place()).rows == [cem, bob]
    assert read_people(db, followed_by(bob, None), Place()).rows == [ann]
    first = read_people(db, followers_of(ann, None), Place(size=1))
    assert read_people(db, followers_of(ann, None), Place(before=first.older, size=1)).rows == [bob]


def found(db, words, reader=None, **wish):
    return [one.username for one in db.scalars(people_called(words, reader, site="example.org", **wish))]


def test_who_has_the_very_name_is_found_first(db):
    make_account(db, "joann", display_name="Jo")
    make_account(db, "annabel")
    make_account(db, "ann")
    make_account(db, "bob", display_name="Bob, the friend of ANN")
    make_account(db, "cem")

    assert found(db, "ann") == found(db, " @ANN") == ["ann", "annabel", "joann", "bob"]
    assert found(db, "ann@example.org") == found(db, "@ann@EXAMPLE.org") == ["ann", "annabel"]
    assert found(db, "ann@example.com") == found(db, "zed") == []


@pytest.mark.parametrize("words", ["", " ", "@", "@@", "@example.org"])
def test_no_name_is_nobodys(db, words):
    make_account(db, "ann")

    assert found(db, words) == []


def test_names_are_found_in_every_case_and_script(db):
    make_account(db, "ann", display_name="ŽOFIE Ärmel")
    make_account(db, "bob", display_name="Žofie")

    assert found(db, "žofie") == found(db, "ŽOFIE") == ["ann", "bob"]
    assert found(db, "fie är") == ["ann"]


def test_what_stands_for_other_letters_stands_for_itself(db):
    make_account(db, "a_b", display_name="100 %")
    make_account(db, "aXb".lower(), display_name="100 of them")

    assert found(db, "a_b") == ["a_b"]
    assert found(db, "100 %") == ["a_b"]
    assert found(db, "%") == ["a_b"]


def test_one_may_look_among_those_one_follows_alone(db):
    reader, _, friend = make_account(db, "reader"), make_account(db, "ann"), make_account(db, "anna")
    make_follow(db, reader, friend)

    assert found(db, "ann", reader, following=True) == ["anna"]
    assert found(db, "ann", reader) == ["ann", "anna"]
    assert found(db, "ann", None, following=True) == []


def test_who_is_shut_out_or_blocks_the_reader_is_not_found(db):
    reader, ann = make_account(db, "reader"), make_account(db, "ann")
    gone = make_account(db, "anna", suspended_at=clock.now())
    block(db, ann, reader)

    assert found(db, "ann", reader) == []
    assert found(db, "ann") == ["ann"]
    assert db.scalars(accounts_with_ids([ann.id, gone.id, 1])).all() == [ann]
