"""What every operation promises in the same words: what is unreadable, too large, too often, or unchanged."""

import re

import pytest

from microblog.api.openapi import operations as all_promises
from microblog.errors import Refusal
from microblog.rates import FAMILIES, PER_PERSON
from tests.api.operations import operations
from tests.api.test_access import NOTHING, ask, owned
from tests.api.world import World, make_world

WRITING = [one for one in operations() if one.method != "GET"]
READING = [one for one in operations() if one.method == "GET" and 304 in one.statuses]
ELSEWHERE = "203.0.113.7"


@pytest.fixture
def world(db) -> World:
    return make_world(db)


@pytest.fixture
def ann(world, client):
    return client(world.ann)


def test_what_cannot_be_read_is_refused(world, ann):
    for operation in operations():
        address = operation.at(owned(operation, world))
        if operation.method == "GET":
            answer = ann.get(f"{address}?a=%ff", 400)
        else:
            headers = {"Content-Type": "application/json"}
            answer = ann.request(operation.method, address, 400, body=b'{"a": ', headers=headers)
        assert list(answer.json) == ["error"]


def test_what_is_of_a_kind_that_nobody_asked_for_is_refused(world, ann, registry):
    for path, method, name, contract in all_promises(registry):
        wrong = {"a": {"b": "c"}}
        fields = (
            {field.alias or name: wrong for name, field in contract.takes.model_fields.items()}
            if contract.takes
            else {}
        )
        if not refuses(contract.takes, fields):
            continue
        address = re.sub(r"\{\w+\}", NOTHING, path)
        if method == "GET":
            answer = ann.get(address, None, **{f"{name}[a][b]": "c" for name in fields})
        else:
            answer = ann.request(method, address, json=fields)
        assert (name, method, answer.status_int) == (name, method, 422)


def refuses(takes, given) -> bool:
    """Whether it refuses what is given; some fields take anything for something."""
    try:
        return takes is not None and not takes.read(given)
    except Refusal:
        return True


def test_what_is_too_large_is_refused(world, ann):
    for operation in WRITING:
        address = operation.at(owned(operation, world))
        answer = ann.request(
            operation.method, address, 413, form={"a": "x" * 300_000}, headers={"Content-Length": str(300_002)}
        )
        assert list(answer.json) == ["error"]


def test_what_does_not_exist_is_not_found(world, ann):
    answers = {
        one.name: ask(ann, one, NOTHING, world) for one in operations() if "{id}" in one.thing and 404 in one.statuses
    }

    assert {name: answer.status_int for name, answer in answers.items() if answer.status_int != 404} == {}
    assert {answer.text for answer in answers.values()} == {'{"error":"Record not found"}'}


def test_what_comes_too_often_is_refused_until_later(world, client, registry):
    ann = client(world.ann)
    ann.app.extra_environ["REMOTE_ADDR"] = ELSEWHERE
    counters, who = registry["rates"].counters, f"account:{world.ann.id}"
    for family, limit in {"": PER_PERSON, **FAMILIES}.items():
        counters.hit(limit, family, who, cost=limit.amount)

    for operation in operations():
        answer = ask(ann, operation, owned(operation, world), world)
        assert (operation.name, answer.status_int) == (operation.name, 429)
        assert answer.json == {"error": "Too many requests"}
        assert int(answer.headers["Retry-After"]) > 0
        assert answer.headers["X-RateLimit-Remaining"] == "0"


@pytest.mark.parametrize("operation", READING, ids=lambda one: one.name)
def test_what_has_not_changed_is_not_sent_again(operation, world, ann):
    ann.get("/api/v1/preferences")  # the day's first visit changes the figures of the place
    first = ask(ann, operation, owned(operation, world), world)
    if first.status_int != 200:
        assert 200 not in operation.statuses
        return

    path = first.request.path_qs
    again = ann.get(path, 304, headers={"If-None-Match": first.headers["ETag"]})

    assert again.body == b""
