"""Tests of microblog.queries.locks."""

from sqlalchemy import text
from sqlalchemy.orm import Session

from microblog.queries.locks import look_up_rows, looking_up_rows

SETTINGS = text("SELECT name, setting FROM pg_settings")
WHOLE = {"enable_seqscan", "enable_hashjoin", "enable_mergejoin"}


def switched_off(connection) -> set[str]:
    """Which ways of reading tables PostgreSQL may not use; there is nothing like it elsewhere."""
    if connection.dialect.name != "postgresql":
        return set()
    return {name for name, setting in connection.execute(SETTINGS) if name in WHOLE and setting == "off"}


def wanted(engine) -> set[str]:
    return WHOLE if engine.dialect.name == "postgresql" else set()


def test_rows_are_looked_up_until_the_transaction_ends(engine):
    with Session(engine) as db:
        with db.begin():
            look_up_rows(db)
            assert switched_off(db.connection()) == wanted(engine)

        assert switched_off(db.connection()) == set()


def test_rows_are_looked_up_until_the_connection_is_given_back(engine):
    with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        with looking_up_rows(connection):
            assert switched_off(connection) == wanted(engine)
            connection.rollback()
            assert switched_off(connection) == wanted(engine)

        assert switched_off(connection) == set()


def test_a_connection_that_broke_meanwhile_is_thrown_away(engine):
    alone = engine.execution_options(isolation_level="AUTOCOMMIT")

    with alone.connect() as connection:
        with looking_up_rows(connection):
            connection.connection.driver_connection.close()

        assert connection.invalidated is bool(wanted(engine))
        connection.invalidate()  # for the others, wherever it was not
