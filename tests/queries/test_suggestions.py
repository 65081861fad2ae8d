"""Whom somebody might like to follow."""

from datetime import timedelta

import pytest

from microblog import clock
from microblog.actions.blocks import block
from microblog.actions.mutes import MuteWish, mute
from microblog.actions.relationships import follow
from microblog.actions.suggestions import dismiss_suggestion, restore_suggestion
from microblog.queries.suggestions import suggestions_for
from tests.making import make_account, make_follow, make_post


@pytest.fixture
def ann(db):
    return make_account(db, "ann")


@pytest.fixture
def cem(db, ann):
    """Somebody whom ann could follow, because a friend does."""
    friend, cem = make_account(db, "friend"), make_account(db, "cem")
    make_follow(db, ann, friend)
    make_follow(db, friend, cem)
    return cem


def suggested(db, reader):
    db.commit()
    return [(account.username, friends) for account, friends in db.execute(suggestions_for(reader))]


def test_friends_of_friends_come_first_and_then_who_wrote_last(db, ann):
    friends = [make_account(db, f"friend_{number}") for number in range(2)]
    cem, dan, eva, fay, *_ = (make_account(db, name) for name in ("cem", "dan", "eva", "fay", "silent"))
    for one in friends:
        make_follow(db, ann, one)
        make_follow(db, one, dan)
    make_follow(db, friends[0], cem)
    make_post(db, eva)
    make_post(db, fay)

    assert suggested(db, ann) == [("dan", 2), ("cem", 1), ("fay", 0), ("eva", 0)]


def test_a_newcomer_who_follows_nobody_is_shown_who_writes(db, ann):
    make_post(db, ann)
    make_post(db, make_account(db, "bob"))
    make_post(db, make_account(db, "cem"), visibility="private")

    assert suggested(db, ann) == [("bob", 0)]


@pytest.mark.parametrize(
    "shun",
    [
        lambda db, ann, cem: follow(db, ann, cem),
        lambda db, ann, cem: block(db, ann, cem),
        lambda db, ann, cem: block(db, cem, ann),
        lambda db, ann, cem: mute(db, ann, cem, MuteWish()),
        lambda db, ann, cem: dismiss_suggestion(db, ann, cem),
        lambda db, ann, cem: setattr(cem, "discoverable", False),
        lambda db, ann, cem: setattr(cem, "suspended_at", clock.now()),
        lambda db, ann, cem: setattr(cem, "email_confirmed_at", None),
        lambda db, ann, cem: (setattr(cem, "locked", True), follow(db, ann, cem)),
    ],
    ids=["followed", "blocked", "blocks", "muted", "dismissed", "undiscoverable", "shut out", "unconfirmed", "asked"],
)
def test_never_suggested(db, ann, cem, shun):
    make_post(db, cem)
    assert suggested(db, ann) == [("cem", 1)]

    shun(db, ann, cem)

    assert suggested(db, ann) == []


def test_a_mute_that_is_over_does_not_count_and_a_dismissal_can_be_taken_back(db, ann, cem):
    mute(db, ann, cem, MuteWish(seconds=60))
    dismiss_suggestion(db, ann, cem)
    assert suggested(db, ann) == []

    restore_suggestion(db, ann, cem)
    with clock.set_to(clock.now() + timedelta(hours=1)):
        assert suggested(db, ann) == [("cem", 1)]


@pytest.mark.parametrize("who", ["friend", "cem"])
def test_nobody_learns_whom_somebody_follows_who_hides_it(db, ann, cem, who):
    make_account(db, "other")
    hides = next(one for one in db.query(type(ann)).all() if one.username == who)
    hides.hide_collections = True

    assert suggested(db, ann) == []
