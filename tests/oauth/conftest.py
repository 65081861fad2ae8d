"""What the tests of the provider stand on."""

from typing import Any

import pytest
from pyramid.registry import Registry
from sqlalchemy.orm import Session

from tests.making import make_account
from tests.oauth.program import Program, make_program
from tests.visitor import Visitor


@pytest.fixture
def ann(db: Session, visitors: Any) -> Visitor:
    """Ann's browser; she is logged in."""
    make_account(db, "ann")
    visitor: Visitor = visitors().log_in("ann")
    return visitor


@pytest.fixture
def program(db: Session, registry: Registry) -> Program:
    """A program."""
    return make_program(db, registry["wsgi"])
