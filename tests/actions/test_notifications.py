"""Marking as read."""

from sqlalchemy import select

from microblog.actions.notifications import mark_as_read
from microblog.models import Notification
from microblog.queries.notifications import unread_count
from tests.making import make_account, make_post


def make_news(db, count):
    """Name ann a few times; return her and the ids of the notifications, the oldest first."""
    ann, bob = make_account(db, "ann"), make_account(db, "bob")
    for number in range(count):
        make_post(db, bob, f"@ann {number}")
    return ann, list(db.scalars(select(Notification.id).order_by(Notification.id)))


def test_what_was_shown_is_marked_and_nothing_newer(db):
    ann, ids = make_news(db, 3)
    assert unread_count(db, ann) == 3

    mark_as_read(db, ann, up_to=ids[1])
    db.commit()

    assert unread_count(db, ann) == 1


def test_marking_never_goes_back(db):
    ann, ids = make_news(db, 3)
    mark_as_read(db, ann, up_to=ids[2])

    mark_as_read(db, ann, up_to=ids[0])
    mark_as_read(db, ann, up_to=0)
    mark_as_read(db, ann, up_to=-5)
    db.commit()

    assert ann.notifications_read_id == ids[2]
    assert unread_count(db, ann) == 0


def test_an_absurd_number_does_not_mark_the_future_as_read(db):
    ann, _ = make_news(db, 1)

    mark_as_read(db, ann, up_to=2**63 - 1)
    db.commit()
    make_post(db, make_account(db), "@ann again")

    assert unread_count(db, ann) == 1


def test_nobody_marks_what_concerns_others(db):
    ann, ids = make_news(db, 1)
    bob = make_account(db)

    mark_as_read(db, bob, up_to=ids[0])
    db.commit()

    assert unread_count(db, ann) == 1
    assert bob.notifications_read_id == 0


def test_the_count_stops_at_100(db):
    ann, _ = make_news(db, 0)
    bob = make_account(db)
    db.add_all(Notification(account_id=ann.id, event="reply", by_id=bob.id) for _ in range(120))
    db.commit()

    assert unread_count(db, ann) == 100
