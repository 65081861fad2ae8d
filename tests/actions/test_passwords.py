"""Hashing, changing and forgetting passwords."""

import importlib.util

import argon2
import pytest
from sqlalchemy import select

from microblog.actions import hashing
from microblog.actions.passwords import (
    ChangedPassword,
    ForgottenPassword,
    NewPassword,
    ask_to_reset,
    change_password,
    reset_password,
)
from microblog.actions.sessions import Credentials, log_in
from microblog.errors import Invalid
from microblog.models import Letter, LetterKind, Login
from tests.making import make_account
from tests.visitor import PASSWORD

NEW = "a quite different password"


def logged_in(db, name, password=PASSWORD):
    return log_in(db, Credentials(name=name, password=password))[0]


def test_passwords_are_kept_as_argon2id_with_a_salt_each(db):
    ann, bob = make_account(db), make_account(db)

    assert ann.password_hash.startswith("$argon2id$")
    assert PASSWORD not in ann.password_hash
    assert ann.password_hash != bob.password_hash


def test_outside_of_tests_passwords_are_hashed_as_rfc_9106_recommends():
    spec = importlib.util.find_spec("microblog.actions.hashing")
    untouched = importlib.util.module_from_spec(spec)

    spec.loader.exec_module(untouched)

    assert untouched.hash_password("x").startswith("$argon2id$v=19$m=65536,t=3,p=4$")


def test_a_changed_password_works_and_ends_all_other_logins(db):
    ann, bob = make_account(db, "ann"), make_account(db, "bob")
    here, there, bobs = logged_in(db, "ann"), logged_in(db, "ann"), logged_in(db, "bob")
    db.flush()

    change_password(db, ann, ChangedPassword(old=PASSWORD, new=NEW), keep=here)
    db.commit()

    assert set(db.scalars(select(Login.id))) == {here.id, bobs.id}
    assert there.id != here.id
    assert logged_in(db, "ann", NEW)
    with pytest.raises(Invalid):
        logged_in(db, "ann", PASSWORD)
    assert bob.password_hash != ann.password_hash


def test_whoever_changes_a_password_is_told_so_by_letter(db):
    ann = make_account(db)

    change_password(db, ann, ChangedPassword(old=PASSWORD, new=NEW))
    db.commit()

    assert [(one.kind, one.account_id) for one in db.scalars(select(Letter))] == [(LetterKind.PASSWORD_CHANGED, ann.id)]


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [("wrong", NEW, "old"), ("", NEW, "old"), (PASSWORD, "short", "new"), (PASSWORD, "", "new")],
)
def test_a_password_is_not_changed_by_strangers_nor_to_a_bad_one(db, old, new, field):
    ann = make_account(db, "ann")
    login = logged_in(db, "ann")
    before = ann.password_hash
    db.commit()

    with pytest.raises(Invalid) as refusal:
        change_password(db, ann, ChangedPassword(old=old, new=new))
    db.commit()

    assert list(refusal.value.problems) == [field]
    assert ann.password_hash == before
    assert db.get(Login, login.id)
    assert LetterKind.PASSWORD_CHANGED not in db.scalars(select(Letter.kind)).all()


def test_a_password_may_be_of_any_characters(db):
    ann = make_account(db, "ann")
    odd = "  пароль 密码 🔑  "

    change_password(db, ann, ChangedPassword.read({"old": PASSWORD, "new": odd}))

    assert logged_in(db, "ann", odd)
    with pytest.raises(Invalid):
        logged_in(db, "ann", odd.strip())


def test_a_hash_is_made_anew_once_parameters_rise(db, monkeypatch):
    ann = make_account(db, "ann")
    old = ann.password_hash
    logged_in(db, "ann")
    assert ann.password_hash == old

    monkeypatch.setattr(hashing, "hasher", argon2.PasswordHasher(time_cost=2, memory_cost=16, parallelism=1))
    logged_in(db, "ann")

    assert ann.password_hash != old
    assert "m=16,t=2" in ann.password_hash
    assert logged_in(db, "ann")


def test_a_wrong_password_makes_no_hash_anew(db, monkeypatch):
    ann = make_account(db, "ann")
    old = ann.password_hash
    monkeypatch.setattr(hashing, "hasher", argon2.PasswordHasher(time_cost=2, memory_cost=16, parallelism=1))

    with pytest.raises(Invalid):
        logged_in(db, "ann", "wrong")

    assert ann.password_hash == old


def test_whoever_forgot_is_promised_a_letter_and_strangers_are_not(db):
    ann = make_account(db, email="ann@example.org")

    ask_to_reset(db, ForgottenPassword(email=" Ann@Example.org "))
    ask_to_reset(db, ForgottenPassword(email="nobody@example.org"))
    db.commit()

    assert [(one.kind, one.account_id) for one in db.scalars(select(Letter))] == [(LetterKind.PASSWORD_RESET, ann.id)]


def test_a_reset_ends_every_login_and_shows_whose_the_address_is(db):
    ann = make_account(db, "ann", confirmed=False)
    logged_in(db, "ann")
    db.commit()

    reset_password(db, ann, NewPassword(new=NEW))
    db.commit()

    assert ann.confirmed
    assert list(db.scalars(select(Login))) == []
    assert logged_in(db, "ann", NEW)


def test_a_reset_to_a_bad_password_is_refused_beside_the_field(db):
    with pytest.raises(Invalid) as refusal:
        reset_password(db, make_account(db), NewPassword(new="short"))

    assert list(refusal.value.problems) == ["new"]


def test_asking_again_does_not_promise_a_second_letter_while_one_is_on_its_way(db):
    ann = make_account(db, "ann")

    for _ in range(3):
        ask_to_reset(db, ForgottenPassword(email="ann@example.org"))
    db.commit()

    assert [(letter.kind, letter.account_id) for letter in db.scalars(select(Letter))] == [
        (LetterKind.PASSWORD_RESET, ann.id)
    ]
