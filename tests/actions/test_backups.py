"""Writing down what became of a trial to restore a backup."""

from datetime import UTC, datetime, timedelta

import pytest

from microblog.actions.backups import Proof, record_proof
from microblog.clock import now, set_to
from microblog.errors import Invalid
from microblog.models import Backup, Media, MediaKind, MediaState
from microblog.queries.backups import files_to_keep, state_of_backups
from tests.making import make_account

NIGHT = datetime(2026, 11, 20, 3, tzinfo=UTC)
WHOLE = {"kind": "database", "as_of": "2026-11-20T03:00:00Z", "rows": 7, "tables": 2, "bytes": 2**40, "seconds": 1.5}


def state_of(db, kind=Backup.DATABASE):
    [found] = [one for one in state_of_backups(db) if one.kind == kind]
    return found


def test_a_proof_is_written_down(db):
    made = record_proof(db, Proof.read(WHOLE))

    db.commit()
    assert (made.as_of, made.rows, made.tables, made.bytes, made.seconds) == (NIGHT, 7, 2, 2**40, 1.5)
    assert state_of(db).proven is made
    assert state_of(db, Backup.MEDIA).proven is None


def test_a_moment_of_another_zone_is_kept_in_utc(db):
    assert record_proof(db, Proof.read({**WHOLE, "as_of": "2026-11-20T04:00:00+01:00"})).as_of == NIGHT


@pytest.mark.parametrize(
    ("given", "problems"),
    [
        ({"kind": "cellar"}, {"kind"}),
        ({"as_of": "2026-11-20T03:00:00"}, {"as_of"}),
        ({"as_of": "soon"}, {"as_of"}),
        ({"as_of": None}, {"as_of"}),
        ({"rows": -1}, {"rows"}),
        ({"rows": 2**63}, {"rows"}),
        ({"seconds": "nan"}, {"seconds"}),
        ({"digest": "x" * 129}, {"digest"}),
    ],
)
def test_what_cannot_be_is_refused(db, given, problems):
    with pytest.raises(Invalid) as refusal:
        record_proof(db, Proof.read({**WHOLE, **given}))

    assert set(refusal.value.problems) == problems


def test_a_moment_that_is_yet_to_come_is_refused(db):
    with pytest.raises(Invalid, match="yet to come"):
        record_proof(db, Proof(kind=Backup.DATABASE, as_of=now() + timedelta(minutes=1)))


def test_a_failure_is_written_down_and_hides_no_earlier_proof(db):
    proven = record_proof(db, Proof.read(WHOLE))
    failed = record_proof(db, Proof(kind=Backup.DATABASE, trouble="x" * 600))
    db.commit()

    state = state_of(db)

    assert (state.proven, state.tried, state.failed) == (proven, failed, True)
    assert len(failed.trouble) == 500


def test_a_proof_is_as_old_as_what_was_restored(db):
    with set_to(NIGHT + timedelta(hours=29)):
        record_proof(db, Proof.read(WHOLE))
    db.commit()

    with set_to(NIGHT + timedelta(hours=31)):
        state = state_of(db)
        assert state.age == timedelta(hours=31)
        assert state.troubles(timedelta(hours=31)) == []
        assert state.troubles(timedelta(hours=30)) == [
            "No backup of the database was proven by restoring it for 31 hours."
        ]


def test_what_was_never_proven_is_said(db):
    assert state_of(db).troubles(timedelta(days=99)) == ["No backup of the database was ever proven by restoring it."]


def test_files_to_keep_are_those_that_are_finished_each_once(db):
    ann = make_account(db, "ann")
    ann.avatar, ann.header = "aa/face.webp", "bb/hill.webp"
    for state, file in ((MediaState.READY, "bb/hill.webp"), (MediaState.WAITING, "waiting/film")):
        db.add(Media(account_id=ann.id, kind=MediaKind.IMAGE, state=state, file=file, preview=None))
    db.add(Media(account_id=ann.id, kind=MediaKind.IMAGE, file="cc/large.webp", preview="dd/small.webp"))
    db.commit()

    names = db.scalars(files_to_keep()).all()

    assert names == ["aa/face.webp", "bb/hill.webp", "cc/large.webp", "dd/small.webp"]
