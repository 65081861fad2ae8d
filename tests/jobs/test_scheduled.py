"""Publishing what was written for later."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from microblog import clock
from microblog.actions import scheduled as rules
from microblog.actions.posts import Draft
from microblog.actions.scheduled import SOONEST, schedule_post
from microblog.clock import now
from microblog.jobs.done import NOTHING, Done
from microblog.jobs.scheduled import publish_scheduled
from microblog.models import Post, ScheduledPost
from tests.making import make_account


@pytest.fixture
def soon():
    return now() + SOONEST + timedelta(minutes=1)


def schedule(db, author, due_at, *texts):
    for text in texts:
        schedule_post(db, author, Draft(text=text), due_at)
    db.commit()


def texts(db):
    db.rollback()
    return db.scalars(select(Post.text).order_by(Post.id)).all()


def test_all_that_is_due_is_published_once(db, request_off_web, soon):
    ann = make_account(db)
    schedule(db, ann, soon, "One.", "Two.")
    schedule(db, ann, soon + timedelta(hours=1), "Later.")

    before = publish_scheduled(request_off_web)
    with clock.set_to(soon):
        then, after = publish_scheduled(request_off_web), publish_scheduled(request_off_web)

    assert (before, then, after) == (NOTHING, Done(2, "published 2 posts"), NOTHING)
    assert texts(db) == ["One.", "Two."]


def test_what_cannot_be_published_holds_nothing_up(db, request_off_web, soon):
    ann, bob = make_account(db), make_account(db)
    schedule(db, ann, soon, "One.")
    schedule(db, bob, soon, "Two.")
    ann.suspended_at = now()
    db.commit()

    with clock.set_to(soon):
        done = publish_scheduled(request_off_web), publish_scheduled(request_off_web)

    assert done == (Done(1, "published 1 posts"), NOTHING)
    assert texts(db) == ["Two."]
    assert db.scalars(select(ScheduledPost.trouble)).all() == ["Your account is suspended."]


def test_after_a_fault_it_is_tried_again(db, request_off_web, soon, monkeypatch, caplog):
    publish = rules.publish_post
    schedule(db, make_account(db), soon, "One.", "Two.")

    def fault(db, author, draft, **more):
        if draft.text == "One.":
            raise OSError("The disk is full.")
        return publish(db, author, draft, **more)

    with clock.set_to(soon):
        monkeypatch.setattr(rules, "publish_post", fault)
        first = publish_scheduled(request_off_web)
        monkeypatch.setattr(rules, "publish_post", publish)
        second = publish_scheduled(request_off_web)

    assert (first, second) == (Done(1, "published 1 posts"), Done(1, "published 1 posts"))
    assert texts(db) == ["Two.", "One."]
    assert "could not be published" in caplog.text
