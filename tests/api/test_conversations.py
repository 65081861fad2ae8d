"""Conversations in direct posts, on the wire."""

import pytest

from microblog.clock import now
from microblog.database import statements_run
from tests.making import make_account, make_post

PATH = "/api/v1/conversations"


@pytest.fixture
def ann(db):
    return make_account(db, "ann")


@pytest.fixture
def bob(db):
    return make_account(db, "bob")


def say(db, author, text, **wishes):
    return make_post(db, author, text, visibility="direct", **wishes)


def names(conversation):
    return [account["username"] for account in conversation["accounts"]]


def test_each_sees_the_others_and_the_last_post(client, db, ann, bob):
    make_account(db, "cem")
    post = say(db, ann, "@bob @cem Psst.")

    [mine], [his] = client(ann).get(PATH).json, client(bob, "read:statuses").get(PATH).json

    assert (names(mine), mine["unread"]) == (["bob", "cem"], False)
    assert (names(his), his["unread"]) == (["ann", "cem"], True)
    assert mine["id"] != his["id"]
    assert mine["last_status"]["id"] == his["last_status"]["id"] == str(post.id)
    assert his["last_status"]["visibility"] == "direct"


def test_that_in_which_something_was_said_last_comes_first(client, db, ann, bob):
    first, second = say(db, ann, "@bob One."), say(db, ann, "Two.")
    answer = say(db, bob, "@ann Three.", reply_to=first)
    me = client(ann)

    page = me.get(PATH, limit=1)
    rest = me.get(page.headers["Link"].split(">")[0].removeprefix("<http://localhost"))

    assert [one["last_status"]["id"] for one in (*page.json, *rest.json)] == [str(answer.id), str(second.id)]
    assert f'max_id={answer.id}>; rel="next"' in page.headers["Link"]
    assert names(rest.json[0]) == []


def test_it_is_read_and_unread(client, db, ann, bob):
    say(db, ann, "@bob Psst.")
    his = client(bob, "read:statuses write:conversations")
    [one] = his.get(PATH).json

    read = his.post(f"{PATH}/{one['id']}/read").json
    [listed] = his.get(PATH).json
    unread = his.post(f"{PATH}/{one['id']}/unread").json

    assert read == listed == one | {"unread": False}
    assert unread == one


def test_what_was_deleted_comes_back_with_something_new(client, db, ann, bob):
    post, his = say(db, ann, "@bob Psst."), client(bob)
    [one] = his.get(PATH).json

    deleted = his.delete(f"{PATH}/{one['id']}").json
    without = his.get(PATH).json
    again = say(db, db.merge(ann), "@bob Hello?", reply_to=db.merge(post))

    assert (deleted, without) == ({}, [])
    assert [one["last_status"]["id"] for one in his.get(PATH).json] == [str(again.id)]


def test_those_of_others_do_not_exist(client, db, ann, bob):
    say(db, ann, "@bob Psst.")
    [mine], his = client(ann).get(PATH).json, client(bob)

    for id in (mine["id"], 1, "abc"):
        assert his.delete(f"{PATH}/{id}", status=404).json == {"error": "Record not found"}
        assert his.post(f"{PATH}/{id}/read", status=404).json == {"error": "Record not found"}
        assert his.post(f"{PATH}/{id}/unread", status=404).json == {"error": "Record not found"}


def test_one_that_ends_with_what_one_may_not_see_is_not_there(client, db, ann, bob):
    say(db, ann, "@bob Psst.")
    his = client(bob)
    [one] = his.get(PATH).json
    ann = db.merge(ann)
    ann.suspended_at = now()
    db.commit()

    assert his.get(PATH).json == []
    his.post(f"{PATH}/{one['id']}/read", status=404)


def test_it_takes_a_key_that_may(client, db, ann, bob):
    say(db, ann, "@bob Psst.")
    [mine] = client(ann).get(PATH).json
    paths = [("GET", PATH), ("DELETE", f"{PATH}/{mine['id']}")]
    paths += [("POST", f"{PATH}/{mine['id']}/{deed}") for deed in ("read", "unread")]

    for method, path in paths:
        client().request(method, path, 401)
        client(ann, "read:lists write:lists").request(method, path, 403)
        client.app().request(method, path, 422)


def test_a_page_costs_the_same_however_long_it_is(client, db, ann, bob):
    his, costs = client(bob), []
    his.get(PATH)  # the first time, it is noted down that the key was used
    for _ in range(2):
        for number in range(3):
            say(db, db.merge(ann), f"@bob {number}")
        before = statements_run()
        his.get(PATH)
        costs.append(statements_run() - before)

    assert costs[0] == costs[1]
