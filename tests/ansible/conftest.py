"""Ansible for the tests of the playbooks: as `make operations` installs it, and never left out where it is missing."""

import fcntl
import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BIN = ROOT / "var" / "operations" / "bin"


def install() -> None:
    """Have Ansible, at the versions that are pinned; of several processes of a run one installs and the others wait."""
    (ROOT / "var").mkdir(exist_ok=True)
    with (ROOT / "var" / ".operations.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = subprocess.run(["make", "operations"], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise pytest.UsageError(f"`make operations` failed, and tests/ansible cannot do without:\n{done.stderr}")


install()  # before the tests are imported: some look for it then


@pytest.fixture(scope="session")
def play():
    """Run ansible-playbook in the folder of the playbooks, as people do."""

    def run(*words, **variables):
        command = [str(BIN / "ansible-playbook"), *map(str, words)]
        ours = {
            "ANSIBLE_NOCOLOR": "1",
            "ANSIBLE_LOCALHOST_WARNING": "0",
            "ANSIBLE_PYTHON_INTERPRETER": str(BIN / "python"),
        }
        environment = {**os.environ, **ours, **variables}
        return subprocess.run(
            command, cwd=ROOT / "ansible", env=environment, capture_output=True, text=True, check=False
        )

    return run
