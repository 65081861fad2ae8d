"""How far one has read, on the wire."""

import pytest

from microblog.queries.notifications import unread_count
from tests.making import make_account, make_post

PATH = "/api/v1/markers"


@pytest.fixture
def ann(client, db):
    return client(make_account(db, "ann"))


def places(answer):
    return {timeline: (one["last_read_id"], one["version"]) for timeline, one in answer.json.items()}


def test_nothing_is_told_of_what_is_not_asked_for_or_was_never_read(ann):
    assert ann.get(PATH).json == {}
    assert ann.get(PATH, **{"timeline[]": ["home", "notifications", "garden"]}).json == {}


def test_markers_are_moved_and_told(ann):
    assert places(ann.post(PATH, {"home": {"last_read_id": "12"}})) == {"home": ("12", 1)}
    form = {"home[last_read_id]": "15", "notifications[last_read_id]": 7}
    assert places(ann.post(PATH, form=form)) == {"home": ("15", 2), "notifications": ("7", 1)}
    assert places(ann.post(PATH, {"home": {"last_read_id": 3}})) == {"home": ("3", 3)}

    assert places(ann.get(PATH, **{"timeline[]": ["home", "notifications"]})) == {
        "home": ("3", 3),
        "notifications": ("7", 1),
    }
    assert places(ann.get(PATH, **{"timeline[]": "notifications"})) == {"notifications": ("7", 1)}
    assert ann.post(PATH).json == {}


@pytest.mark.parametrize(
    "wish", [{"home": {}}, {"home": {"last_read_id": "x"}}, {"home": "12"}, {"notifications": {"last_read_id": []}}]
)
def test_what_is_no_place_is_refused(ann, wish):
    ann.post(PATH, wish, 422)

    assert ann.get(PATH, **{"timeline[]": ["home", "notifications"]}).json == {}


def test_what_applications_have_read_is_read_on_the_website_too(client, db):
    account, bob = make_account(db, "ann"), make_account(db)
    make_post(db, bob, "Hello @ann")
    ann = client(account)
    [one] = ann.get("/api/v1/notifications").json

    ann.post(PATH, {"notifications": {"last_read_id": one["id"]}})

    assert unread_count(db, account) == 0


def test_markers_are_ones_own(client, db, ann):
    ann.post(PATH, {"home": {"last_read_id": "12"}})

    assert client(make_account(db)).get(PATH, **{"timeline[]": "home"}).json == {}


def test_it_takes_the_scope(client, db):
    account = make_account(db)
    client(account, scopes="write:statuses").get(PATH, 403)
    client(account, scopes="read:statuses").post(PATH, {"home": {"last_read_id": "12"}}, 403)
    client(account, scopes="read:statuses").get(PATH)
    client(account, scopes="write:statuses").post(PATH, {"home": {"last_read_id": "12"}})
