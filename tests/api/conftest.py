"""What the tests of the API stand on."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pyramid.registry import Registry
from sqlalchemy.orm import Session

from microblog.models import Account
from tests.api.client import EVERYTHING, Client, make_key
from tests.api.witness import Witness, notes_of


class Clients:
    """Make applications: with somebody's key, with none, or with one of its own."""

    def __init__(self, registry: Registry, db: Session, notes: Path | None) -> None:
        self.registry = registry
        self.db = db
        self.witness = Witness(notes)

    def __call__(self, account: Account | None = None, scopes: str = EVERYTHING, **facts: Any) -> Client:
        token = make_key(self.db, account, scopes, **facts) if account else ""
        return self.with_token(token)

    def app(self, scopes: str = EVERYTHING) -> Client:
        """An application that acts for itself."""
        return self.with_token(make_key(self.db, None, scopes))

    def with_token(self, token: str) -> Client:
        """An application that shows this key."""
        return Client(self.registry["wsgi"], self.db, self.witness, token)


@pytest.fixture
def client(registry: Registry, db: Session, request: pytest.FixtureRequest) -> Callable[..., Client]:
    """Make applications."""
    return Clients(registry, db, notes_of(request.config))
