"""Whom one wants to hear, and those who ask to be heard, on the wire."""

import pytest

from microblog.actions.notifications import notify
from microblog.models import Block, Event
from tests.api.test_notifications import link
from tests.making import make_account, make_post

POLICY = "/api/v2/notifications/policy"
REQUESTS = "/api/v1/notifications/requests"
NEWS = "/api/v1/notifications"
ACCEPT = dict.fromkeys(
    ["for_not_following", "for_not_followers", "for_new_accounts", "for_private_mentions", "for_limited_accounts"],
    "accept",
)


@pytest.fixture
def account(db):
    return make_account(db, "ann")


@pytest.fixture
def ann(client, account):
    return client(account)


@pytest.fixture
def people(db, ann):
    """Some whom Ann does not follow, whom she wants to hear only if they ask, and who spoke to her."""
    ann.patch(POLICY, {"for_not_following": "filter"})
    people = [make_account(db, name) for name in ("bob", "cem", "dan")]
    for one in people:
        make_post(db, one, f"Hello @ann, I am {one.username}.")
    return people


def names(answer):
    return [one["account"]["username"] for one in answer.json]


def test_who_never_said_it_hears_from_everybody(ann):
    summary = {"pending_requests_count": 0, "pending_notifications_count": 0}

    assert ann.get(POLICY).json == {**ACCEPT, "summary": summary}


@pytest.mark.parametrize("method", ["PUT", "PATCH"])
def test_a_policy_is_changed_bit_by_bit(ann, method):
    first = ann.request(method, POLICY, 200, json={"for_not_following": "filter"}).json
    second = ann.request(method, POLICY, 200, form={"for_new_accounts": "drop", "for_not_followers": ""}).json

    assert {name: first[name] for name in ACCEPT} == {**ACCEPT, "for_not_following": "filter"}
    changed = {**ACCEPT, "for_not_following": "filter", "for_new_accounts": "drop"}
    assert {name: second[name] for name in ACCEPT} == changed
    assert ann.get(POLICY).json == second
    for name in ACCEPT:
        assert ann.request(method, POLICY, 200, json={name: "drop"}).json[name] == "drop"


def test_what_is_no_policy_is_refused(ann):
    for method in ("PUT", "PATCH"):
        ann.request(method, POLICY, 422, json={"for_not_following": "forgive", "for_new_accounts": "drop"})

    assert ann.get(POLICY).json["for_new_accounts"] == "accept"


def test_those_who_are_kept_apart_ask_to_be_heard(db, ann, account, people):
    notify(db, account, Event.FOLLOW, by=people[0])
    db.commit()

    answer = ann.get(REQUESTS)

    assert names(answer) == ["dan", "cem", "bob"]
    assert [one["notifications_count"] for one in answer.json] == ["1", "1", "2"]
    assert "I am bob." in answer.json[2]["last_status"]["content"]
    assert answer.json[2]["created_at"] <= answer.json[2]["updated_at"]
    assert [ann.get(f"{REQUESTS}/{one['id']}").json for one in answer.json] == answer.json
    assert ann.get(POLICY).json["summary"] == {"pending_requests_count": 3, "pending_notifications_count": 4}
    assert ann.get(NEWS).json == []


def test_a_request_without_words_has_no_post(db, ann, account, people):
    eve = make_account(db)
    notify(db, account, Event.FOLLOW, by=eve)
    db.commit()

    assert "last_status" not in ann.get(f"{REQUESTS}/{eve.id}").json


def test_requests_are_read_in_pages(ann, people):
    first = ann.get(REQUESTS, limit=2)
    second = ann.get(link(first, "next"))
    back = ann.get(link(second, "prev"))

    assert names(first) + names(second) == ["dan", "cem", "bob"]
    assert back.json == first.json
    assert "Link" not in ann.get(link(second, "next")).headers


def test_who_is_accepted_is_heard_from_then_on(db, ann, people):
    bob = people[0]

    assert ann.post(f"{REQUESTS}/{bob.id}/accept").json == {}
    make_post(db, bob, "Thank you, @ann.")

    assert names(ann.get(NEWS)) == ["bob", "bob"]
    assert names(ann.get(REQUESTS)) == ["dan", "cem"]
    assert ann.get(f"{REQUESTS}/merged").json == {"merged": True}
    assert ann.post(f"{REQUESTS}/{bob.id}/accept", status=404).json == {"error": "Record not found"}


def test_who_is_dismissed_asks_anew(db, ann, people):
    bob = people[0]

    assert ann.post(f"{REQUESTS}/{bob.id}/dismiss").json == {}
    assert names(ann.get(REQUESTS)) == ["dan", "cem"]
    assert ann.get(NEWS, include_filtered=True).json != []
    ann.post(f"{REQUESTS}/{bob.id}/dismiss", status=404)
    ann.get(f"{REQUESTS}/{bob.id}", 404)

    make_post(db, bob, "Hello? @ann")
    assert names(ann.get(REQUESTS)) == ["dan", "cem", "bob"]
    assert ann.get(NEWS).json == []


def test_several_are_accepted_or_dismissed_at_once(db, ann, people):
    bob, cem, dan = people
    stranger = make_account(db)

    assert ann.post(f"{REQUESTS}/accept", form={"id[]": [bob.id, cem.id, stranger.id]}).json == {}
    assert sorted(names(ann.get(NEWS))) == ["bob", "cem"]
    assert ann.post(f"{REQUESTS}/dismiss", {"id": [str(dan.id), "x"]}).json == {}

    assert names(ann.get(REQUESTS)) == []
    make_post(db, stranger, "@ann")
    assert names(ann.get(REQUESTS)) == [stranger.username]
    for deed in ("accept", "dismiss"):
        ann.post(f"{REQUESTS}/{deed}", status=422)


def test_those_who_were_blocked_do_not_ask(db, ann, account, people):
    bob = people[0]
    db.add(Block(blocker_id=account.id, blocked_id=bob.id))
    db.commit()

    assert names(ann.get(REQUESTS)) == ["dan", "cem"]
    ann.get(f"{REQUESTS}/{bob.id}", 404)
    ann.post(f"{REQUESTS}/{bob.id}/accept", status=404)
    ann.post(f"{REQUESTS}/accept", {"id": [bob.id]})
    assert ann.get(NEWS).json == []


def test_the_requests_to_others_do_not_exist(client, people):
    bob, cem, _ = people
    other = client(bob)

    other.get(f"{REQUESTS}/{cem.id}", 404)
    other.post(f"{REQUESTS}/{cem.id}/accept", status=404)
    other.post(f"{REQUESTS}/{cem.id}/dismiss", status=404)
    assert other.get(REQUESTS).json == []


def test_each_takes_its_scope(client, account, people):
    bob, cem, dan = (one.id for one in people)
    reader, writer = (client(account, scopes=f"{one}:notifications") for one in ("read", "write"))

    for path in (POLICY, REQUESTS, f"{REQUESTS}/{bob}", f"{REQUESTS}/merged"):
        writer.get(path, 403)
        reader.get(path)
    for method in ("PUT", "PATCH"):
        reader.request(method, POLICY, 403)
        writer.request(method, POLICY, 200)
    deeds = (f"{bob}/accept", f"{cem}/dismiss", f"accept?id[]={dan}", f"dismiss?id[]={dan}")
    for deed in deeds:
        reader.post(f"{REQUESTS}/{deed}", status=403)
        writer.post(f"{REQUESTS}/{deed}")
