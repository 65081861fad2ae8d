"""Polls, on the wire."""

from datetime import timedelta

import pytest

from microblog.clock import now
from tests.making import make_account, make_poll


@pytest.fixture
def ann(db):
    return make_account(db, "ann")


@pytest.fixture
def bob(db):
    return make_account(db, "bob")


def at(poll, more=""):
    return f"/api/v1/polls/{getattr(poll, 'id', poll)}{more}"


def error(response):
    return response.json["error"]


def test_everybody_sees_a_poll(client, db, ann):
    poll = make_poll(db, ann, "Tea", "Milk", multiple=True)
    moment = poll.expires_at

    shown = client().get(at(poll)).json

    assert shown == {
        "id": str(poll.id),
        "expires_at": f"{moment:%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03}Z",
        "expired": False,
        "multiple": True,
        "votes_count": 0,
        "voters_count": 0,
        "options": [{"title": "Tea", "votes_count": 0}, {"title": "Milk", "votes_count": 0}],
        "emojis": [],
    }


@pytest.mark.parametrize(
    "sent",
    [
        {"json": {"choices": [2, 0]}},
        {"json": {"choices": ["0", "2"]}},
        {"form": [("choices[]", "0"), ("choices[]", "2")]},
    ],
)
def test_one_votes_and_sees_what_one_chose(client, db, ann, bob, sent):
    poll = make_poll(db, ann, multiple=True)

    answer = client(bob, "write:statuses").post(at(poll, "/votes"), **sent).json

    assert [option["votes_count"] for option in answer["options"]] == [1, 0, 1]
    assert (answer["votes_count"], answer["voters_count"]) == (2, 1)
    assert (answer["voted"], answer["own_votes"]) == (True, [0, 2])
    assert client(bob).get(at(poll)).json == answer
    assert client(make_account(db)).get(at(poll)).json == answer | {"voted": False, "own_votes": []}


def test_what_is_hidden_is_hidden_from_all(client, db, ann, bob):
    poll = make_poll(db, ann, hide_totals=True)

    answers = client(bob).post(at(poll, "/votes"), {"choices": 1}).json, client(ann).get(at(poll)).json

    assert [[option["votes_count"] for option in one["options"]] for one in answers] == [[None] * 3] * 2


def test_a_vote_that_is_none_is_refused_in_known_words(client, db, ann, bob):
    poll, over = make_poll(db, ann), make_poll(db, ann)
    over.expires_at = now() - timedelta(seconds=1)
    db.commit()
    voter = client(bob)

    answers = [
        error(who.post(at(which, "/votes"), {"choices": choices}, 422))
        for who, which, choices in (
            (voter, poll, [0, 1]),
            (voter, poll, [3]),
            (voter, poll, []),
            (voter, poll, ["first"]),
            (voter, over, [0]),
            (client(ann), poll, [0]),
        )
    ]
    missing = error(voter.post(at(poll, "/votes"), {}, 422))
    voter.post(at(poll, "/votes"), {"choices": [0]})
    again = error(voter.post(at(poll, "/votes"), {"choices": [0]}, 422))

    assert answers == [
        "Validation failed: You have already voted on this poll",
        "Validation failed: The chosen vote option does not exist",
        "Validation failed: Choose one of the options",
        "Validation failed: Choices must be a whole number",
        "Validation failed: The poll has already ended",
        "Validation failed: You cannot vote in your own polls",
    ]
    assert (missing, again) == (
        "Validation failed: Choices can't be blank",
        "Validation failed: You have already voted on this poll",
    )


def test_the_poll_of_a_post_that_one_may_not_see_does_not_exist(client, db, ann, bob):
    poll = make_poll(db, ann)
    poll.post.visibility = "private"
    db.commit()

    for id in (poll.id, 1, "abc"):
        assert error(client(bob).get(at(id), 404)) == "Record not found"
        assert error(client(bob).post(at(id, "/votes"), {"choices": [0]}, 404)) == "Record not found"
    client().get(at(poll), 404)
    assert client(ann).get(at(poll)).json["voted"] is True


def test_it_takes_a_key_that_may(client, db, ann, bob):
    poll = make_poll(db, ann)

    client(bob, "write").get(at(poll), 403)
    client(bob, "read write:lists").post(at(poll, "/votes"), {"choices": [0]}, 403)
    client.app().post(at(poll, "/votes"), {"choices": [0]}, 422)
    client().post(at(poll, "/votes"), {"choices": [0]}, 401)

    assert client(bob, "read:statuses").get(at(poll)).json["votes_count"] == 0


def test_a_post_shows_its_poll(client, db, ann, bob):
    poll = make_poll(db, ann)
    client(bob).post(at(poll, "/votes"), {"choices": [1]})

    shown = client(bob).get(f"/api/v1/statuses/{poll.post_id}").json["poll"]

    assert shown == client(bob).get(at(poll)).json
