"""`microblog token …`"""

import pytest
from sqlalchemy import select

from microblog.models import AccessToken
from microblog.queries.applications import token_with
from tests.making import make_account, make_token


def found(db, token):
    db.rollback()
    return db.scalar(token_with(token))


def test_a_key_is_made_and_printed_alone(db, microblog):
    make_account(db, "ann")
    db.rollback()

    done = microblog(
        *("token", "create", "@Ann", "--name", "My bot", "--scope", "read", "--scope", "write:statuses"),
        *("--expires", "30"),
    )

    key = found(db, done.out.strip())
    assert (done.status, done.err, done.out.count("\n")) == (0, "", 1)
    assert (key.account.username, key.application.name, key.scopes) == ("ann", "My bot", ["read", "write:statuses"])
    assert round((key.expires_at - key.created_at).total_seconds() / 86400) == 30


def test_without_a_scope_a_key_reads(db, microblog):
    make_account(db, "ann")
    db.rollback()

    done = microblog("token", "create", "ann", "--name", "My bot")

    assert (found(db, done.out.strip()).scopes, found(db, done.out.strip()).expires_at) == (["read"], None)


def test_keys_are_listed_without_what_would_open_anything(db, microblog):
    ann = make_account(db, "ann")
    token, bobs = make_token(db, ann, "read push"), make_token(db, make_account(db, "bob"))
    ids = found(db, token).id, found(db, bobs).id
    db.rollback()

    done = microblog("token", "list", "ann")

    assert done.out.startswith(f"{ids[0]}  A program  (read, push)  made 20")
    assert done.out.endswith("not used yet\n")
    assert str(ids[1]) not in done.out
    assert token not in done.out


def test_a_key_is_ended(db, microblog):
    token = make_token(db, make_account(db, "ann"))
    id = found(db, token).id
    db.rollback()

    done, again = microblog("token", "revoke", str(id)), microblog("token", "revoke", str(id))

    assert (done.status, done.out) == (0, "The key is no good any more.\n")
    assert (again.status, again.err) == (1, "There is no such key, or it has ended already.\n")
    assert found(db, token) is None


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (("create", "nobody", "--name", "x"), 1),
        (("create", "ann"), 2),
        (("create", "ann", "--name", " "), 1),
        (("create", "ann", "--name", "x", "--scope", "nonsense"), 2),
        (("create", "ann", "--name", "x", "--expires", "0"), 1),
        (("create", "ann", "--name", "x", "--expires", "soon"), 2),
        (("list", "nobody"), 1),
        (("revoke", "x"), 2),
        (("revoke", "9" * 30), 2),
    ],
)
def test_nonsense_makes_nothing(db, microblog, words, status):
    make_account(db, "ann")
    db.rollback()

    done = microblog("token", *words)

    assert (done.status, done.out) == (status, "")
    assert done.err
    assert db.scalars(select(AccessToken)).all() == []
