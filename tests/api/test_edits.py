"""Editing on the wire."""

import pytest

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


def test_a_post_is_edited_and_its_history_told(client, db, ann, bob):
    one, two = make_media(db, ann, description="A cat"), make_media(db, ann)
    post = make_post(db, ann, "Hello @bob.", media=[one.id, two.id])

    edited = (
        client(ann)
        .put(
            path(post),
            {
                "status": "Hello #tea.",
                "spoiler_text": "News",
                "language": "de",
                "media_ids": [str(one.id)],
                "media_attributes": [{"id": str(one.id), "description": "A dog", "focus": "0.5,-0.5"}],
            },
        )
        .json
    )

    assert edited["edited_at"] is not None
    assert (edited["spoiler_text"], edited["sensitive"], edited["language"]) == ("News", True, "de")
    assert (edited["mentions"], [tag["name"] for tag in edited["tags"]]) == ([], ["tea"])
    [file] = edited["media_attachments"]
    assert (file["id"], file["description"]) == (str(one.id), "A dog")
    assert file["meta"]["focus"] == {"x": 0.5, "y": -0.5}

    for reader in (client(ann), client()):
        first, second = reader.get(path(post, "history")).json
        assert "@<span>bob</span>" in first["content"]
        assert [file["description"] for file in first["media_attachments"]] == ["A cat", None]
        assert "focus" not in first["media_attachments"][0]["meta"]
        assert (second["content"], second["spoiler_text"]) == (edited["content"], "News")
        assert [file["description"] for file in second["media_attachments"]] == ["A dog"]
        assert (first["created_at"], second["created_at"]) == (edited["created_at"], edited["edited_at"])


def test_what_is_not_given_to_an_edit_is_taken_away(client, db, ann):
    poll = {"options": ["a", "b"], "expires_in": 3600}
    made = client(ann).post(STATUSES, {"status": "So?", "poll": poll, "spoiler_text": "Hm"}).json

    edited = client(ann).patch(f"{STATUSES}/{made['id']}", {"status": "So."}).json

    assert (edited["poll"], edited["spoiler_text"], edited["sensitive"]) == (None, "", False)
    first, second = client(ann).get(f"{STATUSES}/{made['id']}/history").json
    assert first["poll"] == {"options": [{"title": "a"}, {"title": "b"}]}
    assert "poll" not in second


def test_an_edit_is_refused_as_a_post_is_and_leaves_everything_as_it_was(client, db, ann, bob):
    file = make_media(db, ann)
    post = make_post(db, ann, "Words.", media=[file.id])
    before = client(ann).get(path(post)).json

    for given in (
        {},
        {"status": "x" * 501},
        {"status": "x", "media_ids": ["7"]},
        {"status": "x", "media_ids": [str(file.id)], "media_attributes": [{"id": str(file.id), "focus": "NaN,0"}]},
        {"status": "x", "media_attributes": [{"description": "Of what?"}]},
        {"status": "x", "media_attributes": "a cat"},
    ):
        client(ann).put(path(post), given, 422)
    client(bob).put(path(post), {"status": "Mine!"}, 404)

    assert client(ann).get(path(post)).json == before


def test_a_post_that_was_never_edited_has_a_history_of_one(client, db, ann):
    post = make_post(db, ann, "Words.")

    [only] = client().get(path(post, "history")).json

    assert only["content"] == "<p>Words.</p>"


def test_a_post_is_told_as_it_was_written(client, db, ann):
    post = make_post(db, ann, "<b> & @ann\n\nnext", warning="Careful")

    told = client(ann).get(path(post, "source")).json

    words = {"text": "<b> & @ann\n\nnext", "spoiler_text": "Careful", "content_type": "text/plain"}
    assert told == {"id": str(post.id), **words}
    client().get(path(post, "source"), 401)
    client.app().get(path(post, "source"), 422)
