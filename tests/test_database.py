"""One session and one transaction a request, and how each kind of database is opened."""

import threading
import time

import pytest
from pyramid_retry import IRetryableError
from sqlalchemy import make_url, select, text
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import Session

from microblog.database import make_engine, statements_run
from microblog.models import Account, Follow, Post
from microblog.models import base as ids
from microblog.settings import read_settings
from tests.conftest import ini_of, postgresql_database
from tests.making import make_account, make_post
from tests.meanwhile import at_once, next_id, writing_session


@pytest.fixture
def sqlite(tmp_path):
    """An engine on an SQLite file that waits for a moment only."""

    def make(**more):
        return make_engine(read_settings(ini_of(f"sqlite:///{tmp_path}/x.sqlite", **more), environ={}).database)

    return make


def pragma(engine, name):
    with engine.connect() as connection:
        return connection.exec_driver_sql(f"PRAGMA {name}").scalar()


def test_sqlite_is_opened_so_that_readers_never_wait_and_nothing_is_lost(sqlite):
    engine = sqlite(**{"database.busy_timeout": "1.5"})

    assert pragma(engine, "journal_mode") == "wal"
    assert pragma(engine, "synchronous") == 2  # FULL
    assert pragma(engine, "foreign_keys") == 1
    assert pragma(engine, "busy_timeout") == 1500


def test_sqlite_is_made_with_its_folder(tmp_path):
    url = f"sqlite:///{tmp_path}/a/b/c.sqlite"

    with make_engine(read_settings(ini_of(url), environ={}).database).connect():
        assert (tmp_path / "a/b/c.sqlite").exists()


def test_a_row_that_points_nowhere_is_refused(db):
    db.add(Post(author_id=7, text="Whose?"))

    with pytest.raises(IntegrityError):
        db.commit()


def test_an_account_takes_its_rows_with_it(db):
    ann = make_account(db)
    make_post(db, ann)

    db.delete(ann)
    db.commit()

    assert db.scalar(select(Post.id)) is None


def test_writers_wait_for_each_other_instead_of_failing(engine, db):
    ann = make_account(db).id
    db.rollback()

    def write(session):
        account = session.get(Account, ann)
        session.add(Post(author=account, text="x"))
        session.flush()
        time.sleep(0.01)

    outcomes = at_once(engine, *[write] * 10)

    assert outcomes == [None] * 10
    assert len(db.scalars(select(Post.id)).all()) == 10


def test_readers_do_not_wait_for_a_writer(engine, db):
    ann = make_account(db)
    make_post(db, ann, "old")
    db.rollback()

    with writing_session(engine) as writer, Session(engine) as reader:
        for post in writer.scalars(select(Post)):
            post.text = "new"
        writer.flush()
        assert reader.scalar(select(Post.text)) == "old"  # to wait would be to wait for ever
        writer.commit()


def test_a_writer_who_waited_too_long_may_try_again(sqlite):
    engine = sqlite(**{"database.busy_timeout": "0.1"})

    with engine.execution_options(writes=True).connect() as first, first.begin():
        first.execute(text("CREATE TABLE x (y)"))
        with (
            pytest.raises(OperationalError) as refusal,
            engine.execution_options(writes=True).connect() as second,
            second.begin(),
        ):
            pass

    assert IRetryableError.providedBy(refusal.value)


def test_statements_are_counted_for_each_thread(db):
    db.execute(select(1))
    before, others = statements_run(), []

    db.execute(select(2))
    db.execute(select(3))
    other = threading.Thread(target=lambda: others.append(statements_run()))
    other.start()
    other.join()

    assert statements_run() - before == 2
    assert others == [0]


def test_a_request_that_met_an_id_of_another_process_is_done_once_more(db, visitor):
    ann, bob = make_account(db, "ann"), make_account(db, "bob")
    taken = make_post(db, bob, "I was here first.").id
    visitor.log_in("ann")
    token = visitor.token()
    db.rollback()
    ann_id = ann.id
    db.rollback()

    with next_id(taken):
        visitor.post("/compose", {"csrf_token": token, "text": "Me too."}, status=303)

    assert sorted(db.scalars(select(Post.text))) == ["I was here first.", "Me too."]
    assert db.scalars(select(Post.author_id).where(Post.text == "Me too.")).all() == [ann_id]


def test_an_id_of_another_process_is_worth_another_try_and_a_name_that_is_taken_is_not(engine, db):
    ann, bob = make_account(db).id, make_account(db).id
    db.add(Follow(follower_id=ann, followed_id=bob))
    db.commit()

    def again(**facts):
        [error] = at_once(engine, lambda other: other.add(Follow(**facts)))
        assert isinstance(error, IntegrityError)
        return IRetryableError.providedBy(error)

    id = db.scalar(select(Follow.id))
    db.rollback()
    assert again(id=id, follower_id=bob, followed_id=ann)
    assert not again(id=ids.new_id(), follower_id=ann, followed_id=bob)


def test_what_was_taken_away_meanwhile_is_worth_another_try(engine, db):
    ann = make_account(db).id

    [error] = at_once(engine, lambda other: other.add(Follow(follower_id=ann, followed_id=7)))

    assert isinstance(error, IntegrityError)
    assert IRetryableError.providedBy(error) is (engine.dialect.name == "postgresql")  # elsewhere writers take turns


def test_a_page_that_was_refused_leaves_nothing_behind(db, visitor):
    make_account(db, "ann")
    visitor.log_in("ann")

    visitor.send("/compose", text="@ann " + "x" * 500, status=422)

    db.rollback()
    assert db.scalar(select(Post.id)) is None


def test_what_a_command_does_is_kept_whole_or_not_at_all(db, request_off_web):
    make_account(db, "ann")
    db.rollback()

    with pytest.raises(ZeroDivisionError), request_off_web.tm:
        request_off_web.db.execute(text("UPDATE accounts SET bio = 'Changed.'")).rowcount / 0
    assert db.scalar(select(Account.bio)) == ""
    db.rollback()

    with request_off_web.tm:
        request_off_web.db.execute(text("UPDATE accounts SET bio = 'Changed.'"))
    assert db.scalar(select(Account.bio)) == "Changed."


def test_of_several_hosts_the_one_that_can_be_written_on_is_spoken_to(tmp_path):
    with postgresql_database() as given:
        there = make_url(given)
        where = there.query.get("host") or there.host
        beyond = {"host": f"{tmp_path},{where}", "connect_timeout": "3", "tcp_user_timeout": "10000"}
        several = there.set(host=None, query={**beyond, "target_session_attrs": "read-write"})
        if there.port:
            several = several.update_query_dict({"port": f"{there.port},{there.port}"}).set(port=None)
        ini = ini_of(several.render_as_string(hide_password=False))

        engine = make_engine(read_settings(ini, environ={}).database)

        with engine.connect() as connection:
            assert connection.scalar(text("SELECT NOT pg_is_in_recovery()"))
        engine.dispose()


def test_a_host_that_only_follows_is_not_spoken_to(tmp_path):
    with postgresql_database() as given:
        ini = ini_of(make_url(given).update_query_dict({"target_session_attrs": "standby"}).render_as_string(False))
        engine = make_engine(read_settings(ini, environ={}).database)

        with pytest.raises(OperationalError, match="not in hot standby mode"):
            engine.connect()
