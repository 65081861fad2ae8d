"""What restore.yml does before it brings anything back."""

import os
from pathlib import Path

from .here import play_here

ROOT = Path(__file__).parents[2]
SYSTEMCTL = """\
#!/bin/sh
echo "$@" >> {log}
case $1 in
    list-units) cat {units} ;;
    show) printf 'LoadState=loaded\\nActiveState=activating\\n' ;;
esac
"""
RUNS = """\
microblog-backup-media.service          loaded activating start start Backup of pictures, films and sounds
microblog-backup-proof-database.service loaded activating start start Proof that the backup can be restored
"""
NAMES = [line.split()[0] for line in RUNS.splitlines()]


def halted(folder: Path, units: str) -> list[str]:
    """End backups on a machine whose systemctl lists some; give what it is told to do."""
    log, listed, program = folder / "log", folder / "units", folder / "systemctl"
    listed.write_text(units)
    program.write_text(SYSTEMCTL.format(log=log, units=listed))
    program.chmod(0o755)
    play_here(
        folder,
        [{"ansible.builtin.include_role": {"name": "backups", "tasks_from": "halt"}}],
        os.environ | {"ANSIBLE_ROLES_PATH": str(ROOT / "ansible" / "roles"), "PATH": f"{folder}:{os.environ['PATH']}"},
    )
    return [line for line in log.read_text().splitlines() if not line.startswith(("list-units", "show"))]


def test_backups_that_are_under_way_are_ended_and_not_told_as_failed(tmp_path):
    assert halted(tmp_path, RUNS) == [*(f"stop {name}" for name in NAMES), f"reset-failed {' '.join(NAMES)}"]


def test_where_none_is_nothing_is_done(tmp_path):
    assert halted(tmp_path, "") == []
