"""What the log tells: lines of JSON, each with what it was written about, be it a request or a job.

An ini file names the formatter in a section of its own: `class = microblog.logs.JsonFormatter`.
"""

import json
import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

NOTHING: Mapping[str, str] = MappingProxyType({})

_about: ContextVar[Mapping[str, str]] = ContextVar("about", default=NOTHING)

OURS = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}
"""What every record has; whatever else it has was given with `extra`."""

MOST = 16_000
"""How many characters a message or an exception may have. The journal cuts lines at 48 KiB; half a line is no JSON."""


@contextmanager
def about(**facts: str) -> Iterator[None]:
    """Let every line that is written meanwhile, by this flow of control, tell what it is about."""
    former = begin(**facts)
    try:
        yield
    finally:
        end(former)


def begin(**facts: str) -> Mapping[str, str]:
    """Say from now on what lines are about; return what `end` is to go back to."""
    former = _about.get()
    _about.set({**former, **facts})
    return former


def end(former: Mapping[str, str]) -> None:
    """Go back to what lines were about before."""
    _about.set(former)


class JsonFormatter(logging.Formatter):
    """Writes a record as one line of JSON.

    Always `time` (RFC 3339, UTC, with milliseconds), `level`, `logger` and `message`; `request_id` or `job` if it was
    written about one; `exception` with its traceback as one string; then what was given with `extra`.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Write a record. What JSON knows nothing of is written in its own words."""
        facts: dict[str, Any] = {
            "time": self.formatTime(record),
            "level": record.levelname,
            "logger": record.name,
            "message": _shortened(record.getMessage()),
            **_about.get(),
        }
        if trace := self._trace(record):
            facts["exception"] = _shortened(trace)
        given = {name: value for name, value in vars(record).items() if name not in OURS | facts.keys()}
        return json.dumps(facts | given, default=str)

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:
        """Write when it was, in UTC with milliseconds."""
        moment = datetime.fromtimestamp(record.created, UTC)
        return moment.isoformat(timespec="milliseconds").removesuffix("+00:00") + "Z"

    def _trace(self, record: logging.LogRecord) -> str:
        """Write what was raised, and the stack if that was asked for."""
        raised = record.exc_text or (self.formatException(record.exc_info) if record.exc_info else "")
        return "\n".join(filter(None, (raised, record.stack_info and self.formatStack(record.stack_info))))


def _shortened(words: str) -> str:
    """Leave out the middle of what is too long: how a traceback begins and ends tells most."""
    return words if len(words) <= MOST else f"{words[: MOST // 2]}\n…\n{words[-MOST // 2 :]}"
