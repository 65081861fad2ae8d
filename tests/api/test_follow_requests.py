"""Those who ask to follow, on the wire."""

import pytest

from microblog import clock
from microblog.actions.relationships import follow
from tests.api.test_accounts import address, names
from tests.making import make_account


@pytest.fixture
def ann(db):
    return make_account(db, "ann", locked=True)


@pytest.fixture
def asking(db, ann):
    """Three who ask to follow ann, the last first."""
    people = [make_account(db, name) for name in ("bob", "cem", "dan")]
    for one in people:
        follow(db, one, ann)
    db.commit()
    return people[::-1]


def test_who_asks_is_listed_page_by_page(client, ann, asking):
    reader = client(ann, "read:follows")

    assert names(reader.get("/api/v1/follow_requests")) == ["dan", "cem", "bob"]
    first = reader.get("/api/v1/follow_requests", limit=2)
    second = reader.get(address(first, "next"))
    assert [names(first), names(second)] == [["dan", "cem"], ["bob"]]
    assert names(reader.get(address(second, "prev"))) == ["dan", "cem"]
    assert client(asking[0]).get("/api/v1/follow_requests").json == []


def test_who_is_let_in_follows_and_who_is_not_does_not(client, ann, asking):
    dan, cem, bob = asking
    writer = client(ann, "write:follows")

    assert writer.post(f"/api/v1/follow_requests/{dan.id}/authorize").json["followed_by"] is True
    told = writer.post(f"/api/v1/follow_requests/{cem.id}/reject").json
    assert (told["followed_by"], told["requested_by"]) == (False, False)

    assert names(client(ann).get("/api/v1/follow_requests")) == ["bob"]
    assert names(client().get(f"/api/v1/accounts/{ann.id}/followers")) == ["dan"]
    assert client(ann).get("/api/v1/accounts/relationships", id=bob.id).json[0]["requested_by"] is True


@pytest.mark.parametrize("answer", ["authorize", "reject"])
def test_who_does_not_ask_is_not_found(client, db, ann, asking, answer):
    dan, *_ = asking
    dan.suspended_at = clock.now()
    db.commit()

    for id in (make_account(db).id, dan.id, ann.id, 1, "abc"):
        refused = client(ann).post(f"/api/v1/follow_requests/{id}/{answer}", status=404)
        assert refused.json == {"error": "Record not found"}
    assert names(client(ann).get("/api/v1/follow_requests")) == ["cem", "bob"]


@pytest.mark.parametrize("answer", ["authorize", "reject"])
def test_nobody_answers_for_somebody_else(client, db, ann, asking, answer):
    client(make_account(db)).post(f"/api/v1/follow_requests/{asking[0].id}/{answer}", status=404)
    client(ann, "read").post(f"/api/v1/follow_requests/{asking[0].id}/{answer}", status=403)
    client().post(f"/api/v1/follow_requests/{asking[0].id}/{answer}", status=401)

    assert names(client(ann).get("/api/v1/follow_requests")) == ["dan", "cem", "bob"]
    client(ann, "write").get("/api/v1/follow_requests", 403)
