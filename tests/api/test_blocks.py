"""Having nothing to do with people, on the wire."""

import pytest

from microblog import clock
from tests.api.test_accounts import address, names
from tests.making import make_account, make_follow


def test_blocking_ends_what_was_between_the_two_and_is_undone(client, db):
    ann, bob = make_account(db, "ann"), make_account(db, "bob")
    make_follow(db, ann, bob)
    make_follow(db, bob, ann)
    blocker, path = client(ann, "read:blocks write:blocks"), f"/api/v1/accounts/{bob.id}"

    for _ in range(2):
        told = blocker.post(f"{path}/block").json
        assert (told["blocking"], told["following"], told["followed_by"]) == (True, False, False)
    assert names(blocker.get("/api/v1/blocks")) == ["bob"]
    assert client(bob).get("/api/v1/accounts/relationships", id=ann.id).json[0]["blocked_by"] is True
    assert client(bob).get("/api/v1/blocks").json == []

    for _ in range(2):
        assert blocker.post(f"{path}/unblock").json["blocking"] is False
    assert blocker.get("/api/v1/blocks").json == []


def test_blocks_are_listed_page_by_page(client, db):
    ann, people = make_account(db), [make_account(db, name) for name in ("bob", "cem", "dan")]
    reader = client(ann)
    for one in people:
        reader.post(f"/api/v1/accounts/{one.id}/block")

    first = reader.get("/api/v1/blocks", limit=2)
    second = reader.get(address(first, "next"))

    assert [names(first), names(second)] == [["dan", "cem"], ["bob"]]
    assert names(reader.get(address(second, "prev"))) == ["dan", "cem"]


@pytest.mark.parametrize("deed", ["block", "unblock"])
def test_blocking_is_refused(client, db, deed):
    ann, gone = make_account(db), make_account(db, suspended_at=clock.now())

    for id in (gone.id, 1, "abc"):
        answer = client(ann).post(f"/api/v1/accounts/{id}/{deed}", status=404)
        assert answer.json == {"error": "Record not found"}
    client(ann, "read:blocks write:mutes").post(f"/api/v1/accounts/{ann.id}/{deed}", status=403)
    client().post(f"/api/v1/accounts/{ann.id}/{deed}", status=401)
    client.app().post(f"/api/v1/accounts/{ann.id}/{deed}", status=422)


def test_nobody_blocks_themselves(client, db):
    ann = make_account(db)

    client(ann).post(f"/api/v1/accounts/{ann.id}/block", status=422)


def test_no_other_site_is_blocked(client, db):
    ann = make_account(db)

    assert client(ann, "read:blocks").get("/api/v1/domain_blocks").json == []
    client(ann, "write:blocks").get("/api/v1/domain_blocks", 403)
    client(ann, "write").get("/api/v1/blocks", 403)
