"""Boosts on the wire."""

import pytest

from microblog.models import Visibility
from tests.making import make_account, make_follow, make_post

STATUSES = "/api/v1/statuses"


@pytest.fixture
def ann(db):
    return make_account(db, "ann")


@pytest.fixture
def bob(db):
    return make_account(db, "bob")


def path(post, *rest):
    return "/".join([STATUSES, str(post.id), *rest])


def test_a_boost_is_an_answer_of_its_own_with_the_post_in_it(client, db, ann, bob):
    post = make_post(db, ann, "Look.")

    made = client(bob).post(path(post, "reblog")).json

    assert (made["account"]["acct"], made["reblog"]["id"], made["visibility"]) == ("bob", str(post.id), "public")
    assert (made["reblog"]["reblogged"], made["reblog"]["reblogs_count"], made["reblogged"]) == (True, 1, True)
    assert client(bob).post(path(post, "reblog"), {"visibility": "private"}).json["id"] == made["id"]
    assert client(bob).get(f"{STATUSES}/{made['id']}").json == made
    assert client(ann).post(f"{STATUSES}/{made['id']}/reblog").json["reblog"]["id"] == str(post.id)

    undone = client(bob).post(path(post, "unreblog")).json
    assert (undone["id"], undone["reblogged"], undone["reblog"], undone["reblogs_count"]) == (
        str(post.id),
        False,
        None,
        1,
    )
    client(bob).get(f"{STATUSES}/{made['id']}", 404)
    assert client(bob).post(path(post, "unreblog")).json["id"] == str(post.id)


def test_a_boost_is_for_whom_one_wishes(client, db, ann, bob):
    post, private = make_post(db, ann), make_post(db, ann, visibility=Visibility.PRIVATE)
    make_follow(db, bob, ann)

    assert client(bob).post(path(post, "reblog"), {"visibility": "unlisted"}).json["visibility"] == "unlisted"
    client(ann).post(path(post, "reblog"), {"visibility": "direct"}, 422)
    client(bob).post(path(private, "reblog"), status=404)
    assert client(ann).post(path(private, "reblog")).json["visibility"] == "private"


def test_a_boost_can_be_deleted_but_not_edited(client, db, ann, bob):
    post = make_post(db, ann, "Look.")
    made = client(bob).post(path(post, "reblog")).json

    client(bob).put(f"{STATUSES}/{made['id']}", {"status": "Hm."}, 404)
    client(ann).delete(f"{STATUSES}/{made['id']}", status=404)
    gone = client(bob).delete(f"{STATUSES}/{made['id']}").json

    assert (gone["id"], gone["reblog"]["id"]) == (made["id"], str(post.id))
    assert client().get(path(post)).json["reblogs_count"] == 0


def test_who_boosted_a_post_is_told_page_by_page(client, db, ann):
    post = make_post(db, ann)
    people = [make_account(db) for _ in range(3)]
    for one in people:
        client(one).post(path(post, "reblog"))
    names = [one.username for one in reversed(people)]

    whole = client().get(path(post, "reblogged_by")).json
    page = client().get(path(post, "reblogged_by"), limit=2)
    rest = client().get(page.headers["Link"].split("<")[1].split(">")[0].removeprefix("http://localhost"))

    assert [one["username"] for one in whole] == names
    assert [one["username"] for one in page.json] == names[:2]
    assert [one["username"] for one in rest.json] == names[2:]
