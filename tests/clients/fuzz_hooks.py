"""What schemathesis is told beside the contract: good examples, and ids of things that exist."""

import json
import os
import re
import zlib
from functools import lru_cache
from pathlib import Path
from typing import Any

import schemathesis

KNOWN = Path(os.environ["FUZZ_KNOWN"])
NAMED_BY_FIELDS = {
    "account_id": "/api/v1/accounts/{id}",
    "account_ids": "/api/v1/accounts/{id}",
    "status_id": "/api/v1/statuses/{id}",
    "in_reply_to_id": "/api/v1/statuses/{id}",
    "max_id": "/api/v1/statuses/{id}",
    "min_id": "/api/v1/statuses/{id}",
    "since_id": "/api/v1/statuses/{id}",
    "last_read_id": "/api/v1/statuses/{id}",
    "media_ids": "/api/v1/media/{id}",
    "poll_id": "/api/v1/polls/{id}",
}
"""Which things the fields of queries and bodies name."""


@schemathesis.hook
def map_case(context: Any, case: Any) -> Any:
    """Let most ids be those of something, and a third of all bodies be good in what they need."""
    case.path_parameters = _path(context.operation.path, case.path_parameters)
    case.query = _with_ids(case.query)
    case.body = _body(context.operation.definition.raw["operationId"], case.body)
    return case


def _path(path: str, given: Any) -> Any:
    """Let an address be about something that exists."""
    thing = re.match(r".*?\{\w+\}", path)
    if not isinstance(given, dict) or not thing or thing[0] not in _known()["things"]:
        return given
    name = re.findall(r"\{(\w+)\}", thing[0])[0]
    return {**given, name: _perhaps(given.get(name), thing[0])}


def _body(operation: str, body: Any) -> Any:
    """Choose between what was invented, a good example, and both in one."""
    example, choice = _known()["examples"].get(operation) or {}, _number_of(body) % 6
    if example and choice == 0:
        return example
    return {**_with_ids(body), **example} if isinstance(body, dict) and choice == 1 else _with_ids(body)


def _known() -> Any:
    """Read what exists; it becomes more and more."""
    return _read(KNOWN.stat().st_mtime_ns)


@lru_cache(maxsize=1)
def _read(_when: int) -> Any:
    """Read it once as long as it stays the same."""
    return json.loads(KNOWN.read_text(encoding="utf-8"))


def _with_ids(given: Any) -> Any:
    """Put ids of things that exist in the place of most others."""
    if not isinstance(given, dict):
        return given
    return {name: _field(name, value) for name, value in given.items()}


def _field(name: str, value: Any) -> Any:
    """Put them into one field, and into what is in it."""
    thing = NAMED_BY_FIELDS.get(str(name).removesuffix("[]"))
    if isinstance(value, dict):
        return _with_ids(value)
    if thing is None:
        return value
    if isinstance(value, list):
        return [_perhaps(one, thing) for one in value]
    return _perhaps(value, thing)


def _perhaps(value: Any, thing: str) -> Any:
    """Choose by what was invented, so that the same choice is made again when a failure is looked into."""
    number, ids = _number_of(value), _known()["things"][thing]
    if re.fullmatch("[0-9]{15,}", str(value)):  # it came back from an earlier answer
        return value
    return ids[(number >> 2) % len(ids)] if number % 4 else value


def _number_of(value: Any) -> int:
    """Give a number that is always the same for the same thing."""
    return zlib.crc32(repr(value).encode("utf-8", "replace"))
