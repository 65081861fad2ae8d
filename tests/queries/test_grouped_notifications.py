"""What happened, with alike things put together."""

from datetime import UTC, datetime, timedelta

import pytest

from microblog import clock
from microblog.actions.markers import move_marker
from microblog.actions.notifications import notify
from microblog.database import statements_run
from microblog.models import Block, Event, MarkedTimeline
from microblog.queries.grouped_notifications import (
    GROUPABLE,
    SAMPLE,
    key_of,
    members_of,
    read_group,
    read_groups,
    unread_groups_count,
)
from microblog.queries.notifications import EVERYTHING, NEWS, Wanted
from microblog.queries.paging import Place
from tests.making import make_account, make_post

MORNING = datetime(2030, 5, 1, 1, tzinfo=UTC)


@pytest.fixture
def ann(db):
    return make_account(db, "ann")


@pytest.fixture
def fans(db):
    return [make_account(db) for _ in range(5)]


def tell(db, ann, event, *people, post=None, at=MORNING):
    """Let people do something, a minute after each other."""
    for number, by in enumerate(people):
        with clock.set_to(at + timedelta(minutes=number)):
            notify(db, ann, event, by=by, post=post)
    db.commit()


def told(page):
    """What a test looks at."""
    return [(one.head.event, one.count, one.by_ids) for one in page]


def test_what_happens_to_one_post_within_half_a_day_is_one_group(db, ann, fans):
    post, other = make_post(db, ann), make_post(db, ann)
    a, b, c, d, e = fans
    tell(db, ann, Event.FAVOURITE, a, b, post=post)
    tell(db, ann, Event.FAVOURITE, c, post=other, at=MORNING - timedelta(minutes=30))
    tell(db, ann, Event.BOOST, a, post=post, at=MORNING + timedelta(hours=1))
    tell(db, ann, Event.FOLLOW, b, d, at=MORNING + timedelta(hours=2))
    tell(db, ann, Event.MENTION, a, b, post=other, at=MORNING + timedelta(hours=3))
    tell(db, ann, Event.FAVOURITE, d, e, post=post, at=MORNING + timedelta(hours=12))

    page = read_groups(db, ann, Place())

    assert told(page) == [
        (Event.FAVOURITE, 2, [e.id, d.id]),
        (Event.MENTION, 1, [b.id]),
        (Event.MENTION, 1, [a.id]),
        (Event.FOLLOW, 2, [d.id, b.id]),
        (Event.BOOST, 1, [a.id]),
        (Event.FAVOURITE, 2, [b.id, a.id]),
        (Event.FAVOURITE, 1, [c.id]),
    ]
    assert len({one.key for one in page}) == 7
    assert all(key_of(one.head) == one.key for one in page)


def test_only_what_is_wanted_is_put_together(db, ann, fans):
    post = make_post(db, ann)
    tell(db, ann, Event.FAVOURITE, *fans, post=post)
    tell(db, ann, Event.FOLLOW, *fans, at=MORNING + timedelta(hours=1))

    page = read_groups(db, ann, Place(), grouped=[Event.FOLLOW, Event.MENTION])

    assert [one.count for one in page] == [5, 1, 1, 1, 1, 1]
    assert [one.key.startswith("ungrouped-") for one in page] == [False] + [True] * 5


def test_groups_hold_what_is_asked_for(db, ann, fans):
    a, b, *_ = fans
    post = make_post(db, ann)
    tell(db, ann, Event.FAVOURITE, *fans, post=post)
    tell(db, ann, Event.FOLLOW, a, b, at=MORNING + timedelta(hours=1))

    assert told(read_groups(db, ann, Place(), Wanted(by_id=a.id))) == [
        (Event.FOLLOW, 1, [a.id]),
        (Event.FAVOURITE, 1, [a.id]),
    ]
    assert told(read_groups(db, ann, Place(), Wanted(events=frozenset({Event.FOLLOW})))) == [
        (Event.FOLLOW, 2, [b.id, a.id])
    ]


def test_who_was_blocked_is_in_no_group(db, ann, fans):
    tell(db, ann, Event.FOLLOW, *fans)
    for fan in fans[2:]:
        db.add(Block(blocker_id=ann.id, blocked_id=fan.id))
    db.commit()

    assert told(read_groups(db, ann, Place())) == [(Event.FOLLOW, 2, [fans[1].id, fans[0].id])]


def test_a_sample_of_those_who_did_it_is_told(db, ann):
    many = [make_account(db) for _ in range(SAMPLE + 2)]
    tell(db, ann, Event.FOLLOW, *many)

    [group] = read_groups(db, ann, Place())

    assert (group.count, group.by_ids) == (SAMPLE + 2, [one.id for one in reversed(many)][:SAMPLE])
    again = read_group(db, ann, group.key)
    assert (again.key, again.head, again.count, again.by_ids) == (group.key, group.head, group.count, group.by_ids)


def test_every_group_stands_on_one_page_whichever_way_they_are_turned(db, ann, fans):
    posts = [make_post(db, ann) for _ in range(4)]
    for number, fan in enumerate(fans):  # in turn, so that the groups lie across each other
        for post in posts:
            tell(db, ann, Event.FAVOURITE, fan, post=post, at=MORNING + timedelta(minutes=number * 10))
    everything = [one.key for one in read_groups(db, ann, Place())]
    assert len(everything) == 4

    down, place = [], Place(size=3)
    while page := read_groups(db, ann, place):
        if not page.rows:
            break
        down += [one.key for one in page]
        place = Place(before=page.last, size=3)
    up, place = [], Place(after=0, size=3)
    while (page := read_groups(db, ann, place)).rows:
        up = [one.key for one in page] + up
        place = Place(after=page.first, size=3)

    assert down == up == everything


def test_the_oldest_member_of_a_page_lies_on_it(db, ann, fans):
    post = make_post(db, ann)
    tell(db, ann, Event.FAVOURITE, *fans, post=post)
    tell(db, ann, Event.MENTION, fans[0], post=post, at=MORNING + timedelta(minutes=2, seconds=30))

    whole, part = read_groups(db, ann, Place()), read_groups(db, ann, Place(size=1))

    assert whole.last < whole.rows[0].oldest < whole.rows[0].head.id
    assert part.rows[0].oldest == part.last == part.rows[0].head.id


def test_a_page_takes_two_queries(db, ann, fans):
    post = make_post(db, ann)
    tell(db, ann, Event.FAVOURITE, *fans, post=post)
    tell(db, ann, Event.FOLLOW, *fans)
    db.expire_all()
    _ = ann.id
    before = statements_run()

    groups = read_groups(db, ann, Place())
    _ = [(one.head.by.username, one.head.post and one.head.post.author.username) for one in groups]

    assert statements_run() - before == 2


def test_a_group_is_found_by_its_key(db, ann, fans):
    post = make_post(db, ann)
    tell(db, ann, Event.FAVOURITE, *fans, post=post)
    tell(db, ann, Event.FOLLOW, *fans)
    tell(db, ann, Event.MENTION, fans[0], post=post)

    for group in read_groups(db, ann, Place()):
        members = list(db.scalars(members_of(ann, group.key)))
        assert max(members, key=lambda one: one.id) == group.head
        assert len(members) == group.count
        assert read_group(db, fans[0], group.key) is None


@pytest.mark.parametrize(
    "key",
    [
        *("", "x", "ungrouped-", "ungrouped-x", "favourite-1", "mention-1-1", "follow-1-1", "boost-0-0"),
        *("ungrouped-" + "9" * 19, "ungrouped-" + "9" * 30, "follow-999999999", f"favourite-{'9' * 19}-{'9' * 9}"),
    ],
)
def test_what_is_no_key_names_nothing(db, ann, key):
    assert read_group(db, ann, key) is None


def test_unread_groups_are_counted(db, ann, fans):
    post = make_post(db, ann)
    tell(db, ann, Event.FAVOURITE, *fans, post=post)
    tell(db, ann, Event.FOLLOW, *fans, at=MORNING + timedelta(hours=1))
    [follows, favourites] = read_groups(db, ann, Place())

    def count(limit=100, grouped=GROUPABLE):
        return unread_groups_count(db, ann, NEWS, grouped, limit=limit)

    assert (count(), count(1), count(grouped=[])) == (2, 1, 10)
    move_marker(db, ann, MarkedTimeline.NOTIFICATIONS, to=favourites.head.id)
    assert count() == 1
    move_marker(db, ann, MarkedTimeline.NOTIFICATIONS, to=follows.head.id)
    assert count() == 0


def test_what_is_kept_apart_stands_in_no_group_but_where_it_is_wanted(db, ann, fans):
    tell(db, ann, Event.FOLLOW, *fans)
    [group] = read_groups(db, ann, Place())
    group.head.filtered = True
    db.commit()

    assert told(read_groups(db, ann, Place()))[0][1] == 4
    assert told(read_groups(db, ann, Place(), EVERYTHING))[0][1] == 5
