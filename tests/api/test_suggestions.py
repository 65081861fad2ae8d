"""Whom one might like to follow, on the wire."""

import pytest

from microblog import clock
from microblog.database import statements_run
from microblog.models import Dismissal
from tests.making import make_account, make_follow, make_post

V1, V2 = "/api/v1/suggestions", "/api/v2/suggestions"


@pytest.fixture
def ann(db):
    return make_account(db, "ann")


@pytest.fixture
def town(db, ann):
    """Ann follows bob, who follows cem; dan wrote something."""
    bob, cem, dan = (make_account(db, name) for name in ("bob", "cem", "dan"))
    make_follow(db, ann, bob)
    make_follow(db, bob, cem)
    make_post(db, dan)
    return bob, cem, dan


def test_people_are_suggested_with_a_reason(client, ann, town):
    told = client(ann, "read").get(V2).json

    assert [(one["account"]["acct"], one["source"], one["sources"]) for one in told] == [
        ("cem", "past_interactions", ["friends_of_friends"]),
        ("dan", "global", ["most_interactions"]),
    ]
    assert [one["account"]["acct"] for one in client(ann).get(V2, limit=1).json] == ["cem"]


def test_old_applications_are_told_of_people_alone(client, ann, town):
    answer = client(ann, "read").get(V1)

    assert [one["acct"] for one in answer.json] == ["cem", "dan"]
    assert answer.headers["Deprecation"].startswith("@")
    assert [one["acct"] for one in client(ann).get(V1, limit=1).json] == ["cem"]


def test_who_is_dismissed_is_suggested_no_more(client, db, ann, town):
    _, cem, _ = town
    whoever = client(ann, "read write")

    for _ in range(2):
        assert whoever.delete(f"{V1}/{cem.id}").json == {}

    assert [one["account"]["acct"] for one in whoever.get(V2).json] == ["dan"]
    db.rollback()
    assert db.query(Dismissal).count() == 1


def test_suggestions_are_for_somebody_who_allowed_them(client, db, ann, town):
    gone = make_account(db, suspended_at=clock.now())
    _, cem, _ = town

    for path in (V1, V2):
        client().get(path, 401)
        client.app().get(path, 422)
        client(ann, "write").get(path, 403)
    client().delete(f"{V1}/{cem.id}", status=401)
    client.app().delete(f"{V1}/{cem.id}", status=422)
    client(ann, "read").delete(f"{V1}/{cem.id}", status=403)
    for id in (gone.id, 1, "abc"):
        assert client(ann).delete(f"{V1}/{id}", status=404).json == {"error": "Record not found"}


def test_the_number_of_statements_does_not_grow_with_the_people(client, db, ann, town):
    reader = client(ann, "read")
    reader.get(V2)
    before = statements_run()
    reader.get(V2)
    few = statements_run() - before
    for _ in range(5):
        make_post(db, make_account(db))
    before = statements_run()
    told = reader.get(V2).json

    assert statements_run() - before == few
    assert len(told) == 7
