"""Names of people as they are written."""

import pytest

from microblog.text.handles import local_username


@pytest.mark.parametrize(
    "handle", ["ann", "@ann", "ANN", " @Ann ", "ann@example.org", "@ann@EXAMPLE.org", "ann@example.org:3000"]
)
def test_a_name_of_this_place_is_understood(handle):
    assert local_username(handle, "example.org:3000") == "ann"


@pytest.mark.parametrize("handle", ["ann@example.com", "@ann@sub.example.org", "ann@", "ann@b@example.org"])
def test_a_name_of_another_place_is_nobody_here(handle):
    assert local_username(handle, "example.org") is None
