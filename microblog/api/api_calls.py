"""How often applications ask: counted in memory, and written down every few seconds.

No request waits for that: a thread writes, in a transaction of its own, and again when the process ends as it should.
Of a process that is killed, the last PAUSE seconds are lost.
"""

import atexit
import logging
import threading
from collections import Counter
from datetime import date

from pyramid.config import Configurator
from pyramid.registry import Registry
from pyramid.request import Request
from sqlalchemy.exc import SQLAlchemyError

from ..actions.api_calls import WITHOUT_KEY, add_calls
from ..clock import today
from ..database import transaction_of_its_own

log = logging.getLogger(__name__)

PAUSE = 5.0
"""How many seconds pass between a request and the moment at which it is written down, at most."""


class CallCounter:
    """Counts what one process is asked."""

    def __init__(self, registry: Registry) -> None:
        self.registry = registry
        self.by_itself = True
        """Whether it writes things down unasked."""
        self._calls: Counter[tuple[date, int]] = Counter()
        self._lock = threading.Lock()
        self._timer: threading.Timer | None = None

    def note(self, application_id: int) -> None:
        """Count a request."""
        with self._lock:
            self._calls[today(), application_id] += 1
            if self._timer is None and self.by_itself:
                self._set_timer()

    def write_down(self) -> None:
        """Write down what was counted. Should that fail, it is kept for the next time."""
        with self._lock:
            calls, self._calls, self._timer = self._calls, Counter(), None
        if not calls:
            return
        try:
            with transaction_of_its_own(self.registry) as db:
                add_calls(db, calls)
        except SQLAlchemyError as fault:
            log.warning("Requests of applications could not be written down: %s", getattr(fault, "orig", fault))
            with self._lock:
                self._calls.update(calls)

    def _set_timer(self) -> None:
        """Have what is counted written down in a moment; and at the end, if that comes first."""
        self._timer = threading.Timer(PAUSE, self.write_down)
        self._timer.daemon = True
        self._timer.start()
        atexit.unregister(self.write_down)
        atexit.register(self.write_down)


def note_call(request: Request) -> None:
    """Count a request that was let in, with its key's application; one that is done once more counts once."""
    if request.environ.get("retry.attempt", 0) == 0:
        request.registry["calls"].note(request.token.application_id if request.token else WITHOUT_KEY)


def includeme(config: Configurator) -> None:
    """Begin to count."""
    config.registry["calls"] = CallCounter(config.registry)
