"""What people are to each other, and following, on the wire."""

import pytest

from microblog import clock
from microblog.actions.blocks import block
from microblog.database import statements_run
from microblog.models import Endorsement, FollowRequest, Mute
from tests.making import make_account, make_follow

NOTHING = {
    "following": False,
    "showing_reblogs": False,
    "notifying": False,
    "languages": None,
    "followed_by": False,
    "blocking": False,
    "blocked_by": False,
    "muting": False,
    "muting_notifications": False,
    "muting_expires_at": None,
    "requested": False,
    "requested_by": False,
    "domain_blocking": False,
    "endorsed": False,
    "note": "",
}


@pytest.fixture
def ann(db):
    return make_account(db, "ann")


@pytest.fixture
def bob(db):
    return make_account(db, "bob")


def expected(other, **facts):
    return NOTHING | facts | {"id": str(other.id)}


def test_following_is_done_changed_and_undone(client, ann, bob):
    reader, path = client(ann, "write:follows"), f"/api/v1/accounts/{bob.id}"
    follows = expected(bob, following=True, showing_reblogs=True)

    assert reader.post(f"{path}/follow").json == follows
    assert reader.post(f"{path}/follow").json == follows

    changed = follows | {"showing_reblogs": False, "notifying": True, "languages": ["de", "en"]}
    assert reader.post(f"{path}/follow", {"reblogs": False, "notify": True, "languages": ["de", "en"]}).json == changed
    assert reader.post(f"{path}/follow").json == changed
    assert reader.post(f"{path}/follow", form={"reblogs": "1", "notify": "0", "languages[]": ""}).json == follows

    for _ in range(2):
        assert reader.post(f"{path}/unfollow").json == expected(bob)


def test_what_is_no_language_is_refused(client, ann, bob):
    reader = client(ann)

    answer = reader.post(f"/api/v1/accounts/{bob.id}/follow", {"languages": ["English"]}, 422)

    assert answer.json["error"].startswith("Validation failed: ")
    assert reader.get("/api/v1/accounts/relationships", id=bob.id).json == [expected(bob)]


def test_following_whom_one_may_not_is_refused(client, db, ann, bob):
    cem = make_account(db)
    block(db, ann, bob)
    block(db, cem, ann)
    db.commit()
    reader = client(ann)

    for other in (bob, cem):
        answer = reader.post(f"/api/v1/accounts/{other.id}/follow", status=403)
        assert answer.json == {"error": "This action is not allowed"}
    reader.post(f"/api/v1/accounts/{ann.id}/follow", status=422)


@pytest.mark.parametrize("deed", ["follow", "unfollow", "remove_from_followers"])
def test_who_is_not_here_or_shut_out_is_not_found(client, db, ann, deed):
    gone = make_account(db, suspended_at=clock.now()).id

    for id in (gone, 1, "abc", "9" * 30):
        answer = client(ann).post(f"/api/v1/accounts/{id}/{deed}", status=404)
        assert answer.json == {"error": "Record not found"}


@pytest.mark.parametrize("deed", ["follow", "unfollow", "remove_from_followers"])
def test_following_needs_a_key_for_it(client, ann, bob, deed):
    path = f"/api/v1/accounts/{bob.id}/{deed}"

    client().post(path, status=401)
    client(ann, "read write:blocks").post(path, status=403)
    client.app().post(path, status=422)
    client(ann, "follow").post(path)


def test_who_decides_about_followers_is_asked(client, db, ann):
    cem = make_account(db, locked=True)
    reader = client(ann)

    asked = reader.post(f"/api/v1/accounts/{cem.id}/follow", {"notify": True}).json
    assert asked == expected(cem, requested=True, showing_reblogs=True, notifying=True)
    assert reader.post(f"/api/v1/accounts/{cem.id}/unfollow").json == expected(cem)


def test_a_follower_is_sent_away(client, db, ann, bob):
    make_follow(db, bob, ann)
    make_follow(db, ann, bob)
    reader = client(ann)
    follows = expected(bob, following=True, showing_reblogs=True)

    for _ in range(2):
        assert reader.post(f"/api/v1/accounts/{bob.id}/remove_from_followers").json == follows


def test_relationships_are_told_in_the_order_asked_for(client, db, ann, bob):
    cem, gone = make_account(db), make_account(db, suspended_at=clock.now())
    make_follow(db, ann, bob)
    make_follow(db, cem, ann)
    reader = client(ann, "read:follows")
    ids = [cem.id, 1, "abc", gone.id, bob.id, cem.id, ann.id]

    told = reader.get("/api/v1/accounts/relationships", **{"id[]": ids}).json

    assert told == [
        expected(cem, followed_by=True),
        expected(bob, following=True, showing_reblogs=True),
        expected(ann),
    ]
    assert len(reader.get("/api/v1/accounts/relationships", with_suspended=1, **{"id[]": ids}).json) == 4
    assert len(reader.get("/api/v1/accounts/relationships", id=[bob.id, cem.id]).json) == 2
    assert reader.get("/api/v1/accounts/relationships").json == []
    reader.get("/api/v1/accounts/relationships", 422, **{"id[]": list(range(81))})
    client(ann, "read:accounts").get("/api/v1/accounts/relationships", 403, id=bob.id)
    client().get("/api/v1/accounts/relationships", 401, id=bob.id)


def test_one_learns_who_of_those_one_follows_follows_somebody(client, db, ann, bob):
    cem, dan = make_account(db), make_account(db)
    for follower, followed in [(ann, bob), (bob, cem), (dan, cem)]:
        make_follow(db, follower, followed)
    reader = client(ann, "read:follows")

    told = reader.get("/api/v1/accounts/familiar_followers", **{"id[]": [cem.id, 1, dan.id]}).json

    assert [(one["id"], [each["username"] for each in one["accounts"]]) for one in told] == [
        (str(cem.id), ["bob"]),
        (str(dan.id), []),
    ]
    assert reader.get("/api/v1/accounts/familiar_followers").json == []
    reader.get("/api/v1/accounts/familiar_followers", 422, **{"id[]": list(range(81))})


def statements(reader, path):
    before = statements_run()
    assert reader.get(path).json
    return statements_run() - before


def test_pages_of_people_cost_the_same_however_many_they_are(client, db, ann, bob):
    reader, ids = client(ann), [f"id[]={bob.id}"]
    paths = [
        f"/api/v1/accounts/{ann.id}/followers",
        f"/api/v1/accounts/{ann.id}/following",
        f"/api/v1/accounts/{ann.id}/endorsements",
        "/api/v1/endorsements",
        "/api/v1/follow_requests",
        "/api/v1/mutes",
        "/api/v1/accounts/search?q=person",
    ]
    costs = []
    reader.get("/api/v1/preferences")  # the first use of a key is noted down
    for number in range(2):
        for each in range(1 + 4 * number):
            one = make_account(db, f"person_{number}_{each}")
            make_follow(db, ann, one)
            make_follow(db, one, ann)
            make_follow(db, one, bob)
            db.add(Endorsement(account_id=ann.id, endorsed_id=one.id))
            db.add(FollowRequest(follower_id=one.id, followed_id=ann.id))
            db.add(Mute(muter_id=ann.id, muted_id=one.id))
            ids.append(f"id[]={one.id}")
        db.commit()
        asked = "&".join(ids)
        of_some = [
            f"/api/v1/accounts?{asked}",
            f"/api/v1/accounts/relationships?{asked}",
            f"/api/v1/accounts/familiar_followers?{asked}",
        ]
        costs.append([statements(reader, path) for path in (*paths, *of_some)])

    assert costs[0] == costs[1]
    assert max(costs[1]) <= 9
