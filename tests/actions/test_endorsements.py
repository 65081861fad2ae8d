"""Recommending, on one's profile, whom one follows."""

import pytest
from sqlalchemy import func, select

from microblog.actions.endorsements import endorse, unendorse
from microblog.actions.relationships import unfollow
from microblog.errors import Invalid
from microblog.models import Account, Endorsement
from tests.making import make_account, make_follow
from tests.meanwhile import while_unfinished


def everything(db):
    return db.scalar(select(func.count()).select_from(Endorsement))


def test_one_recommends_whom_one_follows_and_twice_is_once(db):
    ann, bob = make_account(db), make_account(db)
    make_follow(db, ann, bob)

    endorse(db, ann, bob)
    endorse(db, ann, bob)
    assert everything(db) == 1

    unendorse(db, ann, bob)
    unendorse(db, ann, bob)
    assert everything(db) == 0


def test_one_does_not_recommend_whom_one_does_not_follow(db):
    ann, bob = make_account(db), make_account(db)
    make_follow(db, bob, ann)

    with pytest.raises(Invalid) as refusal:
        endorse(db, ann, bob)

    assert str(refusal.value) == "You must be already following the person you want to endorse"
    assert everything(db) == 0


def test_who_is_followed_no_more_at_this_moment_is_not_recommended(engine, db):
    ann, bob = make_account(db), make_account(db)
    make_follow(db, ann, bob)
    ann, bob = ann.id, bob.id
    db.rollback()

    def recommend(db):
        endorse(db, db.get(Account, ann), db.get(Account, bob))

    def leave(db):
        unfollow(db, db.get(Account, ann), db.get(Account, bob))

    assert while_unfinished(engine, recommend, leave) == (None, None)
    assert everything(db) == 0
