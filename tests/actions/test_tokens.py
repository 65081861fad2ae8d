"""Keys and what becomes of them."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from microblog import clock
from microblog.actions.accounts import suspend, unsuspend
from microblog.actions.passwords import ChangedPassword, NewPassword, change_password, reset_password
from microblog.actions.posts import Draft, publish_post
from microblog.actions.sessions import SUSPENDED, Credentials, log_in, open_login
from microblog.actions.tokens import (
    NewKey,
    end_token,
    issue_token,
    make_key,
    promise_token,
    remove_unused_applications,
    use_code,
)
from microblog.errors import Forbidden, Invalid, NotFound
from microblog.models import AccessToken, Application, AuthorizationCode, Letter, LetterKind, Login
from microblog.models.keys import new_secret
from microblog.queries.applications import code_with, token_with
from microblog.queries.sessions import login_with
from tests.making import make_account, make_application, make_token
from tests.meanwhile import at_once, while_unfinished
from tests.visitor import PASSWORD


def promise(db, account=None, application=None):
    code = new_secret()
    application = application or make_application(db)[0]
    account = account or make_account(db)
    promise_token(db, application, account, ["read"], code=code, redirect_uri="x:y", challenge=None)
    db.commit()
    return code


def use(code):
    return lambda db: use_code(db, db.scalars(code_with(code)).one())


def test_of_codes_and_keys_only_hashes_are_kept(db):
    code, token = promise(db), make_token(db, make_account(db))

    kept = str(db.execute(select(AuthorizationCode.__table__)).all() + db.execute(select(AccessToken.__table__)).all())

    assert code not in kept
    assert token not in kept
    assert db.scalar(code_with(code)) is not None
    assert db.scalar(code_with(code[:-1])) is None


def test_a_code_is_used_once(db):
    code = promise(db)

    assert use(code)(db) is True
    assert use(code)(db) is False


def test_of_many_who_use_a_code_at_once_one_does(db, engine):
    code = promise(db)

    assert sorted(at_once(engine, *[use(code)] * 4)) == [False, False, False, True]


def test_whoever_comes_while_a_code_is_being_used_ends_what_it_got(db, engine):
    code, token = promise(db), make_token(db, make_account(db))

    def exchange(session):
        used = use(code)(session)
        session.execute(update(AuthorizationCode).values(token_id=session.scalar(token_with(token)).id))
        return used

    assert while_unfinished(engine, exchange, use(code)) == (True, False)
    db.rollback()
    assert db.scalar(token_with(token)) is None


def test_a_key_that_one_makes_opens_what_it_shall_for_as_long_as_it_shall(db):
    ann = make_account(db)
    key, token = make_key(db, ann, NewKey.read({"name": "My bot", "scopes": ["read", "write:media"], "days": "30"}))
    _, other = make_key(db, ann, NewKey.read({"name": "My bot", "scopes": ["read"], "days": ""}))
    db.commit()

    assert (key.scopes, key.account_id) == (["read", "write:media"], ann.id)
    assert db.scalar(token_with(token)) is key
    with clock.set_to(clock.now() + timedelta(days=31)):
        assert db.scalar(token_with(token)) is None
        assert db.scalar(token_with(other)) is not None


@pytest.mark.parametrize(
    ("wish", "field"),
    [
        ({"name": " ", "scopes": ["read"]}, "name"),
        ({"name": "x" * 61, "scopes": ["read"]}, "name"),
        ({"name": "a", "scopes": []}, "scopes"),
        ({"name": "a"}, "scopes"),
        ({"name": "a", "scopes": ["nonsense"]}, "scopes"),
        ({"name": "a", "scopes": ["read"], "days": "0"}, "days"),
        ({"name": "a", "scopes": ["read"], "days": "-1"}, "days"),
        ({"name": "a", "scopes": ["read"], "days": "9" * 30}, "days"),
        ({"name": "a", "scopes": ["read"], "days": "9" * 5000}, "days"),
        ({"name": "a", "scopes": ["read"], "days": "soon"}, "days"),
    ],
)
def test_a_key_for_nothing_is_not_made(db, wish, field):
    ann = make_account(db)

    with pytest.raises(Invalid) as refusal:
        make_key(db, ann, NewKey.read(wish))

    assert list(refusal.value.problems) == [field]
    assert db.scalars(select(AccessToken)).all() == []


def test_a_key_is_ended_once(db):
    token = make_token(db, make_account(db))
    id = db.scalar(token_with(token)).id

    end_token(db, id)
    db.commit()

    assert db.scalar(token_with(token)) is None
    with pytest.raises(NotFound):
        end_token(db, id)


@pytest.mark.parametrize("how", ["changed", "reset"])
def test_a_new_password_ends_all_keys_and_promises(db, how):
    ann, bob = make_account(db), make_account(db)
    token, code, bobs = make_token(db, ann), promise(db, ann), make_token(db, bob)
    _, made = make_key(db, ann, NewKey(name="My bot", scopes=["read"]))
    db.commit()

    if how == "changed":
        change_password(db, ann, ChangedPassword(old=PASSWORD, new="a quite different one"))
    else:
        reset_password(db, ann, NewPassword(new="a quite different one"))
    db.commit()

    assert [db.scalar(token_with(one)) is not None for one in (token, made, bobs)] == [False, False, True]
    assert db.scalar(code_with(code)) is None


def test_whoever_is_suspended_is_shut_out_with_every_key_and_login(db):
    ann, bob = make_account(db, "ann"), make_account(db)
    token, code, bobs = make_token(db, ann), promise(db, ann), make_token(db, bob)
    _, cookie = open_login(db, ann)
    db.commit()

    suspend(db, ann)
    db.commit()

    assert db.scalars(select(Login)).all() == []
    assert [db.scalar(token_with(one)) is not None for one in (token, bobs)] == [False, True]
    assert db.scalar(code_with(code)) is None
    assert db.scalar(login_with(cookie, since=clock.today())) is None
    with pytest.raises(Invalid) as refusal:
        log_in(db, Credentials(name="ann", password=PASSWORD))
    assert refusal.value.problems == {"name": SUSPENDED}
    with pytest.raises(Invalid) as refusal:
        log_in(db, Credentials(name="ann", password="wrong"))
    assert SUSPENDED not in str(refusal.value)
    with pytest.raises(Forbidden):
        promise(db, ann)


def test_a_login_that_slipped_through_a_suspension_opens_nothing(db):
    ann = make_account(db)
    suspend(db, ann)
    _, cookie = open_login(db, ann)
    db.commit()

    assert db.scalar(login_with(cookie, since=clock.today())) is None


def test_whoever_is_let_in_again_logs_in_anew(db):
    ann = make_account(db, "ann")
    suspend(db, ann)
    since = ann.suspended_at
    suspend(db, ann)
    assert ann.suspended_at == since

    unsuspend(ann)
    db.commit()

    assert log_in(db, Credentials(name="ann", password=PASSWORD))


def test_programs_that_got_nothing_in_a_day_are_removed(db):
    ann = make_account(db)
    now = clock.now()
    names = ["with a key", "with a key of its own", "with a promise", "that posted", "without anything"]
    keyed, own, promised, posted, _ = (make_application(db, name)[0] for name in names)
    make_token(db, ann, application=keyed)
    make_token(db, None, application=own)
    promise(db, ann, promised)
    publish_post(db, ann, Draft(text="Hello")).application_id = posted.id
    db.commit()

    assert remove_unused_applications(db) == 0
    with clock.set_to(now + timedelta(days=2)):
        assert remove_unused_applications(db) == 1
    db.commit()

    assert set(db.scalars(select(Application.name))) == set(names[:-1])


def test_whoevers_account_a_key_opens_is_told_by_letter(db):
    ann = make_account(db)
    application, _ = make_application(db, "A program")

    issue_token(db, application, ann, ["read", "write:media"], token=new_secret())
    make_key(db, ann, NewKey(name="My own", scopes=("read",)))
    db.commit()

    letters = db.scalars(select(Letter).order_by(Letter.id)).all()
    assert {(one.kind, one.account_id) for one in letters} == {(LetterKind.KEY_MADE, ann.id)}
    assert [one.about for one in letters] == ["A program\nread write:media", "My own\nread"]


def test_of_a_programs_own_key_and_the_first_of_a_new_account_nobody_is_told(db):
    application, _ = make_application(db)

    issue_token(db, application, None, ["read"], token=new_secret())
    issue_token(db, application, make_account(db), ["read"], token=new_secret(), quietly=True)
    db.commit()

    assert db.scalar(select(Letter.id)) is None
