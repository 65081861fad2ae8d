"""What happened, with alike things put together, on the wire."""

from datetime import UTC, datetime, timedelta

import pytest

from microblog import clock
from microblog.actions.notifications import notify
from microblog.database import statements_run
from microblog.models import Event, Notification
from tests.api.test_notifications import link
from tests.making import make_account, make_post

PATH = "/api/v2/notifications"
MORNING = datetime(2030, 5, 1, 1, tzinfo=UTC)


@pytest.fixture
def account(db):
    return make_account(db, "ann")


@pytest.fixture
def ann(client, account):
    return client(account)


@pytest.fixture
def fans(db):
    return [make_account(db) for _ in range(4)]


@pytest.fixture
def post(db, account, fans):
    """Something that all liked, and one answered; and two of them follow."""
    post = make_post(db, account)
    for number, fan in enumerate(fans):
        tell(db, account, Event.FAVOURITE, fan, post, number)
    tell(db, account, Event.MENTION, fans[1], post, 10)
    for number, fan in enumerate(fans[:2]):
        tell(db, account, Event.FOLLOW, fan, None, 20 + number)
    return post


def tell(db, account, event, by, post, minute):
    """Let something happen."""
    with clock.set_to(MORNING + timedelta(minutes=minute)):
        notify(db, account, event, by=by, post=post)
    db.commit()


def groups(answer):
    return [(one["type"], one["notifications_count"]) for one in answer.json["notification_groups"]]


def keys(answer):
    return [one["group_key"] for one in answer.json["notification_groups"]]


def strings(accounts):
    return [str(one.id) for one in accounts]


def test_alike_things_are_told_as_one(ann, fans, post):
    answer = ann.get(PATH)

    assert groups(answer) == [("follow", 2), ("mention", 1), ("favourite", 4)]
    follow, mention, favourite = answer.json["notification_groups"]
    assert favourite["sample_account_ids"] == strings(reversed(fans))
    assert favourite["status_id"] == mention["status_id"] == str(post.id)
    assert "status_id" not in follow
    assert favourite["latest_page_notification_at"] == "2030-05-01T01:03:00.000Z"
    assert favourite["page_min_id"] == favourite["page_max_id"] == favourite["most_recent_notification_id"]
    assert int(follow["page_min_id"]) < int(follow["page_max_id"])
    assert [one["id"] for one in answer.json["statuses"]] == [str(post.id)]
    assert sorted(one["id"] for one in answer.json["accounts"]) == sorted(strings(fans))
    assert "partial_accounts" not in answer.json
    assert [one["group_key"] for one in ann.get("/api/v1/notifications").json][:3] == [
        *keys(answer)[:1] * 2,
        keys(answer)[1],
    ]


def test_of_most_people_no_more_than_their_picture_is_told_if_that_is_wanted(ann, fans, post):
    answer = ann.get(PATH, expand_accounts="partial_avatars").json

    assert sorted(one["id"] for one in answer["accounts"]) == sorted(strings([fans[1], fans[3]]))
    assert sorted(one["id"] for one in answer["partial_accounts"]) == sorted(strings([fans[0], fans[2]]))
    ann.get(PATH, 422, expand_accounts="none")


def test_what_is_wanted_is_put_together_and_told(ann, fans, post):
    assert groups(ann.get(PATH, **{"grouped_types[]": ["follow", "mention"]})) == [
        ("follow", 2),
        ("mention", 1),
        *[("favourite", 1)] * 4,
    ]
    assert groups(ann.get(PATH, **{"grouped_types[]": "none"}))[:2] == [("follow", 1), ("follow", 1)]
    assert groups(ann.get(PATH, **{"types[]": "favourite"})) == [("favourite", 4)]
    assert groups(ann.get(PATH, **{"exclude_types[]": ["favourite", "mention"]})) == [("follow", 2)]
    assert groups(ann.get(PATH, account_id=fans[0].id)) == [("follow", 1), ("favourite", 1)]


def test_what_is_kept_apart_stands_in_no_group(db, ann, fans, post):
    for one in db.query(Notification).filter_by(by_id=fans[3].id):
        one.filtered = True
    db.commit()

    assert groups(ann.get(PATH))[-1] == ("favourite", 3)
    assert groups(ann.get(PATH, include_filtered=True))[-1] == ("favourite", 4)


def test_pages_of_groups_are_turned_both_ways(db, ann, account, fans, post):
    for number in range(4):
        tell(db, account, Event.BOOST, fans[0], make_post(db, account), 30 + number)
        tell(db, account, Event.BOOST, fans[1], make_post(db, account), 40 + number)
    everything = keys(ann.get(PATH))
    assert len(everything) == len(set(everything)) == 11

    down = [ann.get(PATH, limit=4)]
    while "Link" in (answer := ann.get(link(down[-1], "next"))).headers:
        down.append(answer)
    assert [keys(answer) for answer in down] == [everything[:4], everything[4:8], everything[8:]]
    assert keys(ann.get(link(down[2], "prev"))) == everything[4:8]
    assert keys(ann.get(link(down[1], "prev"))) == everything[:4]
    assert keys(answer) == []


def test_a_group_is_told_by_its_key(ann, fans, post):
    for group in ann.get(PATH).json["notification_groups"]:
        told = ann.get(f"{PATH}/{group['group_key']}").json
        whole = {name: value for name, value in group.items() if "page" not in name}
        assert told["notification_groups"] == [whole]
        assert len(told["accounts"]) == group["notifications_count"]
        accounts = ann.get(f"{PATH}/{group['group_key']}/accounts")
        assert [one["id"] for one in accounts.json] == group["sample_account_ids"]


def test_those_of_a_group_are_read_in_pages(ann, fans, post):
    path = f"{PATH}/{keys(ann.get(PATH))[-1]}/accounts"

    first = ann.get(path, limit=3)
    second = ann.get(link(first, "next"))
    back = ann.get(link(second, "prev"))

    assert [one["id"] for one in first.json + second.json] == strings(reversed(fans))
    assert back.json == first.json


def test_a_group_is_forgotten_as_a_whole(db, ann, post):
    follow, mention, favourite = keys(ann.get(PATH))

    for key in (favourite, mention):
        assert ann.post(f"{PATH}/{key}/dismiss").json == {}
        ann.post(f"{PATH}/{key}/dismiss", status=404)

    assert keys(ann.get(PATH)) == [follow]
    assert db.query(Notification).count() == 2


def test_what_is_no_group_is_not_found(ann):
    for key in ["nothing", "follow-1", "ungrouped-1", "favourite-1-1", "%00", "%E2%98%83"]:
        assert ann.get(f"{PATH}/{key}", 404).json == {"error": "Record not found"}
        ann.get(f"{PATH}/{key}/accounts", 404)
        ann.post(f"{PATH}/{key}/dismiss", status=404)


def test_the_groups_of_others_do_not_exist(client, ann, fans, post):
    other = client(fans[0])

    for key in keys(ann.get(PATH)):
        other.get(f"{PATH}/{key}", 404)
        other.get(f"{PATH}/{key}/accounts", 404)
        other.post(f"{PATH}/{key}/dismiss", status=404)


def test_unread_groups_are_counted(ann, post):
    path = f"{PATH}/unread_count"
    *_, favourite = ann.get(PATH).json["notification_groups"]

    assert ann.get(path).json == {"count": 3}
    assert ann.get(path, limit=2).json == {"count": 2}
    assert ann.get(path, **{"types[]": "favourite", "grouped_types[]": "follow"}).json == {"count": 4}
    ann.post("/api/v1/markers", {"notifications": {"last_read_id": favourite["most_recent_notification_id"]}})
    assert ann.get(path).json == {"count": 2}


def test_a_page_takes_as_many_queries_as_one(db, ann, account, fans, post):
    def cost(limit):
        before = statements_run()
        ann.get(PATH, limit=limit)
        return statements_run() - before

    for number, fan in enumerate(fans):
        tell(db, account, Event.BOOST, fan, make_post(db, fan), 30 + number)
        tell(db, account, Event.MENTION, fan, make_post(db, fan, f"@ann {number}"), 40 + number)
    cost(1)

    assert cost(20) == cost(4)


def test_each_takes_its_scope(client, account, ann, post):
    key = keys(ann.get(PATH))[0]
    reader, writer = (client(account, scopes=f"{one}:notifications") for one in ("read", "write"))
    stranger = client(account, scopes="read:statuses")

    for path in ("", f"/{key}", "/unread_count"):
        writer.get(PATH + path, 403)
        reader.get(PATH + path)
    stranger.get(f"{PATH}/{key}/accounts", 403)
    reader.get(f"{PATH}/{key}/accounts")
    writer.get(f"{PATH}/{key}/accounts")
    reader.post(f"{PATH}/{key}/dismiss", status=403)
    writer.post(f"{PATH}/{key}/dismiss")
