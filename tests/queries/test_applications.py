"""Questions about programs and their keys."""

from datetime import timedelta

from microblog import clock
from microblog.actions.applications import note_use
from microblog.actions.tokens import NewKey, make_key
from microblog.models import AccessToken
from microblog.models.keys import hash_of
from microblog.queries.applications import application_with, keyholders, may_already, token_with, tokens_of
from tests.making import make_account, make_application, make_token


def test_a_program_is_found_by_its_id_and_by_nothing_else(db):
    application, secret = make_application(db)

    assert db.scalar(application_with(application.client_id)) is application
    for other in ("", secret, application.client_id[:-1], application.client_id.swapcase(), str(application.id)):
        assert db.scalar(application_with(other)) is None


def test_a_key_is_found_by_what_opens_and_by_nothing_else(db):
    ann = make_account(db)
    token = make_token(db, ann)

    key = db.scalar(token_with(token))
    assert (key.account, key.application.name) == (ann, "A program")
    for other in ("", token[:-1], token.swapcase(), hash_of(token), "\0", "\ud800", "x" * 100_000):
        assert db.scalar(token_with(other)) is None


def test_a_key_is_good_until_its_end_and_not_at_it(db):
    ann = make_account(db)
    key, token = make_key(db, ann, NewKey(name="My bot", scopes=("read",), days=1))
    db.commit()

    for moment, good in ((-1, True), (0, False), (1, False)):
        with clock.set_to(key.expires_at + timedelta(seconds=moment)):
            assert (db.scalar(token_with(token)) is not None) is good
            assert (key in db.scalars(tokens_of(ann)).all()) is good


def test_of_many_keys_of_a_program_the_last_use_and_the_last_end_are_told(db):
    ann = make_account(db)
    application, _ = make_application(db)
    tokens = [make_token(db, ann, application=application) for _ in range(3)]
    keys = [db.scalar(token_with(token)) for token in tokens]
    now = clock.now()
    for days, key in enumerate(keys):
        key.expires_at = now + timedelta(days=days + 1)
        if days:
            with clock.set_to(now + timedelta(days=days)):
                note_use(db, key)
    db.commit()

    [held] = keyholders(db, ann)

    assert held.since == min(key.created_at for key in keys)
    assert held.last_used_on == (now + timedelta(days=2)).date()
    assert held.expires_at == max(key.expires_at for key in db.query(AccessToken))
    keys[0].expires_at = None
    assert keyholders(db, ann)[0].expires_at is None


def test_what_holds_keys_is_listed_by_program_with_all_that_they_open(db):
    ann, bob = make_account(db), make_account(db)
    first, _ = make_application(db, "First")
    second, _ = make_application(db, "Second")
    make_token(db, ann, "read", application=second)
    make_token(db, ann, "read write:media", application=first)
    make_token(db, bob, "push", application=second)
    make_token(db, ann, "push", application=first)
    make_token(db, None, application=second)

    held = keyholders(db, ann)

    assert [(one.application.name, one.scopes) for one in held] == [
        ("First", ["push", "read", "write:media"]),
        ("Second", ["read"]),
    ]
    assert all(one.last_used_on is None and one.expires_at is None for one in held)


def test_what_was_allowed_once_need_not_be_asked_again_unless_it_is_more(db):
    ann, bob = make_account(db), make_account(db)
    application, _ = make_application(db)
    other, _ = make_application(db)
    make_token(db, ann, "read", application=application)

    assert may_already(db, application, ann, ["read:statuses"])
    assert not may_already(db, application, ann, ["read", "push"])
    assert not may_already(db, application, bob, ["read"])
    assert not may_already(db, other, ann, ["read"])
