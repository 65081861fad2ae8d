"""Clearing away what has ended by itself."""

from datetime import timedelta

from sqlalchemy import select

from microblog.actions.tidying import KEPT, remove_ended
from microblog.clock import now
from microblog.models import AccessToken, AuthorizationCode, IdempotencyKey, Mute
from tests.making import make_account, make_application

SECOND = timedelta(seconds=1)


def test_what_has_ended_is_removed_and_what_lasts_stays(db):
    ann, others = make_account(db), [make_account(db) for _ in range(3)]
    application, _ = make_application(db)
    at = now()
    for other, end in zip(others, (None, at + timedelta(minutes=1), at - SECOND), strict=True):
        db.add(Mute(muter_id=ann.id, muted_id=other.id, expires_at=end))
        db.add(AccessToken(token_hash=f"{end}", application_id=application.id, scopes=[], expires_at=end))
    for moment in (at - SECOND, at - KEPT - SECOND):
        facts = {"application_id": application.id, "account_id": ann.id, "redirect_uri": "", "scopes": []}
        db.add(AuthorizationCode(code_hash=f"{moment}", expires_at=moment, **facts))
        db.add(IdempotencyKey(account_id=ann.id, key=f"{moment}", created_at=moment))
    db.flush()

    first, second = remove_ended(db), remove_ended(db)

    assert (first, second) == (4, 0)
    assert sorted(db.scalars(select(Mute.muted_id))) == [one.id for one in others[:2]]
    assert len(db.scalars(select(AccessToken.id)).all()) == 2
    assert db.scalars(select(AuthorizationCode.expires_at)).all() == [at - SECOND]
    assert db.scalars(select(IdempotencyKey.created_at)).all() == [at - SECOND]
