"""Lists of people, on the wire."""

import pytest

from microblog.clock import now
from tests.making import make_account, make_follow, make_list


def titles(client):
    return [one["title"] for one in client.get("/api/v1/lists").json]


def names(response):
    return [one["username"] for one in response.json]


@pytest.fixture
def friends(db):
    """Somebody, and three whom she follows."""
    ann, *others = make_account(db, "ann"), *(make_account(db, name) for name in ("bob", "cem", "dan"))
    for other in others:
        make_follow(db, ann, other)
    return ann, *others


def test_a_list_is_made_read_changed_and_thrown_away(client, db):
    ann = client(make_account(db))

    made = ann.post("/api/v1/lists", {"title": "Bread"}).json
    assert made == {"id": made["id"], "title": "Bread", "replies_policy": "list", "exclusive": False}

    path = f"/api/v1/lists/{made['id']}"
    changed = ann.put(path, form={"title": "Cake", "replies_policy": "none", "exclusive": "1"}).json
    assert changed == {"id": made["id"], "title": "Cake", "replies_policy": "none", "exclusive": True}
    assert ann.get(path).json == changed
    assert ann.get("/api/v1/lists").json == [changed]
    assert ann.patch(path, {"exclusive": False}).json == changed | {"exclusive": False}

    assert ann.delete(path).json == {}
    assert ann.get("/api/v1/lists").json == []
    assert ann.get(path, 404).json == {"error": "Record not found"}


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({}, "Title can't be blank"),
        ({"title": ""}, "Title can't be blank"),
        ({"title": None}, "Title can't be blank"),
        ({"title": "x" * 257}, "Title is too long (maximum is 256 characters)"),
        ({"title": "Bread", "replies_policy": "some"}, None),
        ({"title": "a\0b"}, None),
    ],
)
def test_what_is_no_list_is_refused(client, db, given, error):
    ann = client(make_account(db))

    answer = ann.post("/api/v1/lists", given, 422).json

    assert answer["error"].startswith("Validation failed: ")
    assert error is None or answer == {"error": f"Validation failed: {error}"}
    assert titles(ann) == []


def test_a_change_that_is_refused_changes_nothing(client, db):
    owner = make_account(db)
    path = f"/api/v1/lists/{make_list(db, owner, title='Bread').id}"
    ann = client(owner)

    for changes in ({"title": "", "exclusive": True}, {"title": "Cake", "replies_policy": "some"}):
        for change in (ann.put, ann.patch):
            change(path, changes, 422)

    assert ann.get(path).json["title"] == "Bread"
    assert not ann.get(path).json["exclusive"]


def test_members_come_and_go(client, db, friends):
    owner, bob, cem, dan = friends
    ann = client(owner)
    path = f"/api/v1/lists/{make_list(db, owner).id}/accounts"

    assert ann.post(path, {"account_ids": [str(bob.id), cem.id]}).json == {}
    assert ann.post(path, form={"account_ids[]": dan.id}).json == {}
    assert names(ann.get(path)) == ["dan", "cem", "bob"]

    assert ann.delete(path, {"account_ids": [bob.id]}).json == {}
    assert ann.delete(path, form={"account_ids[]": [cem.id, 1]}).json == {}
    assert names(ann.get(path)) == ["dan"]


def test_only_those_whom_one_follows_are_added_and_once(client, db, friends):
    owner, bob, cem, _ = friends
    stranger = make_account(db)
    ann = client(owner)
    path = f"/api/v1/lists/{make_list(db, owner, bob).id}/accounts"

    assert ann.post(path, {"account_ids": [stranger.id, cem.id]}, 404).json == {"error": "Record not found"}
    assert ann.post(path, {"account_ids": ["abc"]}, 404).json == {"error": "Record not found"}
    assert ann.post(path, {"account_ids": [cem.id, bob.id]}, 422).json == {
        "error": "Validation failed: Account has already been taken"
    }
    ann.post(path, {}, 422)
    ann.delete(path, {}, 422)

    assert names(ann.get(path)) == ["bob"]


def test_members_are_read_in_pages_or_at_once(client, db, friends):
    owner, *others = friends
    ann = client(owner)
    path = f"/api/v1/lists/{make_list(db, owner, *others).id}/accounts"

    first = ann.get(path, limit=2)
    assert names(first) == ["dan", "cem"]
    assert first.headers["Link"].startswith(f"<http://localhost{path}?limit=2&max_id=")
    second = ann.get(first.headers["Link"].split(">")[0].removeprefix("<http://localhost"))
    assert names(second) == ["bob"]

    whole = ann.get(path, limit=0)
    assert names(whole) == ["dan", "cem", "bob"]
    assert "Link" not in whole.headers


def test_whoever_is_suspended_is_not_seen_on_a_list(client, db, friends):
    owner, bob, cem, _ = friends
    path = f"/api/v1/lists/{make_list(db, owner, bob, cem).id}/accounts"
    bob.suspended_at = now()
    db.commit()

    assert names(client(owner).get(path)) == ["cem"]


def test_one_learns_on_which_of_ones_lists_somebody_stands(client, db, friends):
    owner, bob, cem, dan = friends
    bread, cake = make_list(db, owner, bob, title="Bread"), make_list(db, owner, bob, cem, title="Cake")
    dan.suspended_at = now()
    db.commit()
    ann = client(owner)

    assert [one["id"] for one in ann.get(f"/api/v1/accounts/{bob.id}/lists").json] == [str(bread.id), str(cake.id)]
    assert [one["title"] for one in ann.get(f"/api/v1/accounts/{cem.id}/lists").json] == ["Cake"]
    assert client(bob).get(f"/api/v1/accounts/{cem.id}/lists").json == []
    for id in (dan.id, 7, "abc"):
        assert ann.get(f"/api/v1/accounts/{id}/lists", 404).json == {"error": "Record not found"}


def test_nobody_sees_or_touches_the_lists_of_others(client, db, friends):
    owner, bob, *_ = friends
    list_id = make_list(db, owner, title="Secret").id
    other = client(bob)

    for id in (list_id, 7, "abc", 10**30, -1):
        path = f"/api/v1/lists/{id}"
        answers = [
            other.get(path, 404),
            other.put(path, {"title": "Mine"}, 404),
            other.patch(path, {"title": "Mine"}, 404),
            other.delete(path, status=404),
            other.get(f"{path}/accounts", 404),
            other.post(f"{path}/accounts", {"account_ids": [owner.id]}, 404),
            other.delete(f"{path}/accounts", {"account_ids": [owner.id]}, 404),
        ]
        assert {answer.body for answer in answers} == {b'{"error":"Record not found"}'}

    assert titles(other) == []
    assert titles(client(owner)) == ["Secret"]


OPERATIONS = [
    ("GET", "/api/v1/lists", "read"),
    ("POST", "/api/v1/lists", "write"),
    ("GET", "/api/v1/lists/1", "read"),
    ("PUT", "/api/v1/lists/1", "write"),
    ("PATCH", "/api/v1/lists/1", "write"),
    ("DELETE", "/api/v1/lists/1", "write"),
    ("GET", "/api/v1/lists/1/accounts", "read"),
    ("POST", "/api/v1/lists/1/accounts", "write"),
    ("DELETE", "/api/v1/lists/1/accounts", "write"),
    ("GET", "/api/v1/accounts/1/lists", "read"),
]


@pytest.mark.parametrize(("method", "path", "kind"), OPERATIONS)
def test_each_needs_somebodys_key_with_its_scope(client, db, method, path, kind):
    ann = make_account(db)
    other = {"read": "write", "write": "read"}[kind]

    assert client().request(method, path, 401).json == {"error": "The access token is invalid"}
    assert client.app().request(method, path, 422).json == {"error": "This method requires an authenticated user"}
    assert client(ann, other).request(method, path, 403).json == {
        "error": "This action is outside the authorized scopes"
    }
    assert client(ann, f"{kind}:lists").request(method, path).status_int in (200, 404, 422)
