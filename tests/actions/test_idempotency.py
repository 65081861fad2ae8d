"""Granting a wish once, however often an application sends it."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from microblog import clock
from microblog.actions.idempotency import KEY_LENGTH, REMEMBERED, once
from microblog.actions.posts import Draft, delete_post, publish_post
from microblog.actions.scheduled import SOONEST, publish_due, schedule_post
from microblog.clock import now
from microblog.errors import Invalid, NotFound
from microblog.models import Account, IdempotencyKey, Post, ScheduledPost
from tests.making import make_account
from tests.meanwhile import at_once, while_unfinished


def everything(db, table):
    return db.scalar(select(func.count()).select_from(table))


def wish(db, author, key, text="Hello."):
    return once(db, author, key, lambda: publish_post(db, author, Draft(text=text)))


def schedule(db, author, key):
    due_at = now() + SOONEST + timedelta(minutes=1)
    return once(db, author, key, lambda: schedule_post(db, author, Draft(text="Later."), due_at))


def test_the_same_wish_is_granted_once(db):
    ann = make_account(db)

    first, second = wish(db, ann, "a"), wish(db, ann, " a ", "Something else.")

    assert first is second
    assert everything(db, Post) == 1


def test_other_wishes_are_other_wishes(db):
    ann, bob = make_account(db), make_account(db)

    for author, key in ((ann, "a"), (ann, "b"), (bob, "a"), (ann, None), (ann, None), (ann, "")):
        wish(db, author, key)

    assert everything(db, Post) == 6


def test_after_an_hour_it_is_another_wish(db):
    ann = make_account(db)
    start = now()

    for moment in (start, start + REMEMBERED - timedelta(seconds=1), start + REMEMBERED):
        with clock.set_to(moment):
            wish(db, ann, "a")

    assert everything(db, Post) == 2


def test_what_was_refused_may_be_sent_again(db):
    ann = make_account(db)
    with pytest.raises(Invalid):
        wish(db, ann, "a", text="")
    db.rollback()

    post = wish(db, ann, "a")

    assert post.text == "Hello."


@pytest.mark.parametrize("key", ["a" * (KEY_LENGTH + 1), "a\0", "a\nb"])
def test_a_key_is_a_short_word(db, key):
    ann = make_account(db)

    with pytest.raises(Invalid):
        wish(db, ann, key)

    assert wish(db, ann, "a" * KEY_LENGTH).text == "Hello."


def test_what_was_deleted_is_not_published_again(db):
    ann = make_account(db)
    delete_post(db, ann, wish(db, ann, "a"))
    db.commit()

    with pytest.raises(NotFound):
        wish(db, ann, "a")


def test_what_is_scheduled_is_scheduled_once(db):
    ann = make_account(db)

    first, second = schedule(db, ann, "a"), schedule(db, ann, "a")

    assert first is second
    assert everything(db, ScheduledPost) == 1


def test_what_was_scheduled_is_known_when_it_has_appeared(db):
    ann = make_account(db)
    scheduled = schedule(db, ann, "a")
    with clock.set_to(scheduled.due_at):
        post = publish_due(db, scheduled.id)
    db.commit()

    assert schedule(db, ann, "a") is post
    assert everything(db, ScheduledPost) == 0


def test_of_two_at_one_moment_the_second_gets_what_the_first_made(engine, db):
    ann = make_account(db).id
    db.rollback()

    def same(db):
        return wish(db, db.get(Account, ann), "a").id

    first, second = while_unfinished(engine, same, same)

    assert first == second
    assert everything(db, Post) == everything(db, IdempotencyKey) == 1


def test_of_many_at_one_moment_all_get_the_same(engine, db):
    ann = make_account(db).id
    db.rollback()

    outcomes = at_once(engine, *[lambda db: wish(db, db.get(Account, ann), "a").id] * 6)

    assert len(set(outcomes)) == everything(db, Post) == 1


def test_if_the_first_is_refused_the_second_is_granted(engine, db):
    ann = make_account(db).id
    db.rollback()

    def taken_back(db):
        wish(db, db.get(Account, ann), "a", "One.")
        db.rollback()

    _, second = while_unfinished(engine, taken_back, lambda db: wish(db, db.get(Account, ann), "a", "Two.").text)

    assert second == "Two."
    assert everything(db, Post) == 1
