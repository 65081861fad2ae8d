"""Posts that are to appear later, on the wire."""

from datetime import timedelta

import pytest

from microblog.actions.polls import PollWish
from microblog.actions.posts import Draft
from microblog.actions.scheduled import schedule_post
from microblog.clock import now
from microblog.models import ScheduledPost
from tests.making import make_account, make_application, make_media, make_post

PATH = "/api/v1/scheduled_statuses"


@pytest.fixture
def ann(db):
    return make_account(db, "ann")


@pytest.fixture
def soon():
    return (now() + timedelta(hours=1)).replace(microsecond=250_000)


def schedule(db, author, due_at, text="Later.", application=None, **wishes):
    scheduled = schedule_post(db, author, Draft(text=text, **wishes), due_at, application=application)
    db.commit()
    return scheduled


def at(scheduled):
    return f"{PATH}/{getattr(scheduled, 'id', scheduled)}"


def test_what_was_asked_for_is_shown(client, db, ann, soon):
    parent, file = make_post(db, ann), make_media(db, ann)
    application, _ = make_application(db)
    wishes = {"warning": "Careful", "visibility": "unlisted", "language": "en", "sensitive": True}
    scheduled = schedule(db, ann, soon, application=application, reply_to=parent.id, media=(file.id,), **wishes)

    shown = client(ann, "read:statuses").get(at(scheduled)).json

    assert shown["id"] == str(scheduled.id)
    assert shown["scheduled_at"] == f"{soon:%Y-%m-%dT%H:%M:%S}.250Z"
    assert shown["params"] == {
        "text": "Later.",
        "poll": None,
        "media_ids": [str(file.id)],
        "sensitive": True,
        "spoiler_text": "Careful",
        "visibility": "unlisted",
        "in_reply_to_id": str(parent.id),
        "language": "en",
        "quoted_status_id": None,
        "quote_approval_policy": None,
        "reply_policy": "public",
        "application_id": str(application.id),
        "scheduled_at": None,
        "idempotency": None,
        "with_rate_limit": False,
    }
    assert [one["id"] for one in shown["media_attachments"]] == [str(file.id)]


def test_what_was_not_asked_for_is_null(client, db, ann, soon):
    wish = PollWish(options=["Tea", "Milk"], expires_in=600)
    scheduled = schedule(db, ann, soon, poll=wish)

    params = client(ann).get(at(scheduled)).json["params"]

    assert params["poll"] == {"options": ["Tea", "Milk"], "expires_in": 600, "multiple": False, "hide_totals": False}
    nothing = ("media_ids", "sensitive", "spoiler_text", "visibility", "in_reply_to_id", "language", "application_id")
    assert [params[name] for name in nothing] == [None] * 7


def test_the_list_is_ones_own_in_pages(client, db, ann, soon):
    ids = [str(schedule(db, ann, soon).id) for _ in range(3)]
    schedule(db, make_account(db), soon)
    me = client(ann)

    first = me.get(PATH, limit=2)
    second = me.get(PATH, limit=2, max_id=first.json[-1]["id"])
    newest = me.get(PATH, min_id=ids[1])

    assert [[one["id"] for one in page.json] for page in (first, second, newest)] == [ids[:0:-1], ids[:1], ids[2:]]
    assert f'max_id={ids[1]}>; rel="next"' in first.headers["Link"]


@pytest.mark.parametrize("method", ["put", "patch"])
def test_it_may_appear_at_another_moment(client, db, ann, soon, method):
    scheduled = schedule(db, ann, soon)
    later = f"{soon + timedelta(days=1):%Y-%m-%dT%H:%M:%S}.250Z"
    change = getattr(client(ann, "write:statuses"), method)

    changed = change(at(scheduled), {"scheduled_at": later}).json
    unchanged = change(at(scheduled), {}).json

    assert changed["scheduled_at"] == unchanged["scheduled_at"] == later


def test_the_last_day_of_all_is_a_day(client, db, ann):
    me = client(ann)

    made = me.post("/api/v1/statuses", {"status": "The end.", "scheduled_at": "9999-12-31T23:59:00Z"}).json

    assert made["scheduled_at"] == "9999-12-31T23:59:00.000Z"
    assert me.put(at(made["id"]), {"scheduled_at": "9999-12-31T00:00:00Z"}).json["id"] == made["id"]


@pytest.mark.parametrize(
    ("moment", "error"),
    [
        ("2020-01-01T00:00:00Z", "Validation failed: Scheduled at The scheduled date must be in the future"),
        ("tomorrow", "Record invalid"),
    ],
)
def test_a_moment_that_is_none_is_refused(client, db, ann, soon, moment, error):
    scheduled = schedule(db, ann, soon)

    refused = client(ann).put(at(scheduled), {"scheduled_at": moment}, 422).json

    assert refused == {"error": error}


def test_it_is_called_off(client, db, ann, soon):
    file = make_media(db, ann)
    path = at(schedule(db, ann, soon, media=(file.id,)))
    me = client(ann, "read:statuses write:statuses")

    assert me.delete(path).json == {}

    assert me.get(path, 404).json == {"error": "Record not found"}
    db.refresh(file)
    assert (db.query(ScheduledPost).all(), file.scheduled_id) == ([], None)


def test_that_of_others_does_not_exist(client, db, ann, soon):
    scheduled = schedule(db, make_account(db), soon)
    me = client(ann)

    for id in (scheduled.id, 1, "abc"):
        for answer in (me.get(at(id), 404), me.put(at(id), {}, 404), me.patch(at(id), {}, 404)):
            assert answer.json == {"error": "Record not found"}
        me.delete(at(id), status=404)


def test_it_takes_a_key_that_may(client, db, ann, soon):
    path = at(schedule(db, ann, soon))

    for deed in ("get", "put", "delete"):
        getattr(client(), deed)(path, status=401)
        getattr(client(ann, "read:lists write:lists"), deed)(path, status=403)
        getattr(client.app(), deed)(path, status=422)
    client().get(PATH, 401)
    client(ann, "write").get(PATH, 403)
    client.app().get(PATH, 422)
