"""Noting down how far one has read."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from microblog import clock
from microblog.actions.markers import move_marker
from microblog.actions.notifications import mark_as_read
from microblog.models import Account, MarkedTimeline, Marker, Notification
from microblog.queries.markers import markers_of
from microblog.queries.notifications import unread_count
from tests.making import make_account, make_post
from tests.meanwhile import at_once, while_unfinished

HOME, NOTIFICATIONS = MarkedTimeline.HOME, MarkedTimeline.NOTIFICATIONS


@pytest.fixture
def ann(db):
    return make_account(db, "ann")


def test_a_marker_moves_on_and_back_and_counts_its_moves(db, ann):
    moment = datetime(2030, 1, 1, tzinfo=UTC)
    first = move_marker(db, ann, HOME, to=5)
    assert (first.last_read_id, first.version) == (5, 1)

    with clock.set_to(moment):
        second = move_marker(db, ann, HOME, to=3)

    assert (second.last_read_id, second.version, second.updated_at) == (3, 2, moment)


def test_timelines_and_people_have_markers_of_their_own(db, ann):
    bob = make_account(db)
    move_marker(db, ann, HOME, to=5)
    move_marker(db, ann, NOTIFICATIONS, to=6)
    move_marker(db, bob, HOME, to=7)

    assert [one.last_read_id for one in db.scalars(markers_of(ann))] == [5, 6]
    assert [one.last_read_id for one in db.scalars(markers_of(ann, [NOTIFICATIONS]))] == [6]


def test_two_moves_at_one_moment_are_two_versions(db, engine, ann):
    id = ann.id
    db.rollback()

    def moving(to):
        return lambda db: move_marker(db, db.get(Account, id), HOME, to=to).version

    assert while_unfinished(engine, moving(5), moving(6)) == (1, 2)
    assert sorted(at_once(engine, *map(moving, range(4)))) == [3, 4, 5, 6]


def test_reading_on_the_website_moves_the_marker_and_the_other_way_round(db, ann):
    bob = make_account(db)
    for _ in range(3):
        make_post(db, bob, "@ann")
    ids = db.scalars(select(Notification.id).order_by(Notification.id)).all()

    mark_as_read(db, ann, up_to=ids[0])
    assert db.scalars(select(Marker.last_read_id)).all() == [ids[0]]

    move_marker(db, ann, NOTIFICATIONS, to=ids[2])
    assert unread_count(db, ann) == 0

    move_marker(db, ann, NOTIFICATIONS, to=ids[1])
    assert unread_count(db, ann) == 1
