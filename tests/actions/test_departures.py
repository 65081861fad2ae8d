"""Going away for a while or for good, coming back, and what is left of those who do not."""

from datetime import timedelta
from itertools import product

import pytest
from sqlalchemy import func, select

from microblog import clock
from microblog.actions import erasing
from microblog.actions.accounts import SignUp, sign_up, suspend
from microblog.actions.blocks import block
from microblog.actions.boosts import boost
from microblog.actions.departures import Deactivation, Departure, come_back, deactivate, leave
from microblog.actions.notes import NoteDraft, write_note
from microblog.actions.reactions import bookmark, favourite
from microblog.actions.sessions import Away, Credentials, log_in
from microblog.actions.statistics import figures_of
from microblog.clock import now, today
from microblog.errors import Forbidden, Invalid, NotFound
from microblog.jobs.departures import erase_departed
from microblog.jobs.done import NOTHING
from microblog.models import (
    HIDDEN,
    AccessToken,
    Account,
    AccountState,
    Base,
    Follow,
    Letter,
    LetterKind,
    Login,
    Mention,
    Notification,
    Post,
)
from microblog.queries.accounts import figures_of_many, people_called
from microblog.queries.counting import closing_of
from microblog.queries.departures import due_departures
from microblog.queries.notifications import unread_count
from microblog.queries.posts import visible_post
from tests.making import make_account, make_follow, make_list, make_media, make_post, make_token
from tests.visitor import PASSWORD

GRACE = timedelta(days=30)


@pytest.fixture
def ann(db):
    return make_account(db, "ann")


@pytest.fixture
def bob(db):
    return make_account(db, "bob")


def go(db, account):
    due = leave(db, account, Departure(password=PASSWORD, username=f"@{account.username.upper()}"))
    db.commit()
    return due


def seen(db, account, post, reader):
    db.commit()
    return {
        "post": db.scalar(visible_post(post.id, reader)) is not None,
        "found": len(db.scalars(people_called(account.username, reader, site="localhost")).all()),
        "news": unread_count(db, reader),
        "followers": figures_of_many(db, [reader])[reader.id].followers,
    }


@pytest.mark.parametrize(
    ("suspended", "deactivated", "leaving", "erased", "confirmed"), list(product([False, True], repeat=5))
)
def test_an_account_and_a_query_of_accounts_agree_who_is_hidden(
    db, ann, suspended, deactivated, leaving, erased, confirmed
):
    ann.suspended_at = now() if suspended else None
    ann.deactivated_at = now() if deactivated or leaving or erased else None
    ann.erase_at, ann.erased_at = now() if leaving else None, now() if erased else None
    ann.email_confirmed_at = now() if confirmed else None
    db.flush()

    asked = db.scalar(select(func.count()).select_from(Account).where(Account.hidden))

    assert bool(asked) == ann.hidden == (ann.state in HIDDEN) == (suspended or deactivated or leaving or erased)


def test_whoever_goes_away_is_out_of_sight_and_finds_everything_as_it_was(db, ann, bob):
    make_follow(db, ann, bob)
    post = make_post(db, ann, "@bob hello")
    make_token(db, ann)
    log_in(db, Credentials(name="ann", password=PASSWORD))
    before = seen(db, ann, post, bob)

    deactivate(db, ann, Deactivation(password=PASSWORD))
    gone = seen(db, ann, post, bob)
    with pytest.raises(Away):
        log_in(db, Credentials(name="ann", password=PASSWORD))
    with pytest.raises(Forbidden, match="deactivated"):
        make_post(db, ann)
    db.rollback()
    keys = [db.scalar(select(func.count()).where(one.account_id == ann.id)) for one in (Login, AccessToken)]
    come_back(db, ann)

    assert gone == {"post": False, "found": 0, "news": 0, "followers": 0}
    assert keys == [0, 0]
    assert seen(db, ann, post, bob) == before == {"post": True, "found": 1, "news": 2, "followers": 1}
    assert log_in(db, Credentials(name="ann", password=PASSWORD))


def test_the_password_is_asked_and_to_leave_for_good_the_name_too(db, ann):
    with pytest.raises(Invalid) as deactivating:
        deactivate(db, ann, Deactivation(password="wrong"))
    with pytest.raises(Invalid) as leaving:
        leave(db, ann, Departure(password="wrong", username="bob"))

    assert list(deactivating.value.problems) == ["password"]
    assert sorted(leaving.value.problems) == ["password", "username"]
    assert ann.state is AccountState.ACTIVE


def test_a_wrong_password_does_not_tell_that_somebody_is_away(db, ann):
    deactivate(db, ann, Deactivation(password=PASSWORD))

    with pytest.raises(Invalid) as refusal:
        log_in(db, Credentials(name="ann", password="wrong password"))

    assert not isinstance(refusal.value, Away)


def test_whoever_leaves_gets_a_letter_and_may_come_back_until_the_day(db, ann, request_off_web):
    due = go(db, ann)

    assert abs(due - now() - GRACE) < timedelta(minutes=5)
    assert db.scalars(select(Letter.kind)).all() == [LetterKind.LEAVING]
    assert erase_departed(request_off_web) == NOTHING
    come_back(db, ann)
    assert (ann.state, ann.erase_at) == (AccountState.ACTIVE, None)
    db.commit()
    with clock.set_to(due):
        assert erase_departed(request_off_web) == NOTHING


def test_once_the_day_has_come_it_is_too_late(db, ann):
    with clock.set_to(go(db, ann)):
        with pytest.raises(NotFound):
            come_back(db, ann)
        with pytest.raises(Invalid, match="being deleted"):
            log_in(db, Credentials(name="ann", password=PASSWORD))


def test_who_is_suspended_does_not_come_back_by_going_away(db, ann):
    deactivate(db, ann, Deactivation(password=PASSWORD))
    suspend(db, ann)

    with pytest.raises(Invalid, match="suspended"):
        log_in(db, Credentials(name="ann", password=PASSWORD))
    with pytest.raises(Forbidden):
        come_back(db, ann)


@pytest.fixture
def entangled(db, ann, bob):
    """ann did something of many kinds, and others did something about her."""
    make_follow(db, ann, bob)
    make_follow(db, bob, ann)
    make_list(db, bob, ann)
    file = make_media(db, ann)
    make_media(db, ann)
    post = make_post(db, ann, "@bob #tea", media=(file.id,))
    answer = make_post(db, bob, "@ann yes", reply_to=post)
    for act in (favourite, boost, bookmark):
        act(db, ann, answer)
        act(db, bob, post)
    make_token(db, ann)
    log_in(db, Credentials(name="ann", password=PASSWORD))
    write_note(db, bob, ann, NoteDraft(text="A friend."))
    block(db, ann, make_account(db, "carol"))
    db.commit()
    return post, answer


def test_nothing_is_left_of_somebody_who_left_but_a_name_that_nobody_gets(db, ann, bob, entangled, request_off_web):
    post, answer = entangled
    with clock.set_to(go(db, ann)):
        done, again = erase_departed(request_off_web), erase_departed(request_off_web)
    db.expire_all()

    assert "with them 1 accounts" in done.words
    assert again == NOTHING
    left = {
        f"{table.name}.{column.name}"
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if any(key.column.table.name == "accounts" for key in column.foreign_keys)
        and db.scalar(select(func.count()).select_from(table).where(column == ann.id))
    }
    assert left <= {"posts.author_id", "visits.account_id", "reasons.by_id"}
    assert (post.text, post.deleted_at is not None) == ("", True)
    assert (answer.text, answer.answered_id) == ("@ann yes", None)
    assert db.scalar(select(func.count()).select_from(Post).where(Post.author_id == ann.id)) == 1
    assert (ann.state, ann.bio, ann.email) == (AccountState.ERASED, "", f"{ann.id}@deleted.invalid")
    with pytest.raises(Invalid):
        sign_up(db, SignUp(username="ann", email="ann@example.org", password=PASSWORD))
    assert sign_up(db, SignUp(username="anna", email="ann@example.org", password=PASSWORD), confirmed=True)
    with pytest.raises(Invalid):
        log_in(db, Credentials(name="ann", password=PASSWORD))


def test_whoever_is_killed_meanwhile_leaves_the_rest_to_the_next(db, ann, bob, entangled, monkeypatch):
    monkeypatch.setattr(erasing, "PIECE", 10)
    pieces = 0
    with clock.set_to(go(db, ann)):
        while (piece := erasing.erase_next(db)) is not None:
            pieces += 1
            if pieces % 2:
                db.rollback()  # it died before it had written that down
            else:
                db.commit()
            assert piece[0] <= 10
            assert pieces < 200
        assert db.scalars(due_departures()).all() == []

    assert ann.state is AccountState.ERASED


def test_the_days_that_were_counted_stay_as_they_are(db, ann, bob, entangled, request_off_web):
    day = today()
    due = go(db, ann)
    with clock.set_to(due):
        assert closing_of(day) < due
        before = figures_of(db, day)
        db.rollback()
        erase_departed(request_off_web)
        db.expire_all()

        assert figures_of(db, day) == before
    assert [db.scalar(select(func.count()).select_from(one)) for one in (Follow, Mention, Notification)] == [0, 0, 0]
