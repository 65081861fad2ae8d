"""What this place is, on the wire."""

import re
from datetime import UTC, datetime

import pytest

from microblog import clock
from microblog.actions.sessions import record_visit
from microblog.models import Role
from tests.making import make_account, make_post

CONFIGURATION = {
    "accounts": {
        "max_display_name_length": 60,
        "max_note_length": 500,
        "max_avatar_description_length": 0,
        "max_header_description_length": 0,
        "max_featured_tags": 10,
        "max_pinned_statuses": 5,
        "max_profile_fields": 4,
        "profile_field_name_limit": 255,
        "profile_field_value_limit": 255,
    },
    "statuses": {"max_characters": 500, "max_media_attachments": 4, "characters_reserved_per_url": 23},
    "polls": {
        "max_options": 4,
        "max_characters_per_option": 50,
        "min_expiration": 300,
        "max_expiration": 2678400,
    },
}


@pytest.fixture
def ini(ini):
    return ini | {
        "site.url": "http://localhost:3000",
        "site.name": "Harbour",
        "site.description": "Ships & <tides>.",
        "site.contact": "ann@example.org",
        "media.ffmpeg": "",
    }


def test_the_place_says_what_it_is(client, db):
    ann = make_account(db, "ann", role=Role.ADMIN)
    record_visit(db, ann)
    db.commit()

    answer = client().get("/api/v2/instance")
    place = answer.json

    assert answer.headers["Cache-Control"] == ("max-age=300, public, stale-while-revalidate=30, stale-if-error=86400")
    assert (place["domain"], place["title"]) == ("localhost:3000", "Harbour")
    assert place["description"] == "Ships & <tides>."
    assert re.fullmatch(r"4\.5\.0 \(compatible; microblog \d+\.\d+\.\d+\)", place["version"])
    assert place["api_versions"] == {"mastodon": 7}
    assert place["usage"] == {"users": {"active_month": 1}}
    assert place["thumbnail"]["url"].endswith("/card.png")
    assert set(place["thumbnail"]["versions"]) == {"@1x", "@2x"}
    assert place["languages"] == ["en"]
    assert place["contact"]["email"] == "ann@example.org"
    assert place["contact"]["account"]["username"] == "ann"
    assert place["rules"] == []
    assert place["registrations"] == {
        "enabled": True,
        "approval_required": False,
        "reason_required": False,
        "message": None,
        "min_age": None,
        "url": None,
    }


def test_it_says_what_it_allows(client):
    allowed = client().get("/api/v2/instance").json["configuration"]

    assert allowed | CONFIGURATION == allowed
    assert allowed["urls"] == {
        "streaming": "ws://localhost:3000",
        "status": None,
        "about": "http://localhost:3000/about",
        "privacy_policy": None,
        "terms_of_service": None,
    }
    assert allowed["media_attachments"]["supported_mime_types"] == [
        "image/jpeg",
        "image/png",
        "image/gif",
        "image/webp",
    ]
    assert allowed["media_attachments"]["description_limit"] == 1500
    assert allowed["translation"] == {"enabled": False}
    assert not allowed["limited_federation"]


def test_older_clients_are_told_the_same(client, db):
    make_post(db, make_account(db))

    new = client().get("/api/v2/instance/").json
    old = client().get("/api/v1/instance/").json

    assert (old["uri"], old["title"], old["version"]) == (new["domain"], new["title"], new["version"])
    assert old["urls"] == {"streaming_api": "ws://localhost:3000"}
    assert old["stats"] == {"user_count": 1, "status_count": 1, "domain_count": 0}
    assert (old["email"], old["contact_account"]) == ("ann@example.org", None)
    assert (old["registrations"], old["approval_required"], old["invites_enabled"]) == (True, False, False)
    for part in ("accounts", "statuses", "media_attachments", "polls"):
        assert old["configuration"][part] == new["configuration"][part]


def test_the_weeks_are_told_in_text(client, db):
    with clock.set_to(datetime(2026, 11, 21, 12, tzinfo=UTC)):
        ann = make_account(db)
        make_post(db, ann)
        record_visit(db, ann)
        db.commit()

        weeks = client().get("/api/v1/instance/activity").json

    monday = int(datetime(2026, 11, 16, tzinfo=UTC).timestamp())
    assert weeks[0] == {"week": str(monday), "statuses": "1", "logins": "1", "registrations": "1"}
    assert [int(week["week"]) for week in weeks] == [monday - n * 7 * 86400 for n in range(12)]
    assert {week["statuses"] for week in weeks[1:]} == {"0"}


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        ("/api/v1/instance/peers", []),
        ("/api/v1/instance/rules", []),
        ("/api/v1/instance/translation_languages", {}),
        ("/api/v1/instance/languages", [{"code": "en", "name": "English"}]),
        ("/api/v1/custom_emojis", []),
        (
            "/api/v1/instance/extended_description",
            {"updated_at": None, "content": "<p>Ships &amp; &lt;tides&gt;.</p>"},
        ),
    ],
)
def test_what_there_is_little_of_is_told_all_the_same(client, path, answer):
    given = client().get(path)

    assert given.json == answer
    assert "max-age=300" in given.headers["Cache-Control"]
    assert client().get(path, 304, headers={"If-None-Match": given.headers["ETag"]}).body == b""


def test_the_policy_leads_to_what_the_place_says_of_itself(client):
    policy = client().get("/api/v1/instance/privacy_policy").json

    assert "Ships &amp; &lt;tides&gt;." in policy["content"]
    assert '<a href="http://localhost:3000/about">' in policy["content"]


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/instance/domain_blocks",
        "/api/v1/instance/terms_of_service",
        "/api/v1/instance/terms_of_service/2026-11-21",
    ],
)
def test_what_nobody_wrote_down_is_not_there(client, path):
    assert client().get(path, 404).json == {"error": "Record not found"}


def test_nothing_is_announced_to_people_and_nothing_to_strangers(client, db):
    ann = make_account(db)

    assert client(ann).get("/api/v1/announcements").json == []
    client().get("/api/v1/announcements", 401)
    client.app().get("/api/v1/announcements", 422)
    client(ann, "write").get("/api/v1/announcements", 403)


def test_a_bad_key_is_refused_even_here(client):
    assert client.with_token("nonsense").get("/api/v2/instance", 401).json == {"error": "The access token is invalid"}


def test_films_are_among_what_may_be_sent_where_they_can_be_made_ready(registry, client, monkeypatch):
    monkeypatch.setattr("microblog.media.workshop.find_ffmpeg", lambda name: ("ffmpeg", "ffprobe"))

    kinds = client().get("/api/v2/instance").json["configuration"]["media_attachments"]["supported_mime_types"]

    assert {"image/webp", "video/mp4", "audio/mpeg"} <= set(kinds)
