"""Writing now what is to appear later."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from microblog import clock
from microblog.actions import scheduled as rules
from microblog.actions.polls import PollWish
from microblog.actions.posts import Draft, delete_post
from microblog.actions.scheduled import cancel_scheduled, publish_due, reschedule_post, schedule_post
from microblog.errors import Forbidden, Invalid, NotFound, Refusal
from microblog.models import Account, Media, Mention, Notification, Poll, Post, ScheduledPost, Visibility
from tests.making import make_account, make_application, make_media, make_post
from tests.meanwhile import while_unfinished

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
SOON = NOON + timedelta(minutes=5)


@pytest.fixture(autouse=True)
def noon():
    with clock.set_to(NOON):
        yield


@pytest.fixture
def ann(db):
    return make_account(db, "ann")


def everything(db, table):
    return db.scalar(select(func.count()).select_from(table))


def schedule(db, author, text="Later.", due_at=SOON, **wishes):
    scheduled = schedule_post(db, author, Draft(text=text, **wishes), due_at)
    db.commit()
    return scheduled


def refused(deed, *given, **more):
    with pytest.raises(Invalid) as refusal:
        deed(*given, **more)
    return refusal.value.problems


def publish(db, scheduled, at=SOON):
    with clock.set_to(at):
        post = publish_due(db, scheduled.id)
        db.commit()
        return post


def test_what_is_scheduled_appears_when_it_is_due_and_not_before(db, ann):
    bob = make_account(db, "bob")
    scheduled = schedule(db, ann, "Good morning, @bob")

    before = everything(db, Post), everything(db, Mention), everything(db, Notification)
    early = publish(db, scheduled, at=SOON - timedelta(seconds=1))
    post = publish(db, scheduled)

    assert (before, early) == ((0, 0, 0), None)
    assert (post.text, post.author, post.created_at) == ("Good morning, @bob", ann, SOON)
    assert db.scalars(select(Notification.account_id)).all() == [bob.id]
    assert everything(db, ScheduledPost) == 0


def test_a_draft_is_kept_whole(db, ann):
    parent = make_post(db, ann)
    application, _ = make_application(db)
    wish = PollWish(options=["Tea", "Milk"], expires_in=600)
    draft = Draft(text="Hm?", reply_to=parent.id, visibility="unlisted", warning="Drinks", language="en", poll=wish)

    scheduled = schedule_post(db, ann, draft, SOON, application=application)
    db.commit()
    post = publish(db, scheduled)

    assert (post.parent, post.visibility, post.warning) == (parent, Visibility.UNLISTED, "Drinks")
    assert (post.language, post.sensitive, post.application) == ("en", True, application)
    assert db.scalars(select(Poll)).one().expires_at == SOON + timedelta(minutes=10)


def test_what_is_published_is_published_once(db, ann):
    scheduled = schedule(db, ann)
    id = scheduled.id

    publish(db, scheduled)
    with clock.set_to(SOON):
        again = publish_due(db, id)

    assert (again, everything(db, Post)) == (None, 1)


def test_a_moment_must_be_five_minutes_ahead(db, ann):
    problems = refused(schedule, db, ann, due_at=SOON - timedelta(seconds=1))

    assert problems == {"due_at": "Scheduled at The scheduled date must be in the future."}


@pytest.mark.parametrize(
    ("wishes", "field"),
    [
        ({"text": " "}, "text"),
        ({"text": "a" * 501}, "text"),
        ({"reply_to": 1}, "reply_to"),
        ({"media": (1,)}, "media"),
        ({"poll": PollWish(options=["Tea"], expires_in=600)}, "poll"),
    ],
)
def test_what_could_not_be_published_cannot_be_scheduled(db, ann, wishes, field):
    problems = refused(schedule, db, ann, **{"text": "Later.", **wishes})

    assert list(problems) == [field]
    assert everything(db, ScheduledPost) == everything(db, Post) == 0


def test_who_may_not_publish_may_not_schedule(db):
    with pytest.raises(Forbidden):
        schedule(db, make_account(db, confirmed=False))


def test_there_is_a_limit_to_what_waits(db, ann, monkeypatch):
    monkeypatch.setattr(rules, "MAX_SCHEDULED", 2)
    for _ in range(2):
        schedule(db, ann)

    problems = refused(schedule, db, ann)
    schedule(db, make_account(db))

    assert problems == {"due_at": "You have exceeded the limit of 2 scheduled posts."}


def test_there_is_a_limit_to_what_waits_for_one_day(db, ann, monkeypatch):
    monkeypatch.setattr(rules, "MAX_A_DAY", 2)
    midnight = NOON + timedelta(hours=12)
    late = [schedule(db, ann, due_at=moment) for moment in (SOON, midnight - timedelta(seconds=1))]

    problems = refused(schedule, db, ann)
    next_day = schedule(db, ann, due_at=midnight)
    moved = refused(reschedule_post, db, next_day, SOON)
    reschedule_post(db, late[0], SOON + timedelta(hours=1))

    assert problems == moved == {"due_at": "You have exceeded the limit of 2 scheduled posts for that day."}


def test_the_limit_holds_at_one_moment(engine, db, ann, monkeypatch):
    monkeypatch.setattr(rules, "MAX_SCHEDULED", 1)
    id = ann.id
    db.rollback()

    def wish(db):
        with clock.set_to(NOON):
            return schedule(db, db.get(Account, id))

    def unfinished(db):
        return schedule_post(db, db.get(Account, id), Draft(text="Later."), SOON)

    first, second = while_unfinished(engine, unfinished, wish)

    assert isinstance(first, ScheduledPost)
    assert isinstance(second, Invalid)


def test_another_moment_is_another_moment(db, ann):
    scheduled = schedule(db, ann)

    reschedule_post(db, scheduled, SOON + timedelta(minutes=1))
    early = publish(db, scheduled, at=SOON)
    post = publish(db, scheduled, at=SOON + timedelta(minutes=1))

    assert (early, post.text) == (None, "Later.")
    assert refused(reschedule_post, db, schedule(db, ann), NOON) == {
        "due_at": "Scheduled at The scheduled date must be in the future."
    }


def test_what_was_called_off_does_not_appear(db, ann):
    id = schedule(db, ann).id

    cancel_scheduled(db, db.get(ScheduledPost, id))
    db.commit()
    with clock.set_to(SOON):
        published = publish_due(db, id)

    assert (published, everything(db, ScheduledPost), everything(db, Post)) == (None, 0, 0)


def test_files_are_held_in_their_order_until_it_appears(db, ann):
    first, second = make_media(db, ann), make_media(db, ann)

    scheduled = schedule(db, ann, media=(second.id, first.id))
    held = [(one.scheduled_id, one.post_id, one.position) for one in (second, first)]
    problems = refused(schedule, db, ann, media=(first.id,))
    id, post = scheduled.id, publish(db, scheduled)

    assert held == [(id, None, 0), (id, None, 1)]
    assert list(problems) == ["media"]
    assert [(one.scheduled_id, one.post_id, one.position) for one in (second, first)] == [
        (None, post.id, 0),
        (None, post.id, 1),
    ]


def test_files_are_free_again_when_it_is_called_off(db, ann):
    file = make_media(db, ann, detached_at=NOON - timedelta(days=3))
    scheduled = schedule(db, ann, media=(file.id,))

    cancel_scheduled(db, scheduled)
    db.commit()
    db.expire_all()

    assert (file.scheduled_id, file.detached_at) == (None, NOON)
    assert schedule(db, ann, media=(file.id,)).id == file.scheduled_id


def test_two_cannot_hold_one_file_at_one_moment(engine, db, ann):
    id, file = ann.id, make_media(db, ann).id
    db.rollback()

    def wish(db):
        with clock.set_to(NOON):
            return schedule_post(db, db.get(Account, id), Draft(text="Later.", media=(file,)), SOON)

    first, second = while_unfinished(engine, wish, wish)

    assert isinstance(first, ScheduledPost)
    assert list(second.problems) == ["media"]
    assert everything(db, ScheduledPost) == 1


def test_what_can_no_longer_be_published_says_why_and_is_not_tried_again(db, ann):
    bob = make_account(db)
    parent, file = make_post(db, bob), make_media(db, ann)
    scheduled = schedule(db, ann, reply_to=parent.id, media=(file.id,))
    delete_post(db, bob, parent)
    db.commit()

    first, second = publish(db, scheduled), publish(db, scheduled)
    db.expire_all()

    assert (first, second) == (None, None)
    assert scheduled.trouble == "The post that you answer is gone."
    assert file.scheduled_id == scheduled.id


def test_who_was_shut_out_meanwhile_publishes_nothing(db, ann):
    scheduled = schedule(db, ann)
    ann.suspended_at = NOON
    db.commit()

    published = publish(db, scheduled)

    assert (published, scheduled.trouble) == (None, "Your account is suspended.")


def test_what_failed_is_tried_again_at_another_moment(db, ann):
    scheduled = schedule(db, ann)
    ann.suspended_at = NOON
    publish(db, scheduled)
    ann.suspended_at = None
    later = SOON + timedelta(hours=1)

    reschedule_post(db, scheduled, later)

    assert publish(db, scheduled, at=later).text == "Later."


def test_two_schedulers_publish_it_once(engine, db, ann):
    id = schedule(db, ann).id
    db.rollback()

    def wish(db):
        with clock.set_to(SOON):
            return publish_due(db, id)

    first, second = while_unfinished(engine, wish, wish)

    assert (first is not None, second) == (True, None)
    assert everything(db, Post) == 1


@pytest.mark.parametrize("change", [cancel_scheduled, lambda db, one: reschedule_post(db, one, SOON)])
def test_what_is_just_being_published_cannot_be_changed(engine, db, ann, change):
    id = schedule(db, ann).id
    db.rollback()

    def publish(db):
        with clock.set_to(SOON):
            return publish_due(db, id)

    def too_late(db):
        with clock.set_to(NOON):
            scheduled = db.get(ScheduledPost, id)
            if scheduled is None:
                raise NotFound("It is gone.")
            change(db, scheduled)

    first, second = while_unfinished(engine, publish, too_late)

    assert isinstance(first, Post)
    assert isinstance(second, Refusal)
    assert everything(db, Post) == 1


def test_files_that_are_gone_are_missed(db, ann):
    file = make_media(db, ann)
    scheduled = schedule(db, ann, text="", media=(file.id,))
    db.delete(db.get(Media, file.id))
    db.commit()

    published = publish(db, scheduled)

    assert (published, list(scheduled.draft)) == (None, ["text", "format", "media"])
    assert scheduled.trouble != ""
