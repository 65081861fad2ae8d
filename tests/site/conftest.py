"""What the tests of the website stand on."""

import pytest
from sqlalchemy.orm import Session

from microblog.models import Account
from tests.making import make_account, make_follow
from tests.site.world import World, make_world


@pytest.fixture
def ann(db: Session) -> Account:
    """Somebody."""
    return make_account(db, "ann")


@pytest.fixture
def bob(db: Session, ann: Account) -> Account:
    """Somebody whom ann follows."""
    bob = make_account(db, "bob")
    make_follow(db, ann, bob)
    return bob


@pytest.fixture
def world(db: Session) -> World:
    """A small world in which every page has something on it."""
    return make_world(db)
