"""When a backup was last proven by restoring it, for whoever watches."""

from datetime import timedelta

import pytest
from prometheus_client.parser import text_string_to_metric_families

from microblog.clock import now
from microblog.models import RestoreProof


@pytest.fixture
def expected(ini):
    ini["backups.expected"] = "true"


@pytest.fixture
def patient(ini):
    ini["backups.proven_within_hours"] = "48"


def prove(db, kind, hours=1, **facts):
    facts = {"as_of": now() - timedelta(hours=hours), "seconds": 12, "rows": 70, "digest": "abc", **facts}
    db.add(RestoreProof(kind=kind, **facts))
    db.commit()


def test_where_none_are_expected_none_are_missed(visitor):
    answer = visitor.get("/health/backups")

    assert (answer.json["well"], answer.json["expected"], answer.json["troubles"]) == (True, False, [])
    assert answer.headers["Cache-Control"] == "no-store"


def test_backups_that_were_proven_of_late_are_well(expected, db, visitor):
    prove(db, "database")
    prove(db, "media", hours=29)

    answer = visitor.get("/health/backups")

    database, media = answer.json["backups"]
    assert (database["kind"], database["failed"], database["took_seconds"]) == ("database", False, 12)
    assert 3600 <= database["age_seconds"] < 3700
    assert database["proven_as_of"] < database["proven_at"] == database["tried_at"]
    assert media["kind"] == "media"


def test_backups_that_were_never_proven_are_not_well(expected, visitor):
    answer = visitor.get("/health/backups", 503)

    assert answer.json["troubles"] == [
        "No backup of the database was ever proven by restoring it.",
        "No backup of the media was ever proven by restoring it.",
    ]


def test_a_proof_that_is_too_old_is_told(expected, db, visitor):
    prove(db, "database", hours=31)
    prove(db, "media")

    answer = visitor.get("/health/backups", 503)

    assert answer.json["troubles"] == ["No backup of the database was proven by restoring it for 31 hours."]


def test_how_old_is_too_old_may_be_set(expected, patient, db, visitor):
    prove(db, "database", hours=31)
    prove(db, "media")

    assert visitor.get("/health/backups").json["well"]


def test_a_failed_trial_is_told_and_not_why(expected, db, visitor):
    prove(db, "database")
    prove(db, "media")
    prove(db, "media", as_of=None, trouble="ann's picture is gone")

    answer = visitor.get("/health/backups")

    assert [one["failed"] for one in answer.json["backups"]] == [False, True]
    assert not [word for word in ("ann", "picture", "abc", "rows") if word in answer.text]


def test_the_figures_are_there_for_prometheus(db, visitor):
    prove(db, "database", rows=70, tables=3, bytes=4096)
    prove(db, "media", as_of=None, trouble="It broke.")

    text = visitor.app.get("/metrics", extra_environ={"REMOTE_ADDR": "127.0.0.1"}).text

    samples = [one for family in text_string_to_metric_families(text) for one in family.samples]
    figures = {(one.name.removeprefix("microblog_backup_"), *one.labels.values()): one.value for one in samples}
    assert figures["proven_rows", "database"] == 70
    assert figures["proven_bytes", "database"] == 4096
    assert figures["proven_timestamp_seconds", "database"] == pytest.approx(now().timestamp() - 3600, abs=60)
    assert ("proven_rows", "media") not in figures
    assert (figures["trial_failed", "database"], figures["trial_failed", "media"]) == (0, 1)
