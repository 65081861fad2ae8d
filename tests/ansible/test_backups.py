"""Which backups are kept, and what becomes of a proof."""

import json
import os
import sys
import threading
import time
from datetime import UTC, datetime, timedelta

import pytest
from microblog_backups import record
from microblog_backups.config import Config, Keep
from microblog_backups.database import full_is_due
from microblog_backups.figures import Figures, differences, digest_of
from microblog_backups.programs import Trouble, locked, run
from microblog_backups.retention import Backup, superfluous

from .backups import FILES, ROOT, config_in
from .here import play_here

BEGIN = datetime(2026, 1, 1, 1, 30, tzinfo=UTC)


@pytest.fixture
def config(tmp_path):
    return config_in(tmp_path)


def nights(count, keep):
    """Let so many nights pass, with a full backup on Sundays, and forget each night what need not be kept."""
    kept, full = [], None
    for night in range(count):
        at = BEGIN + timedelta(days=night)
        if full is None or at.weekday() == 6:
            full = Backup(f"{at:%Y%m%d}F", True, at)
            kept.append(full)
        else:
            kept.append(Backup(f"{at:%Y%m%d}D", False, at, (full.label,)))
        while leaving := superfluous(kept, keep):
            gone = leaving[0].label
            kept = [one for one in kept if one.label != gone and gone not in one.needs]
    return kept


def test_after_a_year_days_weeks_and_months_are_kept():
    kept = nights(365, Keep(daily=7, weekly=4, monthly=6))

    full = [one for one in kept if one.full]
    days = sorted({one.ended_at.date() for one in kept})
    assert days[-7:] == [(BEGIN + timedelta(days=night)).date() for night in range(358, 365)]
    assert len({one.ended_at.isocalendar()[:2] for one in full[-4:]}) == 4
    assert [one.ended_at.month for one in full][:5] == [7, 8, 9, 10, 11]
    assert len(kept) <= 7 + 4 + 6


def test_nothing_is_kept_that_cannot_be_restored():
    for count in (1, 8, 30, 100):
        kept = nights(count, Keep(daily=3, weekly=2, monthly=2))
        labels = {one.label for one in kept}
        assert all(set(one.needs) <= labels for one in kept)
        assert any(one.full for one in kept)


def test_the_last_full_backup_stays_even_if_nothing_is_to_be_kept():
    assert superfluous([Backup("F", True, BEGIN)], Keep(0, 0, 0)) == []


def test_what_pgbackrest_tells_is_read():
    told = {"label": "20260104F_D", "type": "diff", "timestamp": {"stop": 0}, "reference": ["F"], "prior": "F"}

    assert Backup.of(told) == Backup("20260104F_D", False, datetime(1970, 1, 1, tzinfo=UTC), ("F",))
    assert Backup.of({**told, "type": "full", "reference": None, "prior": None}).needs == ()


@pytest.mark.parametrize(
    ("moment", "due"),
    [
        (datetime(2026, 1, 3, 1, tzinfo=UTC), False),  # Saturday, and the last Sunday's is there
        (datetime(2026, 1, 4, 1, tzinfo=UTC), True),  # Sunday
        (datetime(2026, 1, 6, 1, tzinfo=UTC), True),  # Tuesday, and Sunday's was missed
    ],
)
def test_a_full_backup_is_due_once_a_week_and_made_up_for(moment, due):
    backups = [Backup("F", True, datetime(2025, 12, 28, 1, tzinfo=UTC)), Backup("D", False, moment, ("F",))]

    assert full_is_due(backups, 6, moment) is due
    assert full_is_due([], 6, moment)
    assert not full_is_due([*backups, Backup("G", True, moment)], 6, moment)


def test_every_difference_is_told():
    expected = {"a": Figures(1, "1"), "b": Figures(2, "5"), "c": Figures(3, "7"), "d": Figures(0, "0")}
    found = {"b": Figures(1, "5"), "c": Figures(3, "8"), "d": Figures(0, "0"), "e": Figures(9, "9")}

    assert differences(expected, found) == [
        "a is missing",
        "e should not be there",
        "b has 1 rows instead of 2",
        "c has other content in its 3 rows",
    ]
    assert differences(found, found) == []
    assert digest_of(expected) != digest_of(found)


def test_what_fails_is_told_in_its_own_last_words():
    with pytest.raises(Trouble, match=r"sh ended with status 3: first / last$"):
        run(["sh", "-c", "echo out; echo first >&2; echo last >&2; exit 3"])
    with pytest.raises(Trouble, match="cannot be run"):
        run(["/nowhere/to/be/found"])


def test_one_waits_for_another_and_readers_do_not(tmp_path):
    order = []

    def second(shared):
        with locked(tmp_path, "media", shared=shared):
            order.append("second")

    with locked(tmp_path, "media", shared=True):
        reader = threading.Thread(target=second, args=(True,))
        reader.start()
        reader.join(5)
        writer = threading.Thread(target=second, args=(False,))
        writer.start()
        time.sleep(0.1)
        order.append("first")
    writer.join(5)

    assert order == ["second", "first", "second"]


@pytest.mark.parametrize(
    ("outcome", "result", "recorded"),
    [
        ({"kind": "media", "files": 1}, "success", {"kind": "media", "files": 1}),
        ({"kind": "media", "trouble": "It rots."}, "exit-code", {"kind": "media", "trouble": "It rots."}),
        ({"kind": "media", "files": 1}, "exit-code", None),  # of another night
        (None, "oom-kill", None),
    ],
)
def test_what_a_proof_found_out_is_told_to_the_site(config, tmp_path, monkeypatch, outcome, result, recorded):
    told = tmp_path / "told"
    site = Config(**{**vars(config), "record": ("tee", str(told))})
    if outcome is not None:
        record.keep(site, "media", outcome)
    monkeypatch.setenv("SERVICE_RESULT", result)

    record.record(site, "media")

    unfinished = {"kind": "media", "trouble": f"The proof did not come to its end ({result})."}
    assert json.loads(told.read_text()) == (recorded or unfinished)


def test_where_nothing_was_to_be_proven_nothing_is_told(config, monkeypatch):
    monkeypatch.delenv("SERVICE_RESULT", raising=False)

    record.record(Config(**{**vars(config), "record": ("false",)}), "database")


def test_the_scripts_come_to_a_machine_together(tmp_path):
    """Twice, of which the second time changes nothing."""
    role = {"name": "backups", "tasks_from": "scripts"}
    where = {"backups_programs": str(tmp_path / "lib"), "backups_packed": str(tmp_path / "packed.tar")}
    (tmp_path / "lib").mkdir()
    tasks = [{"ansible.builtin.include_role": role, "vars": where}]
    environment = os.environ | {"ANSIBLE_ROLES_PATH": str(ROOT / "ansible/roles")}

    play_here(tmp_path, tasks, environment)
    again = play_here(tmp_path, tasks, environment)

    scripts = {path.name: path.read_bytes() for path in (FILES / "microblog_backups").glob("*.py")}
    there = list((tmp_path / "lib/microblog_backups").iterdir())
    assert {path.name: path.read_bytes() for path in there} == scripts
    assert {path.stat().st_mode & 0o777 for path in there} == {0o644}
    assert (tmp_path / "lib/microblog_backups").stat().st_mode & 0o777 == 0o755
    assert "changed=0" in again


def test_the_scripts_need_nothing_but_the_standard_library():
    found = set()
    for path in [*FILES.rglob("*.py"), ROOT / "ansible/roles/monitoring/files/watch.py"]:
        for line in path.read_text().splitlines():
            if line.startswith(("import ", "from ")) and not line.startswith("from ."):
                found.add(line.split()[1].split(".")[0])

    assert found <= sys.stdlib_module_names
