"""All operations of the API, read off the contract, so that none can be forgotten."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

import microblog
from microblog.api.openapi import document

INI = {"site.url": "http://localhost", "security.secret": "x" * 32, "database.url": "sqlite://"}


@dataclass(frozen=True)
class Operation:
    """One of them."""

    name: str
    method: str
    path: str
    facts: dict[str, Any]

    def __hash__(self) -> int:
        return hash(self.name)

    @property
    def thing(self) -> str:
        """The part of the path that names the thing it is about; empty if it is about none."""
        match = re.match(r".*?\{\w+\}", self.path)
        return match[0] if match else ""

    @property
    def scopes(self) -> list[str]:
        """The scopes of which one is needed."""
        return [scope for key in self.facts["security"] for scopes in key.values() for scope in scopes]

    @property
    def open(self) -> bool:
        """Whether strangers may come."""
        return {} in self.facts["security"]

    @property
    def for_applications(self) -> bool:
        """Whether an application's own key is enough."""
        return self.open or any("application" in key for key in self.facts["security"])

    def at(self, thing: str) -> str:
        """Its address for one thing."""
        return re.sub(r"\{\w+\}", thing, self.path, count=1)

    @property
    def statuses(self) -> set[int]:
        """Every status that it may answer with."""
        return set(map(int, self.facts["responses"]))


@cache
def contract() -> dict[str, Any]:
    """Write the contract, once: it does not depend on what a test changes."""
    config = microblog.configure({}, **INI)
    config.commit()
    return document(config.registry)


@cache
def operations() -> list[Operation]:
    """List them."""
    return [
        Operation(facts["operationId"], method.upper(), path, facts)
        for path, methods in contract()["paths"].items()
        for method, facts in methods.items()
    ]
