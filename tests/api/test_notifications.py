"""What happened that concerns one, on the wire."""

from datetime import timedelta

import pytest

from microblog import clock
from microblog.actions.notifications import notify
from microblog.database import statements_run
from microblog.models import Block, Event, Mute, Notification, Visibility
from tests.making import make_account, make_follow, make_post

PATH = "/api/v1/notifications"


@pytest.fixture
def account(db):
    return make_account(db, "ann")


@pytest.fixture
def bob(db):
    return make_account(db, "bob")


@pytest.fixture
def ann(client, account):
    return client(account)


def types(answer):
    return [one["type"] for one in answer.json]


def ids(answer):
    return [one["id"] for one in answer.json]


def tell_everything(db, account, by, post):
    """Let everything happen that may."""
    for event in Event:
        notify(db, account, event, by=by, post=None if event.value.startswith("follow") else post)
    db.commit()


def link(answer, rel):
    """Where the page before or after is."""
    links = dict(reversed(one.split("; ")) for one in answer.headers["Link"].split(", "))
    return links[f'rel="{rel}"'].strip("<>").removeprefix("http://localhost")


def test_everything_that_may_happen_is_told_in_the_protocols_words(db, ann, account, bob):
    post = make_post(db, account, "Something new.")
    tell_everything(db, account, bob, post)

    answer = ann.get(PATH)

    told = "mention mention follow follow_request favourite reblog poll status update quote quoted_update"
    assert sorted(types(answer)) == sorted(told.split())
    assert {one["account"]["username"] for one in answer.json} == {"bob"}
    for one in answer.json:
        assert ("status" in one) is not one["type"].startswith("follow")
        assert one.get("status", {"id": str(post.id)})["id"] == str(post.id)
        assert one["group_key"].startswith("ungrouped-") is (one["type"] not in {"favourite", "reblog", "follow"})


def test_what_is_wanted_is_told(db, ann, account, bob):
    eve, post = make_account(db), make_post(db, account)
    tell_everything(db, account, bob, post)
    notify(db, account, Event.FAVOURITE, by=eve, post=post)
    db.commit()

    assert types(ann.get(f"{PATH}?types[]=favourite&types[]=nonsense")) == ["favourite", "favourite"]
    assert types(ann.get(PATH, **{"types[]": ["mention", "update"], "exclude_types[]": "update"})) == ["mention"] * 2
    assert types(ann.get(PATH, **{"types[]": "nonsense"})) == []
    assert len(types(ann.get(PATH, **{"exclude_types[]": ["favourite", "nonsense"]}))) == len(Event) - 1
    assert types(ann.get(PATH, account_id=eve.id)) == ["favourite"]
    assert types(ann.get(PATH, account_id="nobody")) == []
    assert len(types(ann.get(PATH, account_id="", **{"supported_types[]": "mention"}))) == len(Event) + 1


def test_what_is_kept_apart_is_told_only_if_it_is_wanted(db, ann, account, bob):
    notify(db, account, Event.FOLLOW, by=bob)
    db.query(Notification).one().filtered = True
    db.commit()

    assert types(ann.get(PATH)) == []
    assert types(ann.get(PATH, include_filtered="true")) == ["follow"]
    assert ann.get(f"{PATH}/unread_count").json == {"count": 0}
    assert ann.get(f"{PATH}/unread_count", include_filtered="1").json == {"count": 1}


def test_pages_are_turned_both_ways(db, ann, account, bob):
    for number in range(7):
        make_post(db, bob, f"@ann {number}")
    everything = ids(ann.get(PATH))

    first = ann.get(PATH, limit=3)
    second = ann.get(link(first, "next"))
    third = ann.get(link(second, "next"))
    assert (ids(first), ids(second), ids(third)) == (everything[:3], everything[3:6], everything[6:])
    assert "Link" not in ann.get(link(third, "next")).headers

    assert ids(ann.get(link(third, "prev"))) == everything[3:6]
    assert ids(ann.get(link(second, "prev"))) == everything[:3]
    assert ids(ann.get(PATH, since_id=everything[4], limit=2)) == everything[:2]
    assert ids(ann.get(PATH, min_id=everything[6], max_id=everything[2], limit=2)) == everything[4:6]
    assert "types%5B%5D=mention" in ann.get(PATH, **{"types[]": "mention"}).headers["Link"]


def test_what_may_not_be_seen_any_more_is_not_told(db, ann, account, bob):
    suspended, muted, quiet, ended, hiding = (make_account(db) for _ in range(5))
    for one in (bob, suspended, muted, quiet, ended, hiding):
        make_post(db, one, "@ann")
    assert len(types(ann.get(PATH))) == 6

    db.add(Block(blocker_id=account.id, blocked_id=bob.id))
    suspended.suspended_at = clock.now()
    db.add(Mute(muter_id=account.id, muted_id=muted.id))
    db.add(Mute(muter_id=account.id, muted_id=quiet.id, notifications=False))
    db.add(Mute(muter_id=account.id, muted_id=ended.id, expires_at=clock.now() - timedelta(hours=1)))
    db.add(Block(blocker_id=hiding.id, blocked_id=account.id))
    db.commit()

    assert [one["account"]["id"] for one in ann.get(PATH).json] == [str(ended.id), str(quiet.id)]
    assert ann.get(f"{PATH}/unread_count").json == {"count": 2}
    hidden = db.query(Notification).filter_by(by_id=bob.id).one().id
    ann.get(f"{PATH}/{hidden}", 404)
    ann.post(f"{PATH}/{hidden}/dismiss", status=404)


def test_what_becomes_private_is_not_told(db, ann, account, bob):
    post = make_post(db, bob)
    notify(db, account, Event.EDIT, by=bob, post=post)
    db.commit()
    assert types(ann.get(PATH)) == ["update"]

    db.query(type(post)).one().visibility = Visibility.DIRECT
    db.commit()

    assert types(ann.get(PATH)) == []


def test_one_is_told_dismissed_and_gone(db, ann, account, bob):
    make_follow(db, bob, account)
    [one] = ann.get(PATH).json
    path = f"{PATH}/{one['id']}"

    assert ann.get(path).json == one
    assert ann.post(f"{path}/dismiss").json == {}
    assert ann.get(path, 404).json == {"error": "Record not found"}
    ann.post(f"{path}/dismiss", status=404)


def test_several_are_forgotten_and_then_all(db, ann, account, bob):
    for number in range(4):
        make_post(db, bob, f"@ann {number}")
    a, b, c, d = ids(ann.get(PATH))

    assert ann.delete(f"{PATH}/destroy_multiple?ids[]={a}&ids[]={c}&ids[]=1").json == {}
    assert ids(ann.get(PATH)) == [b, d]
    assert ann.delete(f"{PATH}/destroy_multiple").json == {}
    assert ids(ann.get(PATH)) == [b, d]

    assert ann.post(f"{PATH}/clear").json == {}
    assert ids(ann.get(PATH)) == []


def test_nobody_learns_or_forgets_what_others_were_told(db, client, ann, account, bob):
    make_post(db, bob, "@ann")
    [id] = ids(ann.get(PATH))
    other = client(bob)

    other.get(f"{PATH}/{id}", 404)
    other.post(f"{PATH}/{id}/dismiss", status=404)
    other.delete(f"{PATH}/destroy_multiple", {"ids": [id]})
    other.post(f"{PATH}/clear")

    assert ids(ann.get(PATH)) == [id]


def test_what_was_not_read_is_counted(db, ann, account, bob):
    for number in range(3):
        make_post(db, bob, f"@ann {number}")
    make_follow(db, bob, account)
    path = f"{PATH}/unread_count"

    assert ann.get(path).json == {"count": 4}
    assert ann.get(path, limit=2).json == {"count": 2}
    assert ann.get(path, **{"types[]": "follow"}).json == {"count": 1}
    assert ann.get(path, **{"exclude_types[]": "follow"}).json == {"count": 3}
    assert ann.get(path, account_id=account.id).json == {"count": 0}

    newest, *_, oldest = ids(ann.get(PATH))
    ann.post("/api/v1/markers", {"notifications": {"last_read_id": oldest}})
    assert ann.get(path).json == {"count": 3}
    ann.post("/api/v1/markers", {"notifications": {"last_read_id": newest}})
    assert ann.get(path).json == {"count": 0}


def test_a_page_takes_as_many_queries_as_one(db, ann, account, bob):
    def cost(limit):
        before = statements_run()
        ann.get(PATH, limit=limit)
        return statements_run() - before

    for number in range(3):
        eve = make_account(db)
        notify(db, account, Event.FAVOURITE, by=eve, post=make_post(db, account))
        make_post(db, eve, f"@ann {number}")
    cost(1)

    assert cost(20) == cost(2)


def test_each_takes_its_scope(db, client, account, bob):
    make_post(db, bob, "@ann")
    id = db.query(Notification).one().id
    reader, writer = (client(account, scopes=f"{one}:notifications") for one in ("read", "write"))

    for path in ("", f"/{id}", "/unread_count"):
        writer.get(PATH + path, 403)
        reader.get(PATH + path)
    for method, path in (("POST", f"/{id}/dismiss"), ("DELETE", "/destroy_multiple"), ("POST", "/clear")):
        reader.request(method, PATH + path, 403)
        writer.request(method, PATH + path, 200)
