"""Holding every answer of the API against the contract, and remembering which promises were seen kept."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from jsonschema import Draft202012Validator
from webtest import TestResponse

from tests.api.operations import contract, operations


def notes_of(config: pytest.Config) -> Path:
    """Where it is noted which promises were seen kept; all worker processes of a run share it."""
    base = config._tmp_path_factory.getbasetemp()  # type: ignore[attr-defined]
    return Path(base.parent if base.name.startswith("popen-") else base) / "promises-kept"


def unkept(notes: Path) -> list[str]:
    """List the promises that were not seen kept, as `operation status`."""
    seen = set(notes.read_text(encoding="utf-8").splitlines()) if notes.exists() else set()
    return sorted({f"{one.name} {status}" for one in operations() for status in one.statuses} - seen)


@cache
def patterns() -> list[tuple[re.Pattern[str], str, dict[str, Any]]]:
    """All operations with the pattern of their address; what is written out stands before what may be anything."""
    ordered = sorted(operations(), key=lambda one: re.sub(r"\{\w+\}", "\uffff", one.path))
    return [
        (re.compile(re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(one.path))), one.method, one.facts) for one in ordered
    ]


@cache
def validator(operation: str, status: str, kind: str) -> Draft202012Validator:
    """What checks the body of one answer."""
    [facts] = [one.facts for one in operations() if one.name == operation]
    schema = facts["responses"][status]["content"][kind]["schema"]
    return Draft202012Validator(schema | {"components": contract()["components"]})


class Witness:
    """Whoever looks at all answers."""

    def __init__(self, notes: Path | None = None) -> None:
        self.notes = notes
        self.contract = contract()

    def examine(self, method: str, path: str, response: TestResponse) -> None:
        """Fail unless the contract foresees this answer. Others are none of its business."""
        if method in ("OPTIONS", "HEAD"):
            return
        operation = self._find(method, unquote(path.partition("?")[0]).rstrip("/"))
        if operation is None:
            assert response.status_int in (400, 404, 405, 413), (
                f"{method} {path} is no operation, yet {response.status}"
            )
            return
        name, status = operation["operationId"], str(response.status_int)
        assert status in operation["responses"], f"{name} does not foresee {response.status}: {response.text[:300]}"
        self._check_body(name, operation["responses"][status], response)
        self._note(name, status)

    def _find(self, method: str, path: str) -> dict[str, Any] | None:
        """Find the operation that an address stands for."""
        for pattern, known, operation in patterns():
            if known == method and pattern.fullmatch(path):
                return operation
        return None

    def _check_body(self, name: str, promised: dict[str, Any], response: TestResponse) -> None:
        """Fail unless the body is what was promised."""
        content = promised.get("content")
        if content is None:
            assert response.body == b"", f"{name}: {response.status} has a body that nobody promised"
            return
        assert response.content_type in content, f"{name} answers {response.content_type}, promised {list(content)}"
        if response.content_type.endswith("json"):
            check = validator(name, str(response.status_int), response.content_type)
            problems = list(check.iter_errors(json.loads(response.body)))
            assert not problems, f"{name} {response.status}: {problems[0].message} at {problems[0].json_path}"

    def _note(self, name: str, status: str) -> None:
        """Remember that a promise was kept."""
        if self.notes is not None:
            with self.notes.open("a", encoding="utf-8") as notes:
                notes.write(f"{name} {status}\n")
