"""What the tests of the website stand on."""

import pytest
from sqlalchemy.orm import Session

from tests.site.world import World, make_world


@pytest.fixture
def world(db: Session) -> World:
    """A small world in which every page has something on it."""
    return make_world(db)
