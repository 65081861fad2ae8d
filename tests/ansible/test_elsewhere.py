"""A machine that is added begins with the release that the others run."""

import json
import os
import subprocess
from pathlib import Path

import pytest
import yaml

from .here import PLAY

ROOT = Path(__file__).parents[2]
PYTHON = subprocess.run(
    [PLAY.with_name("python"), "-c", "import sys; print('{}{}'.format(*sys.version_info))"],
    capture_output=True,
    text=True,
    check=True,
).stdout.strip()
OLD, NEW, FOR_ANOTHER_PYTHON = f"0.1.0-a-py{PYTHON}", f"0.2.0-b-py{PYTHON}", "0.1.0-a-py399"


@pytest.mark.parametrize(
    ("live", "first"),
    [
        ({"web1": "", "web2": OLD, "web3": OLD}, OLD),
        ({"web1": FOR_ANOTHER_PYTHON, "web2": ""}, NEW),
        ({"web1": "", "web2": ""}, NEW),
    ],
)
def test_a_new_machine_has_what_the_others_run_if_that_is_for_its_python(tmp_path, live, first):
    hosts = {
        name: {
            "ansible_connection": "local",
            "ansible_python_interpreter": str(PLAY.with_name("python")),
            "microblog_live": release,
            "microblog_built": {"stdout": json.dumps({"name": NEW, "built": True})},
        }
        for name, release in live.items()
    }
    (tmp_path / "hosts.yml").write_text(json.dumps({"all": {"hosts": hosts}}))
    role = {"name": "microblog", "tasks_from": "elsewhere"}
    tasks = [
        {"ansible.builtin.include_role": role, "when": "not microblog_live"},
        # Building is known to give the newer one, and takes a minute.
        {"ansible.builtin.set_fact": _task("build.yml", "Know its name"), "when": "not microblog_live"},
        {
            "ansible.builtin.debug": {
                "msg": "{{ inventory_hostname }} has {{ microblog_release | default('its own') }}."
            }
        },
    ]
    facts = {"gather_facts": True, "gather_subset": ["!all", "!min", "python"]}
    play = {"hosts": "all", **facts, "vars": {"site_release": ""}, "tasks": tasks}
    (tmp_path / "play.yml").write_text(json.dumps([play]))
    environment = os.environ | {"ANSIBLE_ROLES_PATH": str(ROOT / "ansible" / "roles"), "ANSIBLE_NOCOLOR": "1"}

    done = subprocess.run(
        [PLAY, "-i", tmp_path / "hosts.yml", tmp_path / "play.yml"], env=environment, capture_output=True, text=True
    )

    assert done.returncode == 0, done.stdout + done.stderr
    for name, release in live.items():
        assert f"{name} has {'its own' if release else first}." in done.stdout


def _task(file: str, name: str) -> dict[str, str]:
    """What a task of the role says."""
    tasks = yaml.safe_load((ROOT / "ansible/roles/microblog/tasks" / file).read_text())
    return next(task["ansible.builtin.set_fact"] for task in tasks if task["name"] == name)
