"""What schemathesis is told beside the contract: ids of things that exist, for it can invent none."""

import json
import os
import re
import zlib
from pathlib import Path
from typing import Any

import schemathesis

THINGS: dict[str, list[str]] = json.loads(Path(os.environ["FUZZ_THINGS"]).read_text(encoding="utf-8"))
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
def map_path_parameters(context: Any, path_parameters: dict[str, Any] | None) -> dict[str, Any] | None:
    """Let three of four addresses be about something that exists."""
    thing = re.match(r".*?\{\w+\}", context.operation.path)
    if not path_parameters or not thing or thing[0] not in THINGS:
        return path_parameters
    name = re.findall(r"\{(\w+)\}", thing[0])[0]
    return {**path_parameters, name: _perhaps(path_parameters.get(name), thing[0])}


@schemathesis.hook
def map_query(context: Any, query: dict[str, Any] | None) -> dict[str, Any] | None:
    """Let most ids in queries be those of something."""
    return _known(query)


@schemathesis.hook
def map_body(context: Any, body: Any) -> Any:
    """Let most ids in bodies be those of something."""
    return _known(body)


def _known(given: Any) -> Any:
    """Put ids of things that exist in the place of most others."""
    if not isinstance(given, dict):
        return given
    return {name: _field(name, value) for name, value in given.items()}


def _field(name: str, value: Any) -> Any:
    """Put them into one field, and into what is in it."""
    thing = NAMED_BY_FIELDS.get(str(name).removesuffix("[]"))
    if isinstance(value, dict):
        return _known(value)
    if thing is None:
        return value
    if isinstance(value, list):
        return [_perhaps(one, thing) for one in value]
    return _perhaps(value, thing)


def _perhaps(value: Any, thing: str) -> Any:
    """Choose by what was invented, so that the same choice is made again when a failure is looked into."""
    number, ids = zlib.crc32(repr(value).encode("utf-8", "replace")), THINGS[thing]
    return ids[(number >> 2) % len(ids)] if number % 4 else value
