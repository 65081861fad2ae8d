"""Saying of each field what is wrong with it, as clients expect of forms that make or change an account."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import exception_view_config

from ..errors import Invalid, Refusal
from .entities.base import Error, Problem

CODES = {
    "Use at most": "ERR_TOO_LONG",
    "Say it in": "ERR_TOO_LONG",
    "Use at least": "ERR_TOO_SHORT",
    "Somebody has": "ERR_TAKEN",
    "There is an account": "ERR_TAKEN",
    "That name is kept": "ERR_RESERVED",
    "Fill this in": "ERR_BLANK",
    "You must accept": "ERR_ACCEPTED",
}
"""How our sentences begin, and the codes that clients know."""


class Detailed(Refusal):
    """What was given cannot be accepted; clients are told field by field."""

    status = 422

    def __init__(self, problems: Mapping[str, str]) -> None:
        self.problems = problems
        super().__init__(", ".join(f"{_words(name)}: {one.rstrip('.')}" for name, one in problems.items()))


@contextmanager
def with_details(names: Mapping[str, str]) -> Iterator[None]:
    """Tell of each field what is wrong with it, by the `names` that the fields have to clients."""
    try:
        yield
    except Invalid as refusal:
        raise Detailed({names.get(name, name): one for name, one in refusal.problems.items()}) from None


@exception_view_config(context=Detailed, for_applications=True)
def detailed(error: Detailed, request: Request) -> Response:
    """Say what cannot be accepted, and what of it."""
    details = {name: [Problem(error=_code(one), description=one)] for name, one in error.problems.items()}
    body = Error(error=f"Validation failed: {error}", details=details).model_dump_json(exclude_defaults=True)
    return Response(body, status=error.status, content_type="application/json", charset="utf-8")


def _code(sentence: str) -> str:
    """Find the code for what is wrong."""
    return next((code for beginning, code in CODES.items() if sentence.startswith(beginning)), "ERR_INVALID")


def _words(name: str) -> str:
    """Name a field in words."""
    return name.replace("_", " ").capitalize()
