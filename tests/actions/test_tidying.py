"""Clearing away what has ended by itself, or is too old to be asked for."""

from datetime import timedelta

from sqlalchemy import select

from microblog import clock
from microblog.actions.filters import FilterChange, KeywordChange, filter_post, make_filter
from microblog.actions.notifications import mark_as_read
from microblog.actions.tidying import (
    FILTERS_KEPT,
    KEPT,
    LETTERS_KEPT,
    remove_ended,
    remove_old_letters,
    remove_old_notifications,
)
from microblog.clock import now
from microblog.models import (
    AccessToken,
    AuthorizationCode,
    Filter,
    FilterKeyword,
    FilterPost,
    IdempotencyKey,
    Letter,
    LetterKind,
    LetterState,
    Mute,
    Notification,
    Reason,
    ReasonState,
)
from tests.making import make_account, make_application, make_post

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


def make_ended_filter(db, owner, ago):
    wish = FilterChange(
        title="Tea", contexts=("home",), ends=True, expires_in=0, keywords=(KeywordChange(keyword="tea"),)
    )
    made = make_filter(db, owner, wish)
    made.expires_at = now() - ago
    return made


def test_a_filter_is_kept_for_a_while_beyond_its_end_and_then_goes_with_its_words(db):
    ann = make_account(db)
    post = make_post(db, ann)
    [short, long] = [make_ended_filter(db, ann, ago) for ago in (FILTERS_KEPT - SECOND, FILTERS_KEPT + SECOND)]
    filter_post(db, ann, long, post.id)
    kept = short.id

    assert remove_ended(db) == 1
    assert db.scalars(select(Filter.id)).all() == [kept]
    assert db.scalars(select(FilterKeyword.filter_id)).all() == [kept]
    assert db.scalars(select(FilterPost.id)).all() == []


def test_a_filter_without_an_end_works_for_ever(db):
    make_filter(db, make_account(db), FilterChange(title="Tea", contexts=("home",)))

    with clock.set_to(now() + timedelta(days=3650)):
        assert remove_ended(db) == 0


def test_no_more_than_a_batch_of_a_kind_is_removed_at_once(db):
    ann = make_account(db)
    for number in range(5):
        db.add(IdempotencyKey(account_id=ann.id, key=f"{number}", created_at=now() - 2 * KEPT))
    db.flush()

    assert [remove_ended(db, limit=2) for _ in range(4)] == [2, 2, 1, 0]


def test_old_notifications_are_forgotten_once_they_were_read(db):
    ann, bob, eve = (make_account(db, name) for name in ("ann", "bob", "eve"))
    days = (400, 200, 10)
    for ago in days:
        with clock.set_to(now() - timedelta(days=ago)):
            make_post(db, eve, "@ann @bob")
    newest = db.scalars(
        select(Notification.id).where(Notification.account_id == ann.id).order_by(Notification.id)
    ).all()
    mark_as_read(db, ann, up_to=newest[-1])
    db.flush()

    removed = [remove_old_notifications(db, timedelta(days=180), limit=2) for _ in range(3)]

    left = select(Notification.account_id, Notification.created_at).order_by(Notification.id)
    assert removed == [2, 1, 0]
    assert sorted((id, (now() - at).days) for id, at in db.execute(left)) == sorted(
        [(ann.id, 10), (bob.id, 10), (bob.id, 200)]
    )


def test_what_was_read_is_judged_for_each_by_what_they_marked_themselves(db):
    ann, bob = make_account(db, "ann"), make_account(db, "bob")
    with clock.set_to(now() - timedelta(days=200)):
        make_post(db, bob, "@ann")
        make_post(db, ann, "@bob")
    last = db.scalars(select(Notification.id).order_by(Notification.id.desc())).first()
    mark_as_read(db, bob, up_to=last)
    db.flush()

    assert remove_old_notifications(db, timedelta(days=180)) == 1
    assert db.scalars(select(Notification.account_id)).all() == [ann.id]


def test_letters_and_reasons_are_forgotten_after_more_than_a_year(db):
    ann, bob = make_account(db, "ann"), make_account(db, "bob")
    for ago in (LETTERS_KEPT + timedelta(days=2), LETTERS_KEPT - timedelta(days=2)):
        with clock.set_to(now() - ago):
            make_post(db, ann, "@bob")
            make_post(db, ann, "@bob")
    db.query(Letter).delete()
    reasons = db.scalars(select(Reason).order_by(Reason.id)).all()
    for reason in reasons[::2]:
        ended = reason.created_at + timedelta(hours=1)
        letter = Letter(kind=LetterKind.NEWS, account_id=bob.id, state=LetterState.SENT, ended_at=ended)
        db.add(letter)
        db.flush()
        reason.letter_id, reason.state = letter.id, ReasonState.WRITTEN
    waiting = Letter(kind=LetterKind.NEWS, account_id=bob.id, created_at=now() - 2 * LETTERS_KEPT)
    db.add(waiting)
    db.flush()
    kept = [reason.id for reason in reasons[2:]]

    removed = remove_old_letters(db), remove_old_letters(db)

    assert removed == (3, 0)
    assert sorted(db.scalars(select(Reason.id))) == kept
    assert len(db.scalars(select(Letter.id)).all()) == 2


def test_a_reason_is_kept_as_long_as_the_letter_in_which_it_stands(db):
    ann, bob = make_account(db, "ann"), make_account(db, "bob")
    with clock.set_to(now() - LETTERS_KEPT - timedelta(days=2)):
        make_post(db, ann, "@bob")
    reason = db.scalars(select(Reason)).one()
    letter = Letter(
        kind=LetterKind.NEWS, account_id=bob.id, state=LetterState.SENT, ended_at=now() - timedelta(days=399)
    )
    db.add(letter)
    db.flush()
    reason.letter_id = letter.id
    db.flush()

    assert remove_old_letters(db) == 0
