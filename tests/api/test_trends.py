"""What many people speak of, on the wire."""

from datetime import UTC, datetime, timedelta

import pytest

from microblog import clock
from microblog.actions.blocks import block
from microblog.actions.boosts import boost
from microblog.actions.mutes import mute
from microblog.actions.posts import delete_post
from microblog.actions.reactions import favourite
from microblog.actions.statistics import record_day
from microblog.clock import now, today
from microblog.database import statements_run
from microblog.models import Visibility
from tests.making import make_account, make_post

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def on_a_day():
    with clock.set_to(NOON):
        yield


@pytest.fixture
def ann(db):
    return make_account(db, "ann")


@pytest.fixture
def bob(db):
    return make_account(db, "bob")


def count(db, *, ago=1):
    record_day(db, today() - timedelta(days=ago))
    db.commit()


def liked(db, author, fans, text="Good morning.", *, ago=1, **wishes):
    """A post of some days ago that was liked by some on that day."""
    with clock.set_to(NOON - timedelta(days=ago)):
        post = make_post(db, author, text, **wishes)
        for fan in fans:
            favourite(db, fan, post)
        db.commit()
    return post


def names(answer):
    return [tag["name"] for tag in answer.json]


def ids(answer):
    return [int(post["id"]) for post in answer.json]


def test_the_hashtags_of_the_last_days_are_told_the_most_used_first(client, db, ann, bob):
    for ago, text in ((9, "#Old"), (7, "#Tea"), (2, "#bread"), (1, "#tea"), (1, "#bread #milk"), (1, "#bread")):
        liked(db, ann, [], text, ago=ago)
    make_post(db, ann, "#today " * 3)
    for ago in (9, 7, 2, 1):
        count(db, ago=ago)

    answer = client().get("/api/v1/trends/tags")

    assert names(answer) == ["bread", "tea", "milk"]
    assert answer.json[0]["history"][1] == {"day": "1795132800", "uses": "2", "accounts": "1"}
    assert client().get("/api/v1/trends").json == answer.json
    assert client(bob).get("/api/v1/trends/tags").json[0]["following"] is False


def test_a_hashtag_that_is_no_more_seen_is_no_more_named(client, db, ann, bob):
    gone, hidden = liked(db, ann, [], "#gone #both"), liked(db, bob, [], "#hidden #both")
    count(db)
    assert names(client().get("/api/v1/trends/tags")) == ["both", "gone", "hidden"]

    delete_post(db, ann, gone)
    db.commit()
    assert names(client().get("/api/v1/trends/tags")) == ["both", "hidden"]

    hidden.author.suspended_at = now()
    db.commit()
    assert names(client().get("/api/v1/trends/tags")) == []


def test_the_posts_that_were_liked_and_boosted_most_come_first(client, db, ann, bob):
    fans = [make_account(db) for _ in range(3)]
    third, first = liked(db, ann, fans[:1], ago=1), liked(db, ann, fans[:2], ago=2)
    second = liked(db, ann, fans[:2], ago=1)
    with clock.set_to(NOON - timedelta(days=1)):
        boost(db, fans[2], first)
        db.commit()
    for ago in (2, 1):
        count(db, ago=ago)

    assert ids(client().get("/api/v1/trends/statuses")) == [first.id, second.id, third.id]


def test_only_posts_that_are_for_everybody_are_pointed_out(client, db, ann, bob):
    shy = make_account(db, "shy", discoverable=False)
    shown = liked(db, ann, [bob])
    for author, wishes in ((ann, {"visibility": Visibility.UNLISTED}), (shy, {})):
        liked(db, author, [bob], **wishes)
    gone = liked(db, ann, [bob])
    delete_post(db, ann, gone)
    count(db, ago=1)
    assert ids(client().get("/api/v1/trends/statuses")) == [shown.id]

    shown.author.suspended_at = now()
    db.commit()

    assert client().get("/api/v1/trends/statuses").json == []


@pytest.mark.parametrize("turn_away", [block, mute])
def test_nobody_is_shown_whom_they_turned_away(client, db, ann, bob, turn_away):
    post = liked(db, ann, [bob])
    count(db)
    turn_away(db, bob, ann)
    db.commit()

    assert client(bob).get("/api/v1/trends/statuses").json == []
    assert ids(client(make_account(db)).get("/api/v1/trends/statuses")) == [post.id]


def test_whoever_is_blocked_is_not_shown_it(client, db, ann, bob):
    liked(db, ann, [bob], "#tea")
    count(db)
    block(db, ann, bob)
    db.commit()

    assert client(bob).get("/api/v1/trends/statuses").json == client(bob).get("/api/v1/trends/tags").json == []


def test_links_lead_to_the_pages_before_and_after(client, db, ann, bob):
    for number in range(5):
        liked(db, ann, [bob], "#" + "abcde"[number])
    count(db)

    first = client().get("/api/v1/trends/tags?limit=2&access_token=")
    second = client().get("/api/v1/trends/tags?limit=2&offset=2&lang=de")
    last = client().get("/api/v1/trends/tags?limit=2&offset=4")

    here = "http://localhost/api/v1/trends/tags"
    assert (names(first), names(second), names(last)) == (["a", "b"], ["c", "d"], ["e"])
    assert first.headers["Link"] == f'<{here}?limit=2&offset=2>; rel="next"'
    assert second.headers["Link"] == (
        f'<{here}?lang=de&limit=2&offset=4>; rel="next", <{here}?lang=de&limit=2&offset=0>; rel="prev"'
    )
    assert last.headers["Link"] == f'<{here}?limit=2&offset=2>; rel="prev"'
    assert "Link" not in client().get("/api/v1/trends/tags")


def test_lists_are_bounded(client, db, ann, bob):
    fan = make_account(db)
    for _ in range(12):
        liked(db, ann, [fan])
    count(db)

    assert len(client().get("/api/v1/trends/statuses?limit=1").json) == 1
    assert len(client().get("/api/v1/trends/statuses?limit=1000").json) == 10  # a ranking has ten places a day
    client().get("/api/v1/trends/statuses?offset=-1", 400)
    client().get("/api/v1/trends/tags?limit=-1", 400)


def test_before_anything_is_counted_nothing_is_told(client, db, ann, bob):
    make_post(db, ann, "#tea")

    for path in ("", "/tags", "/statuses", "/links"):
        answer = client(bob).get(f"/api/v1/trends{path}")
        assert answer.json == []
        assert "Link" not in answer.headers


def test_many_take_no_more_queries_than_one(client, db, ann, bob):
    fan = make_account(db)
    liked(db, ann, [fan], "#tea")
    count(db)
    reader, needed = client(bob), {}
    reader.get("/api/v1/preferences")  # the day's first visit is written down
    for several in (False, True):
        if several:
            for number in range(5):
                liked(db, make_account(db), [fan], f"#tag{number}")
            count(db)
        for path in ("tags", "statuses"):
            before = statements_run()
            reader.get(f"/api/v1/trends/{path}")
            needed.setdefault(path, []).append(statements_run() - before)

    assert all(one == more for one, more in needed.values())
