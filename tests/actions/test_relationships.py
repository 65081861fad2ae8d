"""Following."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from microblog import clock
from microblog.actions.blocks import block
from microblog.actions.endorsements import endorse
from microblog.actions.relationships import FollowWish, accept, follow, reject, unfollow, withdraw
from microblog.errors import Forbidden, Invalid, NotFound
from microblog.models import Account, Endorsement, Event, Follow, FollowRequest, ListMember, Notification
from tests.making import make_account, make_list
from tests.meanwhile import next_id, while_unfinished


def everything(db, table):
    return db.scalar(select(func.count()).select_from(table))


def events(db, account):
    return db.scalars(select(Notification.event).where(Notification.account_id == account.id)).all()


def test_following_tells_whoever_is_followed(db):
    ann, bob = make_account(db), make_account(db)

    follow(db, ann, bob)
    db.commit()

    [fact] = db.scalars(select(Follow))
    [told] = db.scalars(select(Notification))
    assert (fact.follower_id, fact.followed_id) == (ann.id, bob.id)
    assert (told.account_id, told.event, told.by_id, told.post_id) == (bob.id, Event.FOLLOW, ann.id, None)


def test_following_twice_is_following_once(db):
    ann, bob = make_account(db), make_account(db)

    follow(db, ann, bob)
    follow(db, ann, bob)
    db.commit()

    assert everything(db, Follow) == everything(db, Notification) == 1


def test_each_may_follow_the_other(db):
    ann, bob = make_account(db), make_account(db)

    follow(db, ann, bob)
    follow(db, bob, ann)
    db.commit()

    assert everything(db, Follow) == everything(db, Notification) == 2


def test_nobody_follows_themselves(db):
    ann = make_account(db)

    with pytest.raises(Invalid):
        follow(db, ann, ann)

    assert everything(db, Follow) == 0


def test_unfollowing_ends_it_and_twice_is_once(db):
    ann, bob = make_account(db), make_account(db)
    follow(db, ann, bob)
    follow(db, bob, ann)

    unfollow(db, ann, bob)
    unfollow(db, ann, bob)
    db.commit()

    assert db.scalars(select(Follow.follower_id)).all() == [bob.id]


def test_who_follows_anew_is_not_announced_anew(db):
    ann, bob = make_account(db), make_account(db)

    for _ in range(3):
        follow(db, ann, bob)
        unfollow(db, ann, bob)
    follow(db, ann, bob)
    db.commit()

    assert everything(db, Follow) == everything(db, Notification) == 1


def test_following_twice_at_one_moment_is_following_once(engine, db):
    ann, bob = make_account(db).id, make_account(db).id
    db.rollback()

    def wish(db):
        follow(db, db.get(Account, ann), db.get(Account, bob))

    outcomes = while_unfinished(engine, wish, wish)

    assert outcomes == (None, None)
    assert everything(db, Follow) == everything(db, Notification) == 1


def test_a_wish_that_fails_for_another_reason_is_not_taken_as_done(db):
    ann, bob, cem = make_account(db), make_account(db), make_account(db)
    follow(db, ann, bob)
    db.commit()

    with next_id(db.scalars(select(Follow.id)).one()), pytest.raises(IntegrityError, match="follows"):
        follow(db, ann, cem)


def test_one_says_how_one_wants_to_read_somebody_and_may_change_it(db):
    ann, bob = make_account(db), make_account(db)

    first = follow(db, ann, bob, FollowWish(boosts=False, languages=["de", "en", "de"]))
    assert (first.boosts, first.notify, first.languages) == (False, False, ["de", "en"])

    again = follow(db, ann, bob, FollowWish(notify=True))
    assert again is first
    assert (first.boosts, first.notify, first.languages) == (False, True, ["de", "en"])

    follow(db, ann, bob, FollowWish(languages=[], boosts=True))
    db.commit()
    assert (first.boosts, first.notify, first.languages) == (True, True, None)
    assert everything(db, Notification) == 1


def test_a_language_is_a_language():
    assert FollowWish.read({"languages": ["PT-br"]}).languages == ["pt-BR"]

    with pytest.raises(Invalid):
        FollowWish.read({"languages": ["English"]})


def test_who_decides_about_each_follower_is_asked(db):
    ann, bob = make_account(db), make_account(db, locked=True)

    request = follow(db, ann, bob, FollowWish(notify=True))
    again = follow(db, ann, bob, FollowWish(boosts=False))
    db.commit()

    assert again is request
    assert (request.boosts, request.notify) == (False, True)
    assert (everything(db, FollowRequest), everything(db, Follow)) == (1, 0)
    assert events(db, bob) == [Event.FOLLOW_REQUEST]


def test_who_followed_before_goes_on_following(db):
    ann, bob = make_account(db), make_account(db)
    follow(db, ann, bob)
    bob.locked = True

    assert isinstance(follow(db, ann, bob, FollowWish(notify=True)), Follow)
    assert everything(db, FollowRequest) == 0


def test_accepting_makes_the_follow_that_was_asked_for(db):
    ann, bob = make_account(db), make_account(db, locked=True)
    follow(db, ann, bob, FollowWish(boosts=False, notify=True, languages=["de"]))

    accept(db, bob, ann)
    db.commit()

    [made] = db.scalars(select(Follow))
    assert (made.follower_id, made.followed_id) == (ann.id, bob.id)
    assert (made.boosts, made.notify, made.languages) == (False, True, ["de"])
    assert everything(db, FollowRequest) == 0
    assert events(db, bob) == [Event.FOLLOW]
    assert events(db, ann) == []


def test_rejecting_forgets_the_request_and_tells_nobody(db):
    ann, bob = make_account(db), make_account(db, locked=True)
    follow(db, ann, bob)

    reject(db, bob, ann)
    db.commit()

    assert everything(db, FollowRequest) == everything(db, Follow) == everything(db, Notification) == 0


@pytest.mark.parametrize("answer", [accept, reject])
def test_nobody_answers_a_request_that_is_not_there(db, answer):
    ann, bob, cem = make_account(db), make_account(db, locked=True), make_account(db, locked=True)
    follow(db, ann, bob)

    for account, follower in [(cem, ann), (ann, bob), (bob, cem), (bob, bob)]:
        with pytest.raises(NotFound):
            answer(db, account, follower)
    ann.suspended_at = clock.now()
    with pytest.raises(NotFound):
        answer(db, bob, ann)

    assert (everything(db, FollowRequest), everything(db, Follow)) == (1, 0)


def test_a_request_is_withdrawn_by_unfollowing(db):
    ann, bob = make_account(db), make_account(db, locked=True)
    follow(db, ann, bob)

    unfollow(db, ann, bob)
    db.commit()

    assert everything(db, FollowRequest) == everything(db, Notification) == 0


def test_opening_the_door_lets_nobody_in_who_does_not_knock_again(db):
    ann, bob = make_account(db), make_account(db, locked=True)
    follow(db, ann, bob, FollowWish(notify=True))
    bob.locked = False
    db.commit()
    assert (everything(db, FollowRequest), everything(db, Follow)) == (1, 0)

    made = follow(db, ann, bob, FollowWish(boosts=False))

    assert isinstance(made, Follow)
    assert (made.boosts, made.notify) == (False, True)
    assert everything(db, FollowRequest) == 0
    assert events(db, bob) == [Event.FOLLOW]


def test_who_blocks_the_other_does_not_follow_and_is_not_followed(db):
    ann, bob = make_account(db), make_account(db)
    block(db, ann, bob)

    for follower, followed in [(ann, bob), (bob, ann)]:
        with pytest.raises(Forbidden, match="This action is not allowed"):
            follow(db, follower, followed)

    assert everything(db, Follow) == 0


def test_who_is_shut_out_cannot_be_followed(db):
    ann, bob = make_account(db), make_account(db, suspended_at=clock.now())

    with pytest.raises(NotFound):
        follow(db, ann, bob)


def test_who_is_followed_no_more_leaves_lists_and_recommendations(db):
    ann, bob, cem = make_account(db), make_account(db), make_account(db)
    for followed in (bob, cem):
        follow(db, ann, followed)
        endorse(db, ann, followed)
    make_list(db, ann, bob, cem)

    unfollow(db, ann, bob)
    db.commit()

    assert db.scalars(select(ListMember.account_id)).all() == [cem.id]
    assert db.scalars(select(Endorsement.endorsed_id)).all() == [cem.id]


def test_who_is_sent_away_follows_no_more_and_is_still_followed(db):
    ann, bob = make_account(db), make_account(db)
    follow(db, ann, bob)
    follow(db, bob, ann)

    unfollow(db, bob, ann)  # ann removes bob from her followers
    db.commit()

    assert db.scalars(select(Follow.follower_id)).all() == [ann.id]


def test_a_wish_and_a_block_at_one_moment_end_in_the_block(engine, db):
    ann, bob = make_account(db).id, make_account(db).id
    db.rollback()

    def wish(db):
        follow(db, db.get(Account, ann), db.get(Account, bob))

    def refuse(db):
        block(db, db.get(Account, bob), db.get(Account, ann))

    assert while_unfinished(engine, wish, refuse) == (None, None)
    assert everything(db, Follow) == 0

    db.rollback()
    assert isinstance(while_unfinished(engine, refuse, wish)[1], Forbidden)
    assert everything(db, Follow) == 0


def test_a_request_is_accepted_or_withdrawn_but_not_both(engine, db):
    ann, bob = make_account(db), make_account(db, locked=True)
    follow(db, ann, bob)
    db.commit()
    ann, bob = ann.id, bob.id
    db.rollback()

    def admit(db):
        accept(db, db.get(Account, bob), db.get(Account, ann))

    def step_back(db):
        return withdraw(db, db.get(Account, ann), db.get(Account, bob))

    step_back_outcome, admit_outcome = while_unfinished(engine, step_back, admit)

    assert step_back_outcome is True
    assert isinstance(admit_outcome, NotFound)
    assert everything(db, Follow) == everything(db, FollowRequest) == 0


def test_who_wishes_more_while_they_are_accepted_gets_what_they_wish(engine, db):
    ann, bob = make_account(db), make_account(db, locked=True)
    follow(db, ann, bob)
    db.commit()
    ann, bob = ann.id, bob.id
    db.rollback()

    def admit(db):
        accept(db, db.get(Account, bob), db.get(Account, ann))

    def wish(db):
        follow(db, db.get(Account, ann), db.get(Account, bob), FollowWish(notify=True))

    assert while_unfinished(engine, admit, wish) == (None, None)
    assert db.scalars(select(Follow.notify)).all() == [True]
    assert everything(db, FollowRequest) == 0


def test_asking_twice_at_one_moment_is_asking_once(engine, db):
    ann, bob = make_account(db).id, make_account(db, locked=True).id
    db.rollback()

    def wish(db):
        follow(db, db.get(Account, ann), db.get(Account, bob))

    assert while_unfinished(engine, wish, wish) == (None, None)
    assert everything(db, FollowRequest) == everything(db, Notification) == 1
