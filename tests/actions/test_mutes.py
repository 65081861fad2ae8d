"""Not reading somebody for a while."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from microblog import clock
from microblog.actions.mutes import LONGEST, MuteWish, mute, unmute
from microblog.actions.tidying import remove_ended
from microblog.errors import Invalid, NotFound
from microblog.models import Account, Mute, Notification
from microblog.queries.relationships import muted_by
from tests.making import make_account
from tests.meanwhile import while_unfinished


def everything(db, table):
    return db.scalar(select(func.count()).select_from(table))


def test_muting_lasts_and_nobody_is_told(db):
    ann, bob = make_account(db), make_account(db)

    mute(db, ann, bob)
    db.commit()

    [fact] = db.scalars(select(Mute))
    assert (fact.muter_id, fact.muted_id, fact.notifications, fact.expires_at) == (ann.id, bob.id, True, None)
    assert everything(db, Notification) == 0


def test_muting_again_begins_anew(db):
    ann, bob = make_account(db), make_account(db)

    first = mute(db, ann, bob, MuteWish(notifications=False, seconds=60))
    assert first.notifications is False
    assert timedelta(seconds=59) < first.expires_at - clock.now() <= timedelta(seconds=60)

    again = mute(db, ann, bob)
    assert again is first
    assert (first.notifications, first.expires_at) == (True, None)
    assert everything(db, Mute) == 1


def test_a_mute_ends_by_itself(db):
    ann, bob, cem = make_account(db), make_account(db), make_account(db)
    mute(db, ann, bob, MuteWish(seconds=60))
    mute(db, ann, cem)
    db.commit()

    with clock.set_to(clock.now() + timedelta(seconds=61)):
        assert [account for _, account in db.execute(muted_by(ann))] == [cem]


def test_who_was_muted_for_a_while_may_be_muted_anew(db):
    ann, bob = make_account(db), make_account(db)
    mute(db, ann, bob, MuteWish(seconds=60))
    db.commit()

    with clock.set_to(clock.now() + timedelta(seconds=61)):
        mute(db, ann, bob, MuteWish(seconds=60))
        assert [account for _, account in db.execute(muted_by(ann))] == [bob]


def test_unmuting_ends_it_and_twice_is_once(db):
    ann, bob = make_account(db), make_account(db)
    mute(db, ann, bob)
    mute(db, bob, ann)

    unmute(db, ann, bob)
    unmute(db, ann, bob)

    assert db.scalars(select(Mute.muter_id)).all() == [bob.id]


def test_nobody_mutes_themselves_or_who_is_shut_out(db):
    ann, gone = make_account(db), make_account(db, suspended_at=clock.now())

    with pytest.raises(Invalid):
        mute(db, ann, ann)
    with pytest.raises(NotFound):
        mute(db, ann, gone)


@pytest.mark.parametrize("seconds", [-1, int(LONGEST.total_seconds()) + 1, 10**17])
def test_a_mute_ends_within_ten_years_or_never(db, seconds):
    ann, bob = make_account(db), make_account(db)

    with pytest.raises(Invalid):
        mute(db, ann, bob, MuteWish(seconds=seconds))

    assert everything(db, Mute) == 0


def test_muting_twice_at_one_moment_is_muting_once(engine, db):
    ann, bob = make_account(db).id, make_account(db).id
    db.rollback()

    def wish(db):
        mute(db, db.get(Account, ann), db.get(Account, bob), MuteWish(seconds=60)).id  # noqa: B018

    assert while_unfinished(engine, wish, wish) == (None, None)
    assert everything(db, Mute) == 1


def test_muting_anew_and_unmuting_at_one_moment_do_one_after_the_other(engine, db):
    ann, bob = make_account(db), make_account(db)
    mute(db, ann, bob)
    db.commit()
    ann, bob = ann.id, bob.id
    db.rollback()

    def wish(db):
        mute(db, db.get(Account, ann), db.get(Account, bob), MuteWish(seconds=60)).id  # noqa: B018

    def end(db):
        unmute(db, db.get(Account, ann), db.get(Account, bob))

    assert while_unfinished(engine, end, wish) == (None, None)
    assert everything(db, Mute) == 1
    db.rollback()
    assert while_unfinished(engine, wish, end) == (None, None)
    assert everything(db, Mute) == 0


def test_a_mute_that_begins_anew_is_not_swept(engine, db):
    ann, bob = make_account(db), make_account(db)
    mute(db, ann, bob, MuteWish(seconds=1)).expires_at = clock.now()
    db.commit()
    ann, bob = ann.id, bob.id
    db.rollback()

    def wish(db):
        mute(db, db.get(Account, ann), db.get(Account, bob)).id  # noqa: B018

    assert while_unfinished(engine, wish, remove_ended)[0] is None
    assert everything(db, Mute) == 1
