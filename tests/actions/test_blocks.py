"""Having nothing to do with somebody."""

import pytest
from sqlalchemy import func, select

from microblog import clock
from microblog.actions.blocks import block, unblock
from microblog.actions.endorsements import endorse
from microblog.actions.relationships import follow
from microblog.errors import Invalid, NotFound
from microblog.models import Account, Block, Endorsement, Follow, FollowRequest, ListMember, Notification
from tests.making import make_account, make_list, make_post
from tests.meanwhile import while_unfinished


def everything(db, table):
    return db.scalar(select(func.count()).select_from(table))


def test_blocking_ends_what_was_between_the_two(db):
    ann, bob, cem = make_account(db), make_account(db), make_account(db)
    for one, other in [(ann, bob), (bob, ann), (ann, cem), (cem, ann)]:
        follow(db, one, other)
        endorse(db, one, other)
        make_list(db, one, other)
    make_post(db, bob, f"@{ann.username} Hello!")

    block(db, ann, bob)
    db.commit()

    pairs = {(ann.id, cem.id), (cem.id, ann.id)}
    assert set(db.execute(select(Follow.follower_id, Follow.followed_id)).all()) == pairs
    assert set(db.execute(select(Endorsement.account_id, Endorsement.endorsed_id)).all()) == pairs
    assert set(db.scalars(select(ListMember.account_id))) == {ann.id, cem.id}
    told = select(Notification.by_id).where(Notification.account_id == ann.id)
    assert set(db.scalars(told)) == {cem.id}


def test_blocking_ends_requests_both_ways(db):
    ann, bob = make_account(db, locked=True), make_account(db, locked=True)
    follow(db, ann, bob)
    follow(db, bob, ann)

    block(db, ann, bob)
    db.commit()

    assert everything(db, FollowRequest) == everything(db, Notification) == 0


def test_blocking_twice_is_blocking_once_and_unblocking_brings_nothing_back(db):
    ann, bob = make_account(db), make_account(db)
    follow(db, ann, bob)

    block(db, ann, bob)
    block(db, ann, bob)
    assert everything(db, Block) == 1

    unblock(db, ann, bob)
    unblock(db, ann, bob)
    assert everything(db, Block) == everything(db, Follow) == 0


def test_each_may_block_the_other_and_unblocks_for_themselves(db):
    ann, bob = make_account(db), make_account(db)
    block(db, ann, bob)
    block(db, bob, ann)

    unblock(db, ann, bob)

    assert db.scalars(select(Block.blocker_id)).all() == [bob.id]


def test_nobody_blocks_themselves_or_who_is_shut_out(db):
    ann, gone = make_account(db), make_account(db, suspended_at=clock.now())

    with pytest.raises(Invalid):
        block(db, ann, ann)
    with pytest.raises(NotFound):
        block(db, ann, gone)

    assert everything(db, Block) == 0


def test_blocking_at_one_moment_is_blocking_once(engine, db):
    ann, bob = make_account(db).id, make_account(db).id
    db.rollback()

    def shut(db):
        block(db, db.get(Account, ann), db.get(Account, bob))

    def shut_back(db):
        block(db, db.get(Account, bob), db.get(Account, ann))

    assert while_unfinished(engine, shut, shut) == (None, None)
    assert everything(db, Block) == 1
    db.rollback()
    assert while_unfinished(engine, shut, shut_back) == (None, None)
    assert everything(db, Block) == 2
