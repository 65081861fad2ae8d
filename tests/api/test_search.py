"""Searching, on the wire."""

import pytest

from microblog.clock import now
from microblog.models import Visibility
from tests.making import make_account, make_follow, make_post

PATH = "/api/v2/search"
NOTHING = {"accounts": [], "statuses": [], "hashtags": []}


def found(client, status=200, **query):
    """What was found, by names and ids."""
    answer = client.get(PATH, status, **query).json
    return {
        "accounts": [one["username"] for one in answer["accounts"]],
        "statuses": [one["id"] for one in answer["statuses"]],
        "hashtags": [one["name"] for one in answer["hashtags"]],
    }


@pytest.fixture
def town(db):
    """Two people, one of whom has a name that the other speaks of."""
    ann, bread = make_account(db, "ann"), make_account(db, "bread")
    posts = [make_post(db, ann, text) for text in ("Good bread", "#Bread #breakfast", "Tea")]
    return ann, bread, [str(post.id) for post in posts]


def test_people_tags_and_posts_are_found(client, town):
    _, _, (first, second, _) = town

    everything = {"accounts": ["bread"], "statuses": [second, first], "hashtags": ["bread"]}

    assert found(client(), q="bread") == everything
    assert found(client(), q=" BREAD ") == everything
    assert found(client(), q="good bread") == NOTHING | {"statuses": [first]}
    assert found(client(), q="nothing of this") == found(client(), q="") == NOTHING


@pytest.mark.parametrize("kind", ["accounts", "hashtags", "statuses"])
def test_one_kind_is_found_alone(client, town, kind):
    everything = found(client(), q="bread")

    assert found(client(), q="bread", type=kind) == NOTHING | {kind: everything[kind]}


def test_a_sign_says_what_is_meant(client, town):
    _, _, (_, second, _) = town

    assert found(client(), q="#brea") == NOTHING | {"hashtags": ["bread", "breakfast"]}
    assert found(client(), q="@bread") == NOTHING | {"accounts": ["bread"]}
    assert found(client(), q="#bread", type="statuses") == NOTHING | {"statuses": [second]}


def test_an_address_finds_what_is_there(client, db, town):
    ann, _, (first, *_) = town

    at = {
        "http://localhost/@ann": {"accounts": ["ann"]},
        "http://localhost/@ANN/": {"accounts": ["ann"]},
        f"http://localhost/@ann/{first}": {"statuses": [first]},
        "http://localhost/tags/Bread": {"hashtags": ["bread"]},
        f"http://localhost/@bread/{first}": {},
        "http://localhost/@nobody": {},
        "http://localhost/@ann/7": {},
        "http://localhost/about": {},
    }

    for address, things in at.items():
        for resolve in ({}, {"resolve": "true"}):
            assert found(client(ann) if resolve else client(), q=address, **resolve) == NOTHING | things
    assert found(client(), q=f"http://localhost/@ann/{first}", type="accounts") == NOTHING


def test_addresses_elsewhere_are_words_unless_one_wants_what_is_there(client, db, town):
    ann, *_ = town
    post = make_post(db, ann, "See https://example.org/@ann/1")
    someone = client(ann)

    assert found(someone, q="https://example.org/@ann/1") == NOTHING | {"statuses": [str(post.id)]}
    assert found(someone, q="https://example.org/@ann/1", resolve=True) == NOTHING


def test_what_one_may_not_see_is_not_found(client, db, town):
    ann, bread, _ = town
    post = make_post(db, ann, "My #secret bread")
    post.visibility = Visibility.DIRECT
    bread.suspended_at = now()
    db.commit()
    address = f"http://localhost/@ann/{post.id}"
    other = client(make_account(db))

    for query in ("secret", "#secret", address, "http://localhost/tags/secret", "http://localhost/@bread", "@bread"):
        assert found(other, q=query) == found(client(), q=query) == NOTHING
    assert found(client(ann), q="secret") == NOTHING | {"statuses": [str(post.id)], "hashtags": ["secret"]}
    assert found(client(ann), q=address) == NOTHING | {"statuses": [str(post.id)]}


def test_posts_are_turned_by_their_ids_and_by_offset(client, db):
    ann = make_account(db)
    first, second, third = (str(make_post(db, ann, "bread").id) for _ in range(3))
    someone = client(ann)

    def posts(**query):
        return found(someone, q="bread", type="statuses", **query)["statuses"]

    assert posts() == [third, second, first]
    assert posts(limit=2) == [third, second]
    assert posts(limit=2, offset=2) == [first]
    assert posts(offset=3) == []
    assert posts(max_id=second) == [first]
    assert posts(min_id=first, limit=1) == [second]
    assert posts(since_id=first, limit=1) == [third]
    assert found(someone, q="bread", offset=3)["statuses"] == [third, second, first]  # means nothing without a type


def test_tags_and_people_are_turned_by_offset(client, db):
    ann = make_account(db, "ann")
    make_account(db, "ann_2")
    make_post(db, ann, "#ann1 #ann2 #ann3")
    someone = client(ann)

    assert found(someone, q="ann", type="hashtags", limit=2)["hashtags"] == ["ann1", "ann2"]
    assert found(someone, q="ann", type="hashtags", limit=2, offset=2)["hashtags"] == ["ann3"]
    assert found(someone, q="ann", type="accounts", limit=1)["accounts"] == ["ann"]
    assert found(someone, q="ann", type="accounts", limit=1, offset=1)["accounts"] == ["ann_2"]
    assert found(someone, q="ann", type="accounts", offset=2) == NOTHING


def test_posts_of_one_author_and_people_one_follows_are_found_alone(client, db):
    ann, bob, cem = make_account(db, "ann"), make_account(db, "bread_bob"), make_account(db, "bread_cem")
    make_follow(db, ann, bob)
    posts = {author.id: str(make_post(db, author, "bread").id) for author in (ann, bob, cem)}
    someone = client(ann)

    assert found(someone, q="bread", type="statuses", account_id=bob.id)["statuses"] == [posts[bob.id]]
    assert found(someone, q="bread", type="statuses", account_id="abc")["statuses"] == []
    assert found(someone, q="bread", following="true")["accounts"] == ["bread_bob"]
    assert set(found(someone, q="bread")["accounts"]) == {"bread_bob", "bread_cem"}


def test_strangers_neither_resolve_nor_leaf(client, town):
    ann, *_ = town
    error = {"error": "Search queries pagination is not supported without authentication"}

    for query in ({"resolve": "true"}, {"type": "statuses", "offset": 1}):
        assert client().get(PATH, 401, q="bread", **query).json == error
        assert client.app().get(PATH, 401, q="bread", **query).json == error
        client(ann, "read:search").get(PATH, q="bread", **query)
    client().get(PATH, q="bread", resolve="false", offset=0)


def test_a_key_must_allow_it(client, town):
    ann, *_ = town

    client(ann, "read:statuses write").get(PATH, 403, q="bread")


@pytest.mark.parametrize("query", [{}, {"q": "a", "type": "nonsense"}, {"q": "x" * 501}, {"q": "a\0b"}])
def test_what_cannot_be_searched_for_is_refused(client, query):
    client().get(PATH, 422, **query)


@pytest.mark.parametrize("query", [{"offset": -1}, {"limit": -1}])
def test_nobody_counts_backwards(client, db, query):
    assert client(make_account(db)).get(PATH, 400, q="a", type="statuses", **query).json == {
        "error": "Pagination values for `offset` and `limit` must be positive"
    }
