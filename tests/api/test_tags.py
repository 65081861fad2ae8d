"""Hashtags, on the wire."""

from datetime import UTC, datetime, timedelta

import pytest

from microblog import clock
from microblog.actions.tags import follow_tag
from microblog.models import Visibility
from microblog.queries.tags import tag_named
from tests.making import make_account, make_post

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def names(response):
    return [one["name"] for one in response.json]


def test_a_tag_is_shown_with_its_last_days(client, db):
    ann, bob = make_account(db), make_account(db)
    with clock.set_to(NOON - timedelta(days=1)):
        make_post(db, ann, "#Tea")
    with clock.set_to(NOON):
        for author in (ann, ann, bob):
            make_post(db, author, "#tea")
        id = db.scalars(tag_named("tea")).one().id

        tag = client().get("/api/v1/tags/TEA").json

    today = int(datetime(2026, 11, 21, tzinfo=UTC).timestamp())
    assert (tag["id"], tag["name"], tag["url"]) == (str(id), "tea", "http://localhost/tags/tea")
    assert tag["history"] == [
        {"day": str(today), "uses": "3", "accounts": "2"},
        {"day": str(today - 86400), "uses": "1", "accounts": "1"},
        *({"day": str(today - n * 86400), "uses": "0", "accounts": "0"} for n in range(2, 7)),
    ]
    assert "following" not in tag
    assert "featuring" not in tag


def test_a_tag_that_nobody_used_is_empty(client, db):
    ann = client(make_account(db))

    tag = ann.get("/api/v1/tags/Tee").json

    assert (tag["id"], tag["name"], tag["following"], tag["featuring"]) == ("0", "tee", False, False)
    assert {day["uses"] for day in tag["history"]} == {"0"}
    assert ann.post("/api/v1/tags/Tee/unfollow").json == ann.post("/api/v1/tags/Tee/unfeature").json == tag


@pytest.mark.parametrize("visibility", [Visibility.PRIVATE, Visibility.DIRECT])
def test_a_tag_of_a_hidden_post_is_as_good_as_one_that_nobody_used(client, db, visibility):
    ann, bob = make_account(db, "ann"), make_account(db, "bob")
    make_post(db, ann, "@bob, a #Secret!", visibility=visibility)
    real = db.scalars(tag_named("secret")).one().id

    for one in (client(), client(make_account(db))):
        assert one.get("/api/v1/tags/secret").text == one.get("/api/v1/tags/public").text.replace("public", "secret")
        assert one.get(f"/api/v1/tags/{real}", status=404).text == one.get("/api/v1/tags/7", status=404).text
    for deed in ("follow", "feature", "unfollow", "unfeature"):
        tag = one.post(f"/api/v1/tags/secret/{deed}")
        assert tag.text == one.post(f"/api/v1/tags/public/{deed}").text.replace("public", "secret")
        assert one.get("/api/v1/tags/secret").text == tag.text
    assert client(bob).get(f"/api/v1/tags/{real}").json["name"] == "secret"


def test_a_tag_is_followed_and_unfollowed(client, db):
    ann = client(make_account(db))

    for _ in range(2):
        tag = ann.post("/api/v1/tags/Tea/follow").json
        assert (tag["name"], tag["following"]) == ("tea", True)
    assert ann.get("/api/v1/tags/tea").json["following"]
    assert names(ann.get("/api/v1/followed_tags")) == ["tea"]

    for _ in range(2):
        assert not ann.post("/api/v1/tags/TEA/unfollow").json["following"]
    assert ann.get("/api/v1/followed_tags").json == []


def test_a_tag_is_shown_on_a_profile_and_taken_down(client, db):
    account = make_account(db)
    ann, path = client(account), f"/api/v1/accounts/{account.id}/featured_tags"
    make_post(db, account, "#tea")

    for _ in range(2):
        tag = ann.post("/api/v1/tags/Tea/feature").json
        assert (tag["name"], tag["featuring"]) == ("tea", True)
    assert names(client().get(path)) == ["tea"]
    assert ann.get(f"/api/v1/tags/{tag['id']}").json == tag  # by its id, as the documents have it

    assert not ann.post(f"/api/v1/tags/{tag['id']}/unfeature").json["featuring"]
    assert client().get(path).json == []


@pytest.mark.parametrize("name", ["1", "a b", "a-b", "!!!", "%23tea", "x" * 101, "10000000000000000000000", "-1"])
def test_what_cannot_be_a_tag_is_none(client, db, name):
    ann = client(make_account(db))

    assert client().get(f"/api/v1/tags/{name.replace(' ', '%20')}", 404).json == {"error": "Record not found"}
    for deed in ("follow", "unfollow", "feature", "unfeature"):
        ann.post(f"/api/v1/tags/{name.replace(' ', '%20')}/{deed}", status=404)


def test_tags_of_any_alphabet_are_followed(client, db):
    ann = client(make_account(db))

    ann.post("/api/v1/tags/%E6%97%A5%E6%9C%AC/follow")
    ann.post("/api/v1/tags/Stra%C3%9Fe/follow")

    assert names(ann.get("/api/v1/followed_tags")) == ["strasse", "日本"]
    assert ann.get("/api/v1/followed_tags").json[0]["url"] == "http://localhost/tags/strasse"


def test_followed_tags_are_read_page_by_page(client, db):
    account = make_account(db)
    for name in ("a", "b", "c"):
        follow_tag(db, account, name)
    db.commit()
    ann = client(account)

    first = ann.get("/api/v1/followed_tags", limit=2)
    assert names(first) == ["c", "b"]
    next_page = first.headers["Link"].split(">")[0].removeprefix("<http://localhost")
    assert names(ann.get(next_page)) == ["a"]
    assert "Link" not in ann.get("/api/v1/followed_tags", max_id=1).headers


OPERATIONS = [
    ("POST", "/api/v1/tags/tea/follow", "write:follows"),
    ("POST", "/api/v1/tags/tea/unfollow", "write:follows"),
    ("POST", "/api/v1/tags/tea/feature", "write:accounts"),
    ("POST", "/api/v1/tags/tea/unfeature", "write:accounts"),
    ("GET", "/api/v1/followed_tags", "read:follows"),
]


@pytest.mark.parametrize(("method", "path", "scope"), OPERATIONS)
def test_each_needs_somebodys_key_with_its_scope(client, db, method, path, scope):
    ann = make_account(db)

    client().request(method, path, 401)
    client.app().request(method, path, 422)
    client(ann, "read:lists write:lists").request(method, path, 403)
    client(ann, scope).request(method, path, 200)
