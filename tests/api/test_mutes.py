"""Not reading people for a while, on the wire."""

from datetime import datetime, timedelta

import pytest

from microblog import clock
from tests.api.test_accounts import address, names
from tests.making import make_account


@pytest.fixture
def ann(db):
    return make_account(db, "ann")


@pytest.fixture
def bob(db):
    return make_account(db, "bob")


def test_muting_is_done_changed_and_undone(client, ann, bob):
    muter, path = client(ann, "read:mutes write:mutes"), f"/api/v1/accounts/{bob.id}"

    told = muter.post(f"{path}/mute").json
    assert (told["muting"], told["muting_notifications"], told["muting_expires_at"]) == (True, True, None)

    told = muter.post(f"{path}/mute", form={"notifications": "false", "duration": "60"}).json
    assert (told["muting"], told["muting_notifications"]) == (True, False)
    left = datetime.fromisoformat(told["muting_expires_at"]) - clock.now()
    assert timedelta(seconds=50) < left <= timedelta(seconds=60)
    [listed] = muter.get("/api/v1/mutes").json
    assert (listed["username"], listed["mute_expires_at"]) == ("bob", told["muting_expires_at"])

    with clock.set_to(clock.now() + timedelta(seconds=61)):
        assert muter.get("/api/v1/mutes").json == []

    for _ in range(2):
        assert muter.post(f"{path}/unmute").json["muting"] is False
    assert muter.get("/api/v1/mutes").json == []


def test_mutes_are_listed_page_by_page(client, db, ann):
    reader = client(ann)
    for name in ("bob", "cem", "dan"):
        reader.post(f"/api/v1/accounts/{make_account(db, name).id}/mute")

    first = reader.get("/api/v1/mutes", limit=2)
    second = reader.get(address(first, "next"))

    assert [names(first), names(second)] == [["dan", "cem"], ["bob"]]
    assert names(reader.get(address(second, "prev"))) == ["dan", "cem"]
    assert first.json[0]["mute_expires_at"] is None


@pytest.mark.parametrize("duration", [-1, 10**12, "10" * 9, "soon", 1.5])
def test_a_mute_ends_within_ten_years_or_never(client, ann, bob, duration):
    answer = client(ann).post(f"/api/v1/accounts/{bob.id}/mute", {"duration": duration}, 422)

    assert answer.json["error"].startswith("Validation failed: ")
    assert client(ann).get("/api/v1/mutes").json == []


@pytest.mark.parametrize("deed", ["mute", "unmute"])
def test_muting_is_refused(client, db, ann, deed):
    gone = make_account(db, suspended_at=clock.now())

    for id in (gone.id, 1, "abc"):
        answer = client(ann).post(f"/api/v1/accounts/{id}/{deed}", status=404)
        assert answer.json == {"error": "Record not found"}
    client(ann, "read:mutes write:blocks").post(f"/api/v1/accounts/{ann.id}/{deed}", status=403)
    client().post(f"/api/v1/accounts/{ann.id}/{deed}", status=401)
    client.app().post(f"/api/v1/accounts/{ann.id}/{deed}", status=422)


def test_nobody_mutes_themselves(client, ann):
    client(ann).post(f"/api/v1/accounts/{ann.id}/mute", status=422)
    client(ann, "write").get("/api/v1/mutes", 403)
