"""Posts on the wire: writing, reading, deleting."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from microblog.actions.boosts import boost
from microblog.actions.posts import delete_post
from microblog.clock import now
from microblog.models import Block, Mute, Post, Role, Visibility
from tests.making import make_account, make_media, make_post

STATUSES = "/api/v1/statuses"


@pytest.fixture
def ann(db):
    return make_account(db, "ann")


@pytest.fixture
def bob(db):
    return make_account(db, "bob")


def path(post, *rest):
    return "/".join([STATUSES, str(post.id), *rest])


def test_a_post_is_published_and_shown_to_everybody(client, db, ann, bob):
    made = (
        client(ann)
        .post(
            STATUSES,
            {
                "status": "Hello @bob #Tea",
                "spoiler_text": "News",
                "language": "en",
                "visibility": "unlisted",
                "in_reply_to_id": None,
                "media_ids": [],
                "poll": None,
            },
        )
        .json
    )

    assert made == client(ann).get(f"{STATUSES}/{made['id']}").json
    assert (made["spoiler_text"], made["sensitive"], made["language"]) == ("News", True, "en")
    assert (made["visibility"], made["application"]["name"], made["account"]["acct"]) == ("unlisted", "Test", "ann")
    assert [one["acct"] for one in made["mentions"]] == ["bob"]
    assert [one["name"] for one in made["tags"]] == ["tea"]
    assert (made["pinned"], made["favourited"], made["filtered"]) == (False, False, [])
    assert made["url"] == f"http://localhost/@ann/{made['id']}"
    stranger = client().get(f"{STATUSES}/{made['id']}").json
    assert "favourited" not in stranger
    assert stranger["content"] == made["content"]


def test_what_is_sent_as_a_form_is_the_same(client, db, ann):
    parent = make_post(db, ann)

    made = (
        client(ann)
        .post(
            STATUSES,
            form=[
                ("status", "Tea?"),
                ("in_reply_to_id", parent.id),
                ("sensitive", "0"),
                ("spoiler_text", ""),
                ("visibility", ""),
                ("language", ""),
                ("poll[options][]", "Yes"),
                ("poll[options][]", "No"),
                ("poll[expires_in]", "3600"),
                ("poll[multiple]", "true"),
            ],
        )
        .json
    )

    assert (made["in_reply_to_id"], made["in_reply_to_account_id"]) == (str(parent.id), str(ann.id))
    assert (made["visibility"], made["language"], made["sensitive"]) == ("public", None, False)
    assert [one["title"] for one in made["poll"]["options"]] == ["Yes", "No"]
    assert (made["poll"]["multiple"], made["poll"]["voted"]) == (True, True)


def test_pictures_are_attached_in_order_and_need_no_words(client, db, ann):
    one, two = (make_media(db, ann, description=str(n)) for n in (1, 2))
    ids = [str(two.id), str(one.id)]

    made = client(ann).post(STATUSES, {"media_ids": ids}).json

    assert [file["id"] for file in made["media_attachments"]] == ids
    assert made["content"] == ""
    assert "hangs on another post" in client(ann).post(STATUSES, {"media_ids": ids}, 422).json["error"]


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({}, "Say something"),
        ({"status": "x" * 501}, "Say it in 500 characters"),
        ({"status": "x" * 490, "spoiler_text": "y" * 11}, "Say it in 500 characters"),
        ({"status": "x", "visibility": "friends"}, "Visibility"),
        ({"status": "x", "language": "english"}, "Name the language by its code"),
        ({"status": "x", "media_ids": ["7"]}, "hangs on another post"),
        ({"status": "x", "media_ids": ["abc"]}, "hangs on another post"),
        ({"status": "x", "media_ids": [1, 2, 3, 4, 5]}, "Attach at most 4"),
        ({"status": "x", "poll": {"options": ["a"], "expires_in": 3600}}, "A poll needs 2 to 4 options"),
        ({"status": "x", "poll": {"options": ["a", "b"]}}, "A poll lasts 5 minutes"),
        ({"status": "x", "poll": {"options": ["a", "b"], "expires_in": "soon"}}, "Poll"),
        ({"status": "x", "poll": "Yes?"}, "Poll"),
        ({"status": {"a": 1}}, "Status"),
        ({"status": "NUL\0"}, "NUL"),
    ],
    ids=lambda value: str(value)[:40] if isinstance(value, dict) else "",
)
def test_what_is_no_post_is_refused(client, db, ann, given, error):
    refusal = client(ann).post(STATUSES, given, 422).json["error"]

    assert refusal.startswith("Validation failed: ")
    assert error in refusal
    assert db.scalars(select(Post)).all() == []


@pytest.mark.parametrize("id", ["7", "abc", "-1", str(10**30), "0"])
def test_what_answers_nothing_that_one_sees_is_refused(client, db, ann, id):
    assert client(ann).post(STATUSES, {"status": "x", "in_reply_to_id": id}, 404).json == {"error": "Record not found"}


def test_a_poll_without_options_is_none(client, ann):
    made = client(ann).post(STATUSES, {"status": "x", "poll": {"options": [], "expires_in": 300}}).json

    assert made["poll"] is None


def test_a_wish_that_is_sent_twice_is_granted_once(client, db, ann):
    given, headers = {"status": "Once."}, {"Idempotency-Key": "a wish"}

    first = client(ann).post(STATUSES, given, headers=headers).json
    again = client(ann).post(STATUSES, {"status": "Twice?"}, headers=headers).json

    assert again == first
    assert len(db.scalars(select(Post)).all()) == 1
    assert client(ann).post(STATUSES, given).json["id"] != first["id"]


def test_a_post_can_be_written_now_and_published_later(client, db, ann):
    moment = (now() + timedelta(hours=1)).isoformat()
    given, headers = {"status": "Later.", "scheduled_at": moment}, {"Idempotency-Key": "later"}

    made = client(ann).post(STATUSES, given, headers=headers).json

    assert made["params"]["text"] == "Later."
    assert client(ann).post(STATUSES, given, headers=headers).json == made
    assert db.scalars(select(Post)).all() == []
    soon = given | {"scheduled_at": now().isoformat()}
    error = client(ann).post(STATUSES, soon, 422).json["error"]
    assert error == "Validation failed: Scheduled at The scheduled date must be in the future"
    assert client(ann).post(STATUSES, given | {"scheduled_at": "soon"}, 422).json == {"error": "Record invalid"}
    client(ann).post(STATUSES, given | {"in_reply_to_id": "7"}, 404)
    for nonsense in ("tomorrow", "2026-13-01T00:00:00Z", "1e99"):
        refusal = client(ann).post(STATUSES, given | {"scheduled_at": nonsense}, 422)
        assert refusal.json == {"error": "Record invalid"}
    assert client(ann).post(STATUSES, given | {"scheduled_at": ""}).json["content"] == "<p>Later.</p>"


def test_a_post_that_would_be_sent_to_people_who_were_not_meant_is_refused(client, db, ann, bob):
    cem = make_account(db, "cem")
    given = {"status": "@bob @cem", "allowed_mentions": [str(bob.id)]}

    refusal = client(ann).post(STATUSES, given, 422).json
    assert refusal["error"] == "Post would be sent to unexpected accounts"
    assert [one["id"] for one in refusal["unexpected_accounts"]] == [str(cem.id)]
    assert db.scalars(select(Post)).all() == []

    client(ann).post(STATUSES, given | {"allowed_mentions": [str(cem.id), str(bob.id)]})
    client(ann).post(STATUSES, {"status": "@bob", "allowed_mentions": []}, 422)
    client(ann).post(STATUSES, {"status": "nobody", "allowed_mentions": []})


def test_an_answer_to_what_one_may_not_see_is_as_one_to_what_was_deleted(client, db, ann, bob):
    hidden = make_post(db, ann, "@bob, a secret.", visibility=Visibility.DIRECT)
    answer = make_post(db, bob, "Is it?", reply_to=hidden, visibility=Visibility.PUBLIC)
    boost(db, ann, answer)
    db.commit()
    readers = client(), client(make_account(db))
    paths = f"{STATUSES}/{answer.id}", f"/api/v1/accounts/{bob.id}/statuses", f"/api/v1/accounts/{ann.id}/statuses"

    def told(by):
        return [by.get(path).text for path in paths]

    assert str(hidden.id) in client(bob).get(paths[0]).text
    before = [told(by) for by in readers]
    delete_post(db, ann, hidden)
    db.commit()

    assert str(hidden.id) not in str(before)
    assert [told(by)[:2] for by in readers] == [told[:2] for told in before]


@pytest.mark.parametrize("visibility", ["private", "direct"])
def test_what_one_may_not_see_is_as_if_it_never_was(client, db, ann, bob, visibility):
    secret = make_post(db, ann, visibility=visibility)
    public = make_post(db, ann)
    cem = make_account(db, "cem")
    db.add(Block(blocker_id=ann.id, blocked_id=cem.id))
    gone = make_post(db, bob)
    delete_post(db, bob, gone)
    db.commit()
    missing = client(bob).get(f"{STATUSES}/7", 404)
    body = {"status": "x", "in_reply_to_id": "7"}
    operations = [
        ("GET", ""),
        *(("GET", name) for name in ("/context", "/history", "/source", "/reblogged_by")),
        *(("POST", name) for name in ("/reblog", "/unreblog")),
        ("DELETE", ""),
    ]

    for reader, post in ((bob, secret), (cem, public), (bob, gone), (ann, gone)):
        asking = client(reader)
        for method, name in operations:
            answer = asking.request(method, path(post) + name, 404)
            assert (answer.body, answer.content_type) == (missing.body, missing.content_type)
        asking.put(path(post), {"status": "Mine!"}, 404)
        asking.post(STATUSES, body | {"in_reply_to_id": str(post.id)}, 404)
        assert asking.get(STATUSES, **{"id[]": [post.id]}).json == []
    for post in (secret, gone):
        for name in ("", "/context", "/history", "/reblogged_by"):
            assert client().get(path(post) + name, 404).body == missing.body


def test_some_posts_are_shown_in_the_order_in_which_they_are_asked_for(client, db, ann, bob):
    one, two = make_post(db, ann), make_post(db, bob)
    secret = make_post(db, bob, visibility=Visibility.PRIVATE)
    asked = {"id[]": [two.id, secret.id, 7, "abc", one.id, two.id]}

    assert [post["id"] for post in client(ann).get(STATUSES, **asked).json] == [str(two.id), str(one.id)]
    assert [post["id"] for post in client().get(STATUSES, id=one.id).json] == [str(one.id)]
    assert client().get(STATUSES).json == []
    client().get(STATUSES, 422, **{"id[]": range(81)})


def test_a_post_is_deleted_and_can_be_written_anew(client, db, ann, bob):
    file = make_media(db, ann)
    post = make_post(db, ann, "Hello #tea.", media=[file.id], warning="News")

    gone = client(ann).delete(path(post)).json

    assert (gone["text"], gone["spoiler_text"], "content" in gone) == ("Hello #tea.", "News", False)
    assert [one["id"] for one in gone["media_attachments"]] == [str(file.id)]
    client(ann).get(path(post), 404)
    again = {"status": gone["text"], "media_ids": [str(file.id)]}
    anew = client(ann).post(STATUSES, again).json
    client(ann).delete(f"{STATUSES}/{anew['id']}?delete_media=true")
    client(ann).post(STATUSES, again, 422)


def test_only_who_may_deletes_a_post(client, db, ann, bob):
    mod = make_account(db, "mod", role=Role.MODERATOR)
    post = make_post(db, ann)

    client(bob).delete(path(post), status=404)
    client(mod, scopes="read").delete(path(post), status=403)
    client(mod).delete(path(post))

    client(ann).get(path(post), 404)


def test_around_a_post_stands_what_it_answers_and_what_answers_it(client, db, ann, bob):
    top = make_post(db, ann, "top")
    post = make_post(db, bob, "post", reply_to=top)
    first = make_post(db, ann, "first", reply_to=post)
    make_post(db, bob, "second", reply_to=post)
    make_post(db, ann, "under first", reply_to=first)
    make_post(db, bob, "secret", reply_to=post, visibility=Visibility.DIRECT)

    def around(reader):
        told = reader.get(path(post, "context")).json
        return [[one["content"][3:-4] for one in told[side]] for side in ("ancestors", "descendants")]

    assert around(client()) == around(client(ann)) == [["top"], ["first", "under first", "second"]]
    assert around(client(bob)) == [["top"], ["first", "under first", "second", "secret"]]

    db.add(Mute(muter_id=bob.id, muted_id=ann.id))
    db.commit()
    assert around(client(bob)) == [[], ["second", "secret"]]


def test_strangers_are_shown_less_of_what_stands_around(client, db, ann):
    posts = [make_post(db, ann)]
    for _ in range(45):
        posts.append(make_post(db, ann, reply_to=posts[-1]))
    for _ in range(50):
        make_post(db, ann, reply_to=posts[0])

    def counts(reader, post):
        told = reader.get(path(post, "context")).json
        return len(told["ancestors"]), len(told["descendants"])

    for reader, top, last in (
        (client(), (0, 60), (40, 0)),
        (client.app(), (0, 60), (40, 0)),
        (client(ann), (0, 95), (45, 0)),
    ):
        assert counts(reader, posts[0]) == top
        assert counts(reader, posts[-1]) == last
    assert counts(client(), posts[1]) == (1, 20)


@pytest.mark.parametrize("facts", [{"confirmed": False}, {"suspended_at": now()}], ids=["unconfirmed", "suspended"])
def test_whoever_may_not_act_may_not_post(client, db, facts):
    somebody = make_account(db, **facts)

    client(somebody).post(STATUSES, {"status": "x"}, 403)

    assert db.scalars(select(Post)).all() == []
