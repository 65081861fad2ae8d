"""What people do with posts without answering, on the wire."""

import pytest

from microblog.actions.boosts import boost
from microblog.actions.posts import delete_post
from microblog.clock import now
from microblog.models import Block
from tests.making import make_account, make_post

DEEDS = [
    ("favourite", "unfavourite", "favourited", "write:favourites"),
    ("bookmark", "unbookmark", "bookmarked", "write:bookmarks"),
    ("mute", "unmute", "muted", "write:mutes"),
    ("pin", "unpin", "pinned", "write:accounts"),
]
each_deed = pytest.mark.parametrize(("do", "undo", "fact", "scope"), DEEDS)
LISTS = [("favourites", "favourite", "read:favourites"), ("bookmarks", "bookmark", "read:bookmarks")]
each_list = pytest.mark.parametrize(("path", "do", "scope"), LISTS)


@pytest.fixture
def ann(db):
    return make_account(db, "ann")


def of(post, deed):
    return f"/api/v1/statuses/{getattr(post, 'id', post)}/{deed}"


def ids(response):
    return [int(one["id"]) for one in response.json]


@each_deed
def test_it_is_done_and_undone_and_twice_is_once(client, db, ann, do, undo, fact, scope):
    post, me = make_post(db, ann), client(ann, scope)

    answers = [me.post(of(post, deed)).json for deed in (do, do, undo, undo)]

    assert [one[fact] for one in answers] == [True, True, False, False]
    assert [one["id"] for one in answers] == [str(post.id)] * 4


@each_deed
def test_it_takes_a_key_that_may(client, db, ann, do, undo, fact, scope):
    post = make_post(db, ann)

    for deed in (do, undo):
        assert client().post(of(post, deed), status=401).json == {"error": "The access token is invalid"}
        assert client(ann, "read write:lists").post(of(post, deed), status=403).json == {
            "error": "This action is outside the authorized scopes"
        }
        assert client.app().post(of(post, deed), status=422).json == {
            "error": "This method requires an authenticated user"
        }


@each_deed
def test_what_one_may_not_see_does_not_exist(client, db, ann, do, undo, fact, scope):
    bob = make_account(db)
    gone, direct, shut = make_post(db, bob), make_post(db, bob, visibility="direct"), make_post(db, make_account(db))
    delete_post(db, bob, gone)
    db.add(Block(blocker_id=shut.author_id, blocked_id=ann.id))
    db.commit()
    me = client(ann)

    for post in (gone.id, direct.id, shut.id, 1, "abc"):
        for deed in (do, undo):
            assert me.post(of(post, deed), status=404).json == {"error": "Record not found"}


def test_likes_are_counted(client, db, ann):
    post, bob = make_post(db, ann), make_account(db)

    first = client(bob).post(of(post, "favourite")).json
    second = client(ann).post(of(post, "favourite")).json
    third = client(bob).post(of(post, "unfavourite")).json

    assert [one["favourites_count"] for one in (first, second, third)] == [1, 2, 1]
    assert (third["favourited"], client(ann).get(f"/api/v1/statuses/{post.id}").json["favourited"]) == (False, True)


def test_what_is_done_to_a_boost_is_done_to_what_it_boosts(client, db, ann):
    post = make_post(db, ann)
    boosted = boost(db, make_account(db), post)
    db.commit()

    answer = client(ann).post(of(boosted, "favourite")).json

    assert (answer["id"], answer["reblog"]["id"]) == (str(boosted.id), str(post.id))
    assert answer["favourited"] is answer["reblog"]["favourited"] is True
    assert client().get(f"/api/v1/statuses/{post.id}").json["favourites_count"] == 1


def test_what_cannot_be_pinned_is_refused_in_known_words(client, db, ann):
    me, others, direct = client(ann), make_post(db, make_account(db)), make_post(db, ann, visibility="direct")
    pinned = [make_post(db, ann) for _ in range(6)]
    for post in pinned[:5]:
        me.post(of(post, "pin"))

    answers = [me.post(of(post, "pin"), status=422).json["error"] for post in (others, direct, pinned[5])]

    assert answers == [
        "Validation failed: Someone else's post cannot be pinned",
        "Validation failed: Posts that are only visible to mentioned users cannot be pinned",
        "Validation failed: You have already pinned the maximum number of posts",
    ]


@each_list
def test_ones_lists_run_from_what_came_last(client, db, ann, path, do, scope):
    posts, me = [make_post(db, make_account(db)) for _ in range(3)], client(ann)
    for post in reversed(posts):
        me.post(of(post, do))
    client(make_account(db)).post(of(posts[0], do))

    first = me.get(f"/api/v1/{path}", limit=2)
    second = me.get(first.headers["Link"].split(">")[0].removeprefix("<http://localhost"))

    assert [ids(page) for page in (first, second)] == [[posts[0].id, posts[1].id], [posts[2].id]]
    assert 'rel="next"' not in second.headers["Link"]


@each_list
def test_the_page_above_is_reached_by_its_link(client, db, ann, path, do, scope):
    posts, me = [make_post(db, ann) for _ in range(2)], client(ann)
    me.post(of(posts[0], do))
    before = me.get(f"/api/v1/{path}").headers["Link"].removeprefix("<http://localhost").split('>; rel="prev"')[0]
    me.post(of(posts[1], do))

    assert ids(me.get(before)) == [posts[1].id]


@each_list
def test_what_one_may_not_see_any_more_is_left_out_of_ones_lists(client, db, ann, path, do, scope):
    bob, me = make_account(db), client(ann)
    gone, seen = make_post(db, bob), make_post(db, bob)
    for post in (gone, seen):
        me.post(of(post, do))
    delete_post(db, bob, db.merge(gone))
    db.commit()

    assert ids(me.get(f"/api/v1/{path}")) == [seen.id]


@each_list
def test_ones_lists_take_a_key_that_may(client, db, ann, path, do, scope):
    assert client(ann, scope).get(f"/api/v1/{path}").json == []
    client(ann, "write read:lists").get(f"/api/v1/{path}", 403)
    client.app().get(f"/api/v1/{path}", 422)
    client().get(f"/api/v1/{path}", 401)


def test_everybody_sees_who_likes_a_post(client, db, ann):
    bob, cem, post = make_account(db, "bob"), make_account(db, "cem"), make_post(db, ann)
    for one in (cem, bob):
        client(one).post(of(post, "favourite"))

    first = client().get(of(post, "favourited_by"), limit=1)
    second = client().get(first.headers["Link"].split(">")[0].removeprefix("<http://localhost"))
    cem = db.merge(cem)
    cem.suspended_at = now()
    db.commit()
    without = client(ann).get(of(post, "favourited_by"))

    assert [[one["username"] for one in page.json] for page in (first, second, without)] == [["bob"], ["cem"], ["bob"]]


def test_who_likes_a_post_is_told_to_those_who_see_it(client, db, ann):
    post = make_post(db, ann, visibility="private")
    path = of(post, "favourited_by")

    client().get(path, 404)
    client(make_account(db)).get(path, 404)
    client(ann, "write").get(path, 403)
    client(ann).get(path, 422, max_id="abc")

    assert client(ann, "read:statuses").get(path).json == []
