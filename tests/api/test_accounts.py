"""People, on the wire."""

from urllib.parse import quote

import pytest

from microblog import clock
from microblog.actions.blocks import block
from tests.making import make_account, make_follow, make_post


def names(response):
    return [one["username"] for one in response.json]


def address(response, rel):
    """The path that a Link header names."""
    links = dict(reversed(part.strip().split("; rel=")) for part in response.headers["Link"].split(","))
    return links[f'"{rel}"'].strip("<>").removeprefix("http://localhost")


@pytest.fixture
def ann(db):
    return make_account(db, "ann")


@pytest.fixture
def gone(db):
    return make_account(db, "gone", bio="I was here.", suspended_at=clock.now())


def test_a_profile_is_shown_to_everybody(client, db):
    ann = make_account(
        db, "ann", display_name="Ann", bio="Likes #tea\n\n<b>", locked=True, fields=[{"name": "Tea", "value": "green"}]
    )
    make_follow(db, ann, make_account(db))
    make_post(db, ann)

    shown = client().get(f"/api/v1/accounts/{ann.id}").json

    assert shown["id"] == str(ann.id)
    assert (shown["username"], shown["acct"], shown["display_name"], shown["locked"]) == ("ann", "ann", "Ann", True)
    assert "&lt;b&gt;</p>" in shown["note"]
    assert shown["url"] == shown["uri"] == "http://localhost/@ann"
    assert shown["created_at"].endswith("T00:00:00.000Z")
    assert (shown["statuses_count"], shown["followers_count"], shown["following_count"]) == (1, 0, 1)
    assert shown["last_status_at"] == clock.today().isoformat()
    assert shown["fields"] == [{"name": "Tea", "value": "green", "verified_at": None}]
    assert "suspended" not in shown
    assert "source" not in shown
    assert client(ann, "read:accounts").get(f"/api/v1/accounts/{ann.id}").json == shown
    client(ann, "read:statuses").get(f"/api/v1/accounts/{ann.id}", 403)


def test_of_who_is_shut_out_nothing_else_is_told(client, gone):
    shown = client().get(f"/api/v1/accounts/{gone.id}").json

    assert (shown["username"], shown["suspended"], shown["note"], shown["fields"]) == ("gone", True, "", [])


@pytest.mark.parametrize("id", ["0", "1", "abc", "-1", "9" * 30, "%00", "ann", "1.5", "１２"])
def test_who_is_not_here_is_not_found(client, ann, id):
    assert client().get(f"/api/v1/accounts/{quote(id, safe='%')}", 404).json == {"error": "Record not found"}


def test_some_people_are_shown_at_once(client, db, ann, gone):
    bob = make_account(db, "bob")

    ids = [bob.id, 1, "abc", ann.id, gone.id, bob.id]
    assert names(client().get("/api/v1/accounts", **{"id[]": ids})) == ["bob", "ann"]
    assert names(client().get("/api/v1/accounts", id=ann.id)) == ["ann"]
    assert client().get("/api/v1/accounts").json == []
    client().get("/api/v1/accounts", 422, **{"id[]": list(range(81))})


@pytest.mark.parametrize("handle", ["ann", "@ann", "ANN", "ann@localhost", "@Ann@LOCALHOST"])
def test_somebody_is_found_by_their_name(client, ann, handle):
    assert client().get("/api/v1/accounts/lookup", acct=handle).json["id"] == str(ann.id)


@pytest.mark.parametrize("handle", ["bob", "", "ann@example.org", "@", "gone", "ann ann", "%", "' OR 1=1"])
def test_who_has_no_such_name_is_not_found(client, ann, gone, handle):
    answer = client().get("/api/v1/accounts/lookup", 404, acct=handle)

    assert answer.json == {"error": "Record not found"}


def test_a_look_up_needs_a_name(client, ann):
    client().get("/api/v1/accounts/lookup", 422)
    client(ann, "write").get("/api/v1/accounts/lookup", 403, acct="ann")


def test_people_are_searched_page_by_page(client, db, ann):
    for name in ("anna", "joann", "bob"):
        make_account(db, name)
    reader = client(ann, "read:accounts")

    assert names(reader.get("/api/v1/accounts/search", q="ann")) == ["ann", "anna", "joann"]
    assert names(reader.get("/api/v1/accounts/search", q="@Ann@localhost", resolve="true")) == ["ann", "anna"]
    assert names(reader.get("/api/v1/accounts/search", q="ann", limit=2)) == ["ann", "anna"]
    assert names(reader.get("/api/v1/accounts/search", q="ann", limit=2, offset=2)) == ["joann"]
    assert names(reader.get("/api/v1/accounts/search", q="ann", limit=2, offset=10**15)) == []
    assert names(reader.get("/api/v1/accounts/search", q="")) == []
    reader.get("/api/v1/accounts/search", 422)
    reader.get("/api/v1/accounts/search", 422, q="x" * 501)
    reader.get("/api/v1/accounts/search", 400, q="ann", offset=-1)
    reader.get("/api/v1/accounts/search", 400, q="ann", limit=-1)
    client().get("/api/v1/accounts/search", 401, q="ann")


def test_people_are_searched_among_those_one_follows(client, db, ann):
    friend, _ = make_account(db, "bob_1"), make_account(db, "bob_2")
    make_follow(db, ann, friend)

    assert names(client(ann).get("/api/v1/accounts/search", q="bob", following="true")) == ["bob_1"]
    assert names(client(ann).get("/api/v1/accounts/search", q="bob", following="0")) == ["bob_1", "bob_2"]


@pytest.fixture
def crowd(db, ann):
    """Five people who follow ann, and whom she follows, the last first."""
    people = [make_account(db, f"friend_{number}") for number in range(5)]
    for one in people:
        make_follow(db, ann, one)
        make_follow(db, one, ann)
    return [one.username for one in reversed(people)]


@pytest.mark.parametrize("listed", ["followers", "following"])
def test_lists_of_people_are_turned_both_ways(client, ann, crowd, listed):
    stranger, path = client(), f"/api/v1/accounts/{ann.id}/{listed}"
    assert names(stranger.get(path)) == crowd

    first = stranger.get(path, limit=2)
    second = stranger.get(address(first, "next"))
    third = stranger.get(address(second, "next"))
    assert [names(page) for page in (first, second, third)] == [crowd[:2], crowd[2:4], crowd[4:]]
    assert 'rel="next"' not in third.headers["Link"]
    end = stranger.get(path, limit=2, max_id=1)
    assert names(end) == []
    assert "Link" not in end.headers
    assert address(first, "next").startswith(f"{path}?limit=2&max_id=")

    assert names(stranger.get(address(third, "prev"))) == crowd[2:4]
    assert names(stranger.get(address(second, "prev"))) == crowd[:2]
    assert names(stranger.get(address(first, "prev"))) == []
    stranger.get(path, 400, limit=-1)


@pytest.mark.parametrize("listed", ["followers", "following"])
def test_who_hides_whom_they_know_shows_nobody(client, db, ann, crowd, listed):
    ann.hide_collections = True
    db.commit()
    path = f"/api/v1/accounts/{ann.id}/{listed}"

    assert names(client().get(path)) == names(client(make_account(db)).get(path)) == []
    assert names(client(ann).get(path)) == crowd


@pytest.mark.parametrize("listed", ["followers", "following"])
def test_lists_of_people_leave_out_who_does_not_want_to_be_seen(client, db, ann, crowd, gone, listed):
    reader = make_account(db)
    make_follow(db, ann, hidden := make_account(db, "hidden"))
    make_follow(db, hidden, ann)
    block(db, hidden, reader)
    db.commit()
    path = f"/api/v1/accounts/{ann.id}/{listed}"

    assert names(client(reader).get(path)) == crowd
    assert names(client().get(path)) == ["hidden", *crowd]
    assert client().get(f"/api/v1/accounts/{gone.id}/{listed}", 404).json == {"error": "Record not found"}
    client(reader, "read:statuses").get(path, 403)


@pytest.mark.parametrize("listed", ["followers", "following", "endorsements"])
@pytest.mark.parametrize("place", ["max_id=abc", "since_id=1.5", "min_id[]=1"])
def test_a_place_in_a_list_is_a_number(client, ann, crowd, listed, place):
    answer = client().get(f"/api/v1/accounts/{ann.id}/{listed}?{place}", 422)

    assert answer.json["error"].startswith("Validation failed: ")
