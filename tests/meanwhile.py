"""Doing two things at one moment, on two connections, as two processes would."""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from microblog import clock
from microblog.models import base, moment_of

Deed = Callable[[Session], Any]


def writing_session(engine: Engine) -> Session:
    """Open a session as a request that is going to write gets it."""
    return Session(engine.execution_options(writes=True), expire_on_commit=False)


def while_unfinished(engine: Engine, first: Deed, second: Deed) -> tuple[Any, Any]:
    """Do `first`, and before it is committed begin `second`; return the outcome of each, refusals among them.

    The second cannot see what the first did and finds out late: by the database's word, or by having to wait.
    """
    with ThreadPoolExecutor(1) as other, writing_session(engine) as db:
        outcome = first(db)
        late = other.submit(_outcome, engine, second)
        _wait_a_moment(late)
        db.commit()
        return outcome, late.result(timeout=30)


def at_once(engine: Engine, *deeds: Deed) -> list[Any]:
    """Begin all deeds together; return the outcome of each, refusals among them."""
    barrier = threading.Barrier(len(deeds))

    def begin(deed: Deed) -> Any:
        barrier.wait(30)
        return _outcome(engine, deed)

    with ThreadPoolExecutor(len(deeds)) as together:
        return list(together.map(begin, deeds))


@contextmanager
def next_id(id: int) -> Iterator[None]:
    """Let the next id be this one, as another process may have made it already."""
    latest = base._latest
    base._latest = id - 1
    try:
        with clock.set_to(moment_of(id) - timedelta(seconds=1)):
            yield
    finally:
        base._latest = latest


def _outcome(engine: Engine, deed: Deed) -> Any:
    """Do something and commit it; what it raised is its outcome, too."""
    with writing_session(engine) as db:
        try:
            outcome = deed(db)
            db.commit()
        except Exception as error:
            return error
        return outcome


def _wait_a_moment(future: Future[Any]) -> None:
    """Give the other one time to come as far as it can."""
    end = time.monotonic() + 0.2
    while not future.done() and time.monotonic() < end:
        time.sleep(0.01)
