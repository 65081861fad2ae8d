"""The units of systemd, written by the roles' own tasks: systemd understands them, and they shut the application in.

Nothing runs here: `systemd-analyze` reads files. That the application works within them, the rehearsal shows.
"""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
ROLES = ROOT / "ansible" / "roles"
UNITS = "/etc/systemd/system/"
SHUT_IN = {"microblog-web@.service", "microblog-scheduler.service"}
MOST = 1.5
"""How much exposure `systemd-analyze security` may find: a unit as most are has more than 9."""

NOT_HERE = re.compile(
    r"Command \S+ is not executable: No such file|Failed to prepare filename \S+: No such file"
    r"|Unit configured to use KillMode=none"
)
"""What cannot be otherwise on a machine that is no server."""


def tasks_about_units(role: Path):
    """Find the tasks of a role that write units, or parts of them."""
    for file in sorted((role / "tasks").rglob("*.yml")):
        yield from _writing(yaml.safe_load(file.read_text(encoding="utf-8")) or [])


def _writing(tasks):
    for task in tasks:
        for name in ("block", "rescue", "always"):
            yield from _writing(task.get(name, []))
        written = task.get("ansible.builtin.template", {})
        if str(written.get("dest", "")).startswith(UNITS):
            yield task


def moved(task, role: Path, root: Path):
    """Let a task write below a folder of ours."""
    written, around = task["ansible.builtin.template"], ("loop", "loop_control", "vars", "when")
    same = {name: task[name] for name in around if name in task}
    dest = f"{root}{written['dest']}"
    yield {"ansible.builtin.file": {"path": f"{{{{ '{root}' ~ _dest | dirname }}}}", "state": "directory"}, **same} | {
        "vars": {**same.get("vars", {}), "_dest": written["dest"]}
    }
    yield {"ansible.builtin.template": {"src": str(role / "templates" / written["src"]), "dest": dest}, **same}


@pytest.fixture(scope="session")
def written(play, tmp_path_factory):
    """Have Ansible write all units, with the defaults of all roles; return the folder of units."""
    root = tmp_path_factory.mktemp("units")
    roles = sorted(role for role in ROLES.iterdir() if role.is_dir())
    plays = [
        {
            "hosts": "localhost",
            "connection": "local",
            "gather_facts": True,
            "vars_files": [
                str(file) for one in (ROLES / "site", role) for file in sorted(one.glob("[dv][ea][fr]*/main.yml"))
            ],
            "tasks": [one for task in tasks_about_units(role) for one in moved(task, role, root)],
        }
        for role in roles
    ]
    (root / "play.yml").write_text(json.dumps([play for play in plays if play["tasks"]]), encoding="utf-8")
    groups = {group: {"hosts": {"localhost": {}}} for group in ("web", "scheduler", "database", "backup")}
    (root / "hosts.yml").write_text(json.dumps({"all": {"children": groups}}), encoding="utf-8")
    extra = {"site_domain": "microblog.example", "site_contact": "post@microblog.example"}
    done = play("-i", root / "hosts.yml", "-e", json.dumps(extra), root / "play.yml")
    assert done.returncode == 0, done.stdout + done.stderr
    return root / UNITS.strip("/")


def units_in(folder: Path):
    """List units: each as it would run, an instance of those that are patterns."""
    files = sorted(path for path in folder.iterdir() if path.is_file())
    parts = sorted(path for path in folder.iterdir() if path.is_dir())
    names = {path.name for path in files} | {path.name.removesuffix(".d") for path in parts}
    return sorted(names)


def test_there_are_units_for_the_application(written):
    assert set(units_in(written)) >= SHUT_IN | {"microblog-web@.socket", "microblog.target"}


def test_systemd_understands_every_unit(written, tmp_path):
    units = tmp_path / "units"
    shutil.copytree(written, units)
    for name in units_in(units):  # what Debian brings along is not here; a stub stands for it
        if not (units / name).exists():
            (units / name).write_text("[Service]\nExecStart=/bin/true\n", encoding="utf-8")

    instances = [name.replace("@.", "@trial.") for name in units_in(units)]
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *instances],
        env={**os.environ, "SYSTEMD_UNIT_PATH": f"{units}:", "SYSTEMD_LOG_COLOR": "0"},
        capture_output=True,
        text=True,
        check=False,
    )
    ours = [line for line in done.stderr.splitlines() if any(name in line for name in (*instances, str(units)))]

    assert [line for line in ours if not NOT_HERE.search(line)] == []


@pytest.mark.parametrize("name", sorted(SHUT_IN))
def test_whoever_gets_into_the_application_gets_no_further(name, written):
    words = ["systemd-analyze", "security", "--offline=true", f"--threshold={MOST * 10:.0f}", "--no-pager"]

    done = subprocess.run([*words, str(written / name)], capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout


def test_a_unit_that_shuts_nothing_in_would_be_found(tmp_path):
    unit = tmp_path / "open.service"
    unit.write_text("[Service]\nExecStart=/bin/true\n", encoding="utf-8")

    words = ["systemd-analyze", "security", "--offline=true", f"--threshold={MOST * 10:.0f}", str(unit)]

    assert subprocess.run(words, capture_output=True, check=False).returncode != 0
