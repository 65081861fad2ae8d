"""Every operation × every kind of caller. The operations are those of the contract: a new one is here by itself."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from webtest import TestResponse

from microblog.models.scopes import SCOPES, holds
from tests.api.client import Client
from tests.api.examples import QUERIES, example_of
from tests.api.operations import Operation, operations
from tests.api.world import World, make_world

NOTHING = "117653758224919037"
"""An id that nothing has."""
WITH_SCOPES = [one for one in operations() if one.scopes]


@pytest.fixture
def world(db) -> World:
    return make_world(db)


def ask(client: Client, operation: Operation, thing: str, world: World) -> TestResponse:
    """Use an operation as it is meant, on a thing."""
    query = QUERIES.get(operation.name, "")
    path = operation.at(thing) + (f"?{query}" if query else "")
    return client.request(operation.method, path, **example_of(operation.name, world))


def things_of(operation: Operation, world: World) -> str:
    """The thing of an operation that its owner may use it on, or that everybody sees."""
    return world.open.get(operation.thing) or world.hers.get(operation.thing, "")


def each(world: World, found: list[Operation]) -> Iterator[tuple[Operation, str]]:
    """Every operation with something that it can be about."""
    return ((operation, things_of(operation, world)) for operation in found)


def test_every_address_has_something_that_it_is_about(world):
    about = {operation.thing for operation in operations() if operation.thing}

    assert about == set(world.open) | set(world.hers)


def test_strangers_may_do_what_is_open_and_nothing_else(world, client):
    stranger = client()

    answers = {(one, ask(stranger, one, thing, world).status_int) for one, thing in each(world, operations())}

    assert [one.name for one, status in answers if not one.open and status != 401] == []
    assert [(one.name, status) for one, status in answers if one.open and status in (401, 403)] == []


@pytest.mark.parametrize("token", ["x", "x" * 5000, "ünï", "a b", "' OR 1=1 --"])
def test_a_key_that_is_none_opens_nothing_not_even_what_is_open(world, client, token):
    forger = client.with_token(token.encode().decode("latin-1"))

    answers = {(one.name, ask(forger, one, thing, world).status_int) for one, thing in each(world, operations())}

    assert {status for _, status in answers} == {401}


def test_an_application_by_itself_is_nobody(world, client):
    application = client.app(" ".join(SCOPES))

    answers = {(one, ask(application, one, thing, world).status_int) for one, thing in each(world, operations())}

    assert [(one.name, status) for one, status in answers if not one.for_applications and status != 422] == []
    assert [(one.name, status) for one, status in answers if one.for_applications and status in (401, 403)] == []


@pytest.mark.parametrize("operation", WITH_SCOPES, ids=lambda one: one.name)
def test_a_key_for_everything_else_does_not_open(operation, world, client):
    others = [scope for scope in SCOPES if not any(holds([scope], wanted) for wanted in operation.scopes)]

    answer = ask(client(world.ann, " ".join(others)), operation, things_of(operation, world), world)

    assert answer.status_int == 403
    assert answer.json == {"error": "This action is outside the authorized scopes"}


@pytest.mark.parametrize("operation", operations(), ids=lambda one: one.name)
def test_the_owner_may_with_the_very_scope(operation, world, client):
    scope = operation.scopes[0] if operation.scopes else "read"

    answer = ask(client(world.ann, scope), operation, owned(operation, world), world)

    assert answer.status_int in {200, 202, 206} & operation.statuses or answer.status_int in EXPECTED.get(
        operation.name, ()
    ), answer.text


EXPECTED: dict[str, set[int]] = {
    "instance_domain_blocks_get": {404},
    "instance_terms_of_service_get": {404},
    "instance_terms_of_service_on_get": {404},
    "accounts_post": {403},  # only an application by itself makes accounts
    "status_quote_revoke_post": {404},  # nobody quotes her
    "poll_votes_post": {422},  # nobody votes in a poll of their own
}
"""Where it is right that even the owner gets something else."""


def owned(operation: Operation, world: World) -> str:
    """What Ann may use an operation on; as to people, that is somebody else."""
    if operation.thing == "/api/v1/accounts/{id}":
        return str(world.bob.id)
    return things_of(operation, world)


@pytest.mark.parametrize("who", ["bob", "blocked"])
def test_what_is_hers_does_not_exist_for_others(who, world, client):
    other = client(getattr(world, who))
    told = {}

    for operation in operations():
        if operation.thing in world.hers and operation.scopes:
            hers, nothing = (
                ask(other, operation, thing, world) for thing in (world.hers[operation.thing], _nothing(operation))
            )
            told[operation.name] = (hers.status, _told(hers), nothing.status, _told(nothing))

    assert {name: told for name, told in told.items() if told[:2] != told[2:]} == {}
    assert len(told) > 40


def test_what_she_wrote_does_not_exist_for_those_whom_she_blocked(world, client):
    blocked = client(world.blocked)
    answers = {}

    for operation in operations():
        if operation.thing in ("/api/v1/statuses/{id}", "/api/v1/polls/{id}"):
            seen, nothing = (ask(blocked, operation, thing, world) for thing in (world.open[operation.thing], NOTHING))
            answers[operation.name] = (seen.status, _told(seen), nothing.status, _told(nothing))

    assert {name: told for name, told in answers.items() if told[:2] != told[2:]} == {}
    assert {status for status, *_ in answers.values()} == {"404 Not Found"}


def test_whoever_has_not_confirmed_their_address_may_nothing_yet(world, client):
    newcomer = client(world.unconfirmed)

    for operation, thing in each(world, WITH_SCOPES):
        answer = ask(newcomer, operation, thing, world)
        assert (operation.name, answer.status_int) == (operation.name, 403)
        assert answer.json == {"error": "Your login is missing a confirmed e-mail address"}


def test_whoever_is_suspended_may_nothing_any_more(world, client):
    suspended = client(world.suspended)

    for operation, thing in each(world, WITH_SCOPES):
        answer = ask(suspended, operation, thing, world)
        assert (operation.name, answer.status_int) == (operation.name, 403)
        assert answer.json == {"error": "Your login is currently disabled"}


def _nothing(operation: Operation) -> str:
    """A thing of the operation's kind that does not exist."""
    return f"ungrouped-{NOTHING}" if "{key}" in operation.thing else NOTHING


def _told(answer: TestResponse) -> Any:
    """Everything that an answer tells, but for what differs between any two."""
    own = {"X-Request-Id", "ETag", "Link"}
    headers = {name: value for name, value in answer.headers.items() if name not in own}
    return headers, re.sub(rb"[0-9]{17,19}", b"ID", answer.body)
