"""kill -9 of the scheduler while it sends: a few runs of `make faults`, but for nullmailer and libfaketime."""

from pathlib import Path

import pytest

from tests.faults.worlds import KINDS, world


@pytest.mark.parametrize("number", [1, 4], ids=["drops", "two"])
def test_nothing_is_lost_and_nothing_doubled_without_a_word(database_kind: str, tmp_path: Path, number: int) -> None:
    tmp_path.chmod(0o755)
    for parent in tmp_path.parents[:3]:
        parent.chmod(parent.stat().st_mode | 0o011)  # PostgreSQL runs under another name

    with world(KINDS[number], "suite", tmp_path, database=database_kind, transport="smtp") as it:
        for _ in range(3):
            it.run()
        it.drain()
        figures = it.figures()

    assert figures.problems == []
    assert figures.promised >= 200
    assert (figures.lost, figures.unexplained) == (0, 0)
    assert figures.doubled <= figures.doubts
