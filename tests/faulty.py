"""A database that fails."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

import psycopg
from psycopg import RawCursor
from sqlalchemy import Engine, event
from sqlalchemy.exc import OperationalError


@contextmanager
def broken(engine: Engine, words: str, *, when: threading.Event) -> Iterator[None]:
    """Let the database fail at all statements that hold some words, from some moment on."""

    def fail(_connection, _cursor, statement, *_more):
        if when.is_set() and words in statement:
            raise OperationalError(statement, {}, Exception("the database is away"))

    class Broken(RawCursor):
        def execute(self, query, *more):
            if when.is_set() and words in query:
                raise psycopg.OperationalError("the database is away")
            return super().execute(query, *more)

    event.listen(engine, "before_cursor_execute", fail)
    try:
        with patch("microblog.actions.mail.RawCursor", Broken):
            yield
    finally:
        event.remove(engine, "before_cursor_execute", fail)
