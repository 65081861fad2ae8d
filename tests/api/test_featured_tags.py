"""The hashtags on profiles, on the wire."""

from datetime import UTC, datetime

import pytest

from microblog import clock
from microblog.actions.tags import MAX_FEATURED, feature_tag
from microblog.clock import now
from tests.making import make_account, make_post

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def test_tags_are_shown_on_a_profile_and_taken_down(client, db):
    account = make_account(db)
    with clock.set_to(NOON):
        make_post(db, account, "#Tea")
    ann = client(account)

    tea = ann.post("/api/v1/featured_tags", {"name": "#TEA"}).json
    milk = ann.post("/api/v1/featured_tags", form={"name": "milk"}).json

    assert tea == {
        "id": tea["id"],
        "name": "tea",
        "url": "http://localhost/tags/tea",
        "statuses_count": "1",
        "last_status_at": "2026-11-21",
    }
    assert (milk["statuses_count"], milk["last_status_at"]) == ("0", None)
    assert ann.post("/api/v1/featured_tags", {"name": "tea"}).json == tea
    assert ann.get("/api/v1/featured_tags").json == [tea, milk]
    assert client().get(f"/api/v1/accounts/{account.id}/featured_tags").json == [tea, milk]

    assert ann.delete(f"/api/v1/featured_tags/{tea['id']}").json == {}
    assert ann.get("/api/v1/featured_tags").json == [milk]


@pytest.mark.parametrize("given", [{}, {"name": ""}, {"name": "a b"}, {"name": "123"}, {"name": "a\0b"}, {"name": []}])
def test_what_cannot_be_a_tag_is_not_shown(client, db, given):
    ann = client(make_account(db))

    ann.post("/api/v1/featured_tags", given, 422)

    assert ann.post("/api/v1/featured_tags", {"name": "a b"}, 422).json == {
        "error": "Validation failed: Tag is invalid"
    }
    assert ann.get("/api/v1/featured_tags").json == []


def test_there_is_room_for_ten(client, db):
    account = make_account(db)
    for number in range(MAX_FEATURED):
        feature_tag(db, account, f"tag{number}")
    db.commit()
    ann = client(account)

    full = {"error": "Validation failed: You have already featured the maximum number of hashtags"}
    assert ann.post("/api/v1/featured_tags", {"name": "more"}, 422).json == full
    assert ann.post("/api/v1/tags/more/feature", status=422).json == full


def test_nobody_takes_down_the_tags_of_others(client, db):
    account, other = make_account(db), make_account(db)
    id = feature_tag(db, account, "tea").id
    db.commit()

    for wrong in (id, 7, "abc", 10**30):
        assert client(other).delete(f"/api/v1/featured_tags/{wrong}", status=404).json == {"error": "Record not found"}

    assert len(client(account).get("/api/v1/featured_tags").json) == 1


def test_the_tags_one_uses_most_are_proposed(client, db):
    account = make_account(db)
    for text in ("#tea #milk", "#milk", "#salt"):
        make_post(db, account, text)
    feature_tag(db, account, "salt")
    db.commit()

    proposed = client(account).get("/api/v1/featured_tags/suggestions").json

    assert [one["name"] for one in proposed] == ["milk", "tea"]
    assert not proposed[0]["featuring"]


def test_who_is_shut_out_or_unknown_shows_nothing(client, db):
    account = make_account(db)
    feature_tag(db, account, "tea")
    account.suspended_at = now()
    db.commit()

    for id in (account.id, 7, "abc"):
        assert client().get(f"/api/v1/accounts/{id}/featured_tags", 404).json == {"error": "Record not found"}


OPERATIONS = [
    ("GET", "/api/v1/featured_tags", "read:accounts"),
    ("POST", "/api/v1/featured_tags", "write:accounts"),
    ("DELETE", "/api/v1/featured_tags/1", "write:accounts"),
    ("GET", "/api/v1/featured_tags/suggestions", "read:accounts"),
]


@pytest.mark.parametrize(("method", "path", "scope"), OPERATIONS)
def test_each_needs_somebodys_key_with_its_scope(client, db, method, path, scope):
    ann = make_account(db)

    client().request(method, path, 401)
    client.app().request(method, path, 422)
    client(ann, "read:lists write:lists").request(method, path, 403)
    assert client(ann, scope).request(method, path).status_int in (200, 404, 422)
