"""Recommending people, on the wire."""

import pytest

from microblog import clock
from tests.api.test_accounts import address, names
from tests.making import make_account, make_follow

BOTH = [("endorse", "unendorse"), ("pin", "unpin")]


@pytest.mark.parametrize(("do", "undo"), BOTH)
def test_one_recommends_whom_one_follows(client, db, do, undo):
    ann, bob = make_account(db, "ann"), make_account(db, "bob")
    make_follow(db, ann, bob)
    writer, path = client(ann, "write:accounts read:accounts"), f"/api/v1/accounts/{bob.id}"

    for _ in range(2):
        assert writer.post(f"{path}/{do}").json["endorsed"] is True
    assert names(writer.get("/api/v1/endorsements")) == ["bob"]
    assert names(client().get(f"/api/v1/accounts/{ann.id}/endorsements")) == ["bob"]
    assert client().get(f"/api/v1/accounts/{bob.id}/endorsements").json == []

    for _ in range(2):
        assert writer.post(f"{path}/{undo}").json["endorsed"] is False
    assert writer.get("/api/v1/endorsements").json == []


@pytest.mark.parametrize(("do", "undo"), BOTH)
def test_recommending_is_refused(client, db, do, undo):
    ann, bob, gone = make_account(db), make_account(db), make_account(db, suspended_at=clock.now())

    answer = client(ann).post(f"/api/v1/accounts/{bob.id}/{do}", status=422)
    assert answer.json == {"error": "Validation failed: You must be already following the person you want to endorse"}
    for deed in (do, undo):
        for id in (gone.id, 1, "abc"):
            answer = client(ann).post(f"/api/v1/accounts/{id}/{deed}", status=404)
            assert answer.json == {"error": "Record not found"}
        client(ann, "read write:follows").post(f"/api/v1/accounts/{bob.id}/{deed}", status=403)
        client().post(f"/api/v1/accounts/{bob.id}/{deed}", status=401)
        client.app().post(f"/api/v1/accounts/{bob.id}/{deed}", status=422)


def test_recommendations_are_listed_page_by_page(client, db):
    ann = make_account(db)
    reader = client(ann)
    for name in ("bob", "cem", "dan"):
        make_follow(db, ann, one := make_account(db, name))
        reader.post(f"/api/v1/accounts/{one.id}/endorse")

    for path, whoever in [("/api/v1/endorsements", reader), (f"/api/v1/accounts/{ann.id}/endorsements", client())]:
        first = whoever.get(path, limit=2)
        second = whoever.get(address(first, "next"))
        assert [names(first), names(second)] == [["dan", "cem"], ["bob"]]
        assert names(whoever.get(address(second, "prev"))) == ["dan", "cem"]


def test_recommendations_of_who_is_not_here_are_not_found(client, db):
    gone = make_account(db, suspended_at=clock.now())

    for id in (gone.id, 1, "abc"):
        client().get(f"/api/v1/accounts/{id}/endorsements", 404)
    client(make_account(db), "read:follows").get("/api/v1/endorsements", 403)
