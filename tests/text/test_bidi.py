"""What turns the direction of writing is not let loose."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microblog.text import isolated
from microblog.text.bidi import CONTROLS, closing


@pytest.mark.parametrize("line", ["", "Ann", "Åse Öberg", "日本 太郎", "👩‍👩‍👧‍👦"])
def test_what_runs_from_left_to_right_stays_as_it_is(line):
    assert isolated(line) == line


@pytest.mark.parametrize("line", ["דניאל", "محمد", "Ann דניאל", "דניאל Ann"])
def test_what_runs_from_right_to_left_moves_nothing_around_it(line):
    assert isolated(line) == f"\u2068{line}\u2069"


@given(st.text(alphabet="aא\u202a\u202e\u202c\u2066\u2067\u2069"))
def test_nobody_gets_out_of_their_isolation(line):
    written = isolated(line)

    if "א" in line:
        assert CONTROLS.findall(written) == ["\u2068", "\u2069"]
        assert closing(written) == ""
    else:
        assert written == line
