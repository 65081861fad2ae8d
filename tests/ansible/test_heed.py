"""After an interrupted run services heed what it wrote: some by reading it, some only by a new start."""

import os
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

PROGRAM = Path(__file__).parents[2] / "ansible/playbooks/files/heed.sh"
SYSTEMCTL = """\
#!/bin/sh
case "$*" in
    list-units*) echo 'one.service loaded active running The only one' ;;
    *ActiveEnterTimestamp*) echo '{began}' ;;
    *FragmentPath*) printf '%s\\n\\n%s\\n' {unit} {part} ;;
    *) echo "$@" >> {log} ;;
esac
"""


@pytest.fixture
def heeded(tmp_path):
    """Let a service that began so many seconds after its unit and a part of it were written heed them."""

    def run(unit: int, part: int) -> list[str]:
        now = int(datetime.now(UTC).timestamp())
        files = {name: tmp_path / name for name in ("unit", "part", "log", "systemctl")}
        for name, age in (("unit", unit), ("part", part)):
            files[name].touch()
            os.utime(files[name], (now - age, now - age))
        facts = {name: path for name, path in files.items() if name != "systemctl"}
        began = datetime.fromtimestamp(now, UTC).strftime("%a %Y-%m-%d %H:%M:%S UTC")
        files["systemctl"].write_text(SYSTEMCTL.format(began=began, **facts))
        files["systemctl"].chmod(0o755)
        path = f"{tmp_path}:{os.environ['PATH']}"
        done = subprocess.run(["sh", PROGRAM, "one*"], env={"PATH": path}, capture_output=True, text=True, check=True)
        assert (done.stdout, done.stderr) == ("one.service\n", "")
        return files["log"].read_text().splitlines()

    return run


def test_who_runs_with_the_unit_that_there_is_reads_its_settings(heeded):
    assert heeded(60, 30) == ["daemon-reload", "reload-or-restart one.service"]


@pytest.mark.parametrize(("unit", "part"), [(60, -1), (-1, 60), (60, 0)])
def test_who_began_with_another_unit_begins_anew(heeded, unit, part):
    assert heeded(unit, part) == ["daemon-reload", "restart one.service"]
