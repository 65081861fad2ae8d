"""Logging in and out."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from microblog import clock
from microblog.actions import hashing
from microblog.actions.sessions import (
    NO_MATCH,
    Credentials,
    end_login,
    end_logins,
    end_stale_logins,
    log_in,
    log_out,
    open_login,
    record_visit,
    see_again,
)
from microblog.errors import Invalid, NotFound
from microblog.models import Letter, LetterKind, Login, Visit
from microblog.queries.sessions import login_with
from tests.making import make_account
from tests.visitor import PASSWORD

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize("name", ["ann", "@ann", "ANN", " ann ", "ann@example.org", "Ann@Example.org "])
def test_one_logs_in_by_name_or_address(db, name):
    ann = make_account(db, "ann", email="ann@example.org")

    login, _ = log_in(db, Credentials(name=name, password=PASSWORD), user_agent="A browser")

    assert login.account is ann
    assert login.user_agent == "A browser"


@pytest.mark.parametrize(
    ("name", "password"),
    [("ann", "wrong"), ("ann", ""), ("bob", PASSWORD), ("", PASSWORD), ("@", PASSWORD), ("b@example.org", PASSWORD),
     ("ann", PASSWORD.upper()), ("ann", PASSWORD + "x" * 2000), ("x" * 5000, PASSWORD)],
)  # fmt: skip
def test_nobody_else_logs_in_and_all_are_told_the_same(db, name, password):
    make_account(db, "ann")

    with pytest.raises(Invalid) as refusal:
        log_in(db, Credentials(name=name, password=password))
    db.commit()

    assert refusal.value.problems == {"password": NO_MATCH}
    assert list(db.scalars(select(Login))) == []


def test_an_unknown_name_costs_the_same_labour_as_a_known_one(db, monkeypatch):
    make_account(db, "ann")
    hashes = []

    class Watched:
        """The real hasher, watched."""

        def verify(self, hash, password):
            hashes.append(hash)
            return hasher.verify(hash, password)

        def __getattr__(self, name):
            return getattr(hasher, name)

    hasher = hashing.hasher
    monkeypatch.setattr(hashing, "hasher", Watched())
    hashing.hash_of_nobody.cache_clear()
    for name in ("ann", "nobody_at_all"):
        with pytest.raises(Invalid):
            log_in(db, Credentials(name=name, password="wrong"))

    known, unknown = hashes
    assert known.split("$")[1:4] == unknown.split("$")[1:4]  # the same algorithm, version and parameters


def test_the_password_of_nobody_opens_nothing(db):
    with pytest.raises(Invalid):
        log_in(db, Credentials(name="nobody_at_all", password="nobody's password"))


def test_the_token_is_long_and_only_its_hash_is_kept(db):
    login, token = open_login(db, make_account(db))
    _, other = open_login(db, login.account)
    db.commit()

    assert len(token) >= 43  # 256 bits
    assert token != other
    assert token not in login.token_hash
    assert db.scalar(login_with(token, since=clock.today())) is login
    assert db.scalar(login_with(token[:-1], since=clock.today())) is None


def test_a_long_name_of_a_browser_is_cut(db):
    login, _ = open_login(db, make_account(db), user_agent="x" * 5000)
    db.commit()

    assert login.user_agent == "x" * 300


def test_a_visit_is_noted_once_a_day(db):
    with clock.set_to(NOON):
        ann = make_account(db)
        login, _ = open_login(db, ann)
        open_login(db, ann)
        record_visit(db, ann)
        see_again(db, login)
    with clock.set_to(NOON + timedelta(days=2)):
        see_again(db, login)
        see_again(db, login)
    db.commit()

    assert set(db.scalars(select(Visit.day))) == {date(2026, 3, 1), date(2026, 3, 3)}
    assert login.last_seen_on == date(2026, 3, 3)


def test_a_login_that_was_not_used_for_long_is_no_login(db):
    with clock.set_to(NOON):
        login, token = open_login(db, make_account(db))
        db.commit()

    assert db.scalar(login_with(token, since=date(2026, 3, 1))) is login
    assert db.scalar(login_with(token, since=date(2026, 3, 2))) is None


def test_stale_logins_end_and_fresh_ones_stay(db):
    ann = make_account(db)
    for day in (0, 1, 2):
        with clock.set_to(NOON + timedelta(days=day)):
            open_login(db, ann)
    db.commit()

    ended = end_stale_logins(db, before=date(2026, 3, 2))
    db.commit()

    assert ended == 1
    assert sorted(db.scalars(select(Login.last_seen_on))) == [date(2026, 3, 2), date(2026, 3, 3)]


def test_logging_out_ends_this_login_only(db):
    ann = make_account(db)
    here, there = open_login(db, ann)[0], open_login(db, ann)[0]
    db.commit()

    log_out(db, here)
    db.commit()

    assert list(db.scalars(select(Login))) == [there]


def test_one_ends_ones_own_logins_and_nobody_elses(db):
    ann, bob = make_account(db), make_account(db)
    login, _ = open_login(db, ann)
    db.commit()

    with pytest.raises(NotFound):
        end_login(db, bob, login.id)
    assert db.get(Login, login.id)

    end_login(db, ann, login.id)
    db.commit()
    with pytest.raises(NotFound):
        end_login(db, ann, login.id)


def test_all_logins_but_one_can_be_ended(db):
    ann, bob = make_account(db), make_account(db)
    kept, bobs = open_login(db, ann)[0], open_login(db, bob)[0]
    open_login(db, ann)
    db.commit()

    end_logins(db, ann, keep=kept)
    db.commit()
    assert set(db.scalars(select(Login.id))) == {kept.id, bobs.id}

    end_logins(db, ann)
    db.commit()
    assert set(db.scalars(select(Login.id))) == {bobs.id}


def warnings(db):
    return [
        one.about for one in db.scalars(select(Letter).where(Letter.kind == LetterKind.NEW_LOGIN).order_by(Letter.id))
    ]


def enter(db, browser):
    login, _ = log_in(db, Credentials(name="ann", password=PASSWORD), user_agent=browser)
    db.commit()
    return login


def test_a_login_with_a_browser_that_an_account_has_not_seen_is_told_by_letter(db):
    make_account(db, "ann")

    for browser in ("Firefox", "Firefox", "Chromium", "Firefox", ""):
        enter(db, browser)

    assert warnings(db) == ["Firefox", "Chromium", ""]


def test_a_browser_stays_known_when_its_login_has_ended(db):
    ann = make_account(db, "ann")
    open_login(db, ann, user_agent="The first")
    for _ in range(2):
        log_out(db, enter(db, "Firefox"))
    end_logins(db, ann)
    enter(db, "Firefox")

    assert warnings(db) == ["Firefox"]


def test_neither_joining_nor_a_wrong_password_is_a_login_to_tell_of(db):
    ann = make_account(db, "ann")

    open_login(db, ann, user_agent="Firefox")
    enter(db, "Firefox")
    with pytest.raises(Invalid):
        log_in(db, Credentials(name="ann", password="wrong"), user_agent="Chromium")
    db.commit()

    assert warnings(db) == []


def test_an_address_that_may_be_anybodys_is_told_of_no_login(db):
    make_account(db, "ann", confirmed=False)

    enter(db, "Firefox")

    assert warnings(db) == []


def test_a_browser_of_a_long_name_is_known_again(db):
    make_account(db, "ann")

    for _ in range(2):
        enter(db, "x" * 400)

    assert warnings(db) == ["x" * 300]
