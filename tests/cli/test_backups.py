"""`microblog backup …`"""

import json
from datetime import timedelta

import pytest

from microblog.clock import now
from microblog.models import RestoreProof
from microblog.queries.backups import proofs
from tests.making import make_account


def test_a_proof_is_read_from_the_standard_input(db, microblog):
    given = {"kind": "database", "as_of": "2026-11-20T03:00:00Z", "rows": 7, "tables": 2, "digest": "ab"}

    done = microblog("backup", "record", stdin=json.dumps(given))

    assert (done.status, done.out, done.err) == (0, "Written down: the backup of the database is proven.\n", "")
    proof = db.scalar(proofs())
    assert (proof.rows, proof.tables, proof.digest, proof.trouble) == (7, 2, "ab", "")


def test_a_failure_is_written_down_too(db, microblog):
    done = microblog("backup", "record", stdin='{"kind": "media", "trouble": "The disk is full."}')

    assert done.out == "Written down: the backup of the media proved nothing.\n"
    assert db.scalar(proofs()).trouble == "The disk is full."


@pytest.mark.parametrize(
    ("given", "said"),
    [("{", "proof: This is no JSON"), ("[]", "proof: This must be one object"), ("{}", "kind: Fill this in.")],
)
def test_what_is_no_proof_is_refused_with_a_sentence(db, microblog, given, said):
    done = microblog("backup", "record", stdin=given)

    assert (done.status, done.out) == (1, "")
    assert done.err.startswith(said)
    assert db.scalar(proofs()) is None


def test_the_last_proofs_are_told(db, microblog):
    ago = now() - timedelta(hours=2)
    db.add(RestoreProof(kind="database", as_of=ago, ended_at=ago, seconds=12, rows=7, tables=2))
    db.add(RestoreProof(kind="database", ended_at=now(), trouble="The disk is full."))
    db.commit()

    database, media = microblog("backup", "status").out.splitlines()

    assert database.startswith(f"database: proven as of {ago:%Y-%m-%d %H:%M:%S} UTC (2.0 hours ago; 7 rows in 2 tables")
    assert database.endswith("; the last trial failed: The disk is full.")
    assert media == "media: never proven"


def test_the_same_is_there_for_programs(db, microblog):
    db.add(RestoreProof(kind="media", as_of=now(), files=3))
    db.commit()

    database, media = json.loads(microblog("backup", "status", "--json").out)

    assert (database["kind"], database["proven"], database["failed"]) == ("database", None, False)
    assert (media["kind"], media["proven"]["files"], media["tried"]["trouble"]) == ("media", 3, "")


def test_the_files_that_a_backup_must_hold_are_listed(db, microblog):
    make_account(db, "ann").avatar = "aa/face.webp"
    db.commit()

    assert microblog("backup", "files").out == "aa/face.webp\n"
