"""What the tests of the playbooks need: Ansible as `make operations` installs it, and the programs that roles set up.

None of it is left out where it is missing: then there is one sentence that says what to install.
"""

import fcntl
import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BIN = ROOT / "var" / "operations" / "bin"


PROGRAMS = {
    "haproxy": "haproxy",
    "nft": "nftables",
    "nginx": "nginx",
    "openssl": "openssl",
    "pgbackrest": "pgbackrest",
    "postconf": "postfix",
    "promtool": "prometheus",
    "restic": "restic",
    "rsync": "rsync",
    "systemd-analyze": "systemd",
    "/usr/lib/postgresql": "postgresql",
}
"""Program, or folder → the Debian package in which it is."""


def install() -> None:
    """Have Ansible and what checks its work, as pinned; of several processes of a run one installs, the others wait."""
    (ROOT / "var").mkdir(exist_ok=True)
    wanted = ["make", "operations", "var/rehearsal/.ready"]
    with (ROOT / "var" / ".operations.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = subprocess.run(wanted, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise pytest.UsageError(f"`{' '.join(wanted)}` failed, and tests/ansible cannot do without:\n{done.stderr}")


def look_for_programs() -> None:
    """Refuse to begin where a program is missing that a role sets up, or where they may not be run."""
    path = os.environ["PATH"] + ":/usr/sbin"
    missing = [
        package for name, package in PROGRAMS.items() if not (shutil.which(name, path=path) or os.path.isdir(name))
    ]
    if missing:
        raise pytest.UsageError(f"tests/ansible needs these packages of Debian: {' '.join(missing)}")
    if os.geteuid() != 0:
        raise pytest.UsageError("tests/ansible must be run by root: Postfix, nft and PostgreSQL are started for real.")


install()  # before the tests are imported: some look for it then
look_for_programs()


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
