"""How PostgreSQL is set on a machine: what the role writes into the folder of a cluster that Debian has made."""

import os
from pathlib import Path

from .here import play_here
from .test_variables import ROOT, read

ROLE = ROOT / "ansible/roles/postgresql"
ENVIRONMENT = os.environ | {
    "ANSIBLE_CONFIG": str(ROOT / "ansible/ansible.cfg"),
    "ANSIBLE_ROLES_PATH": str(ROOT / "ansible/roles"),
}


def test_nobody_but_postgresql_reads_how_it_is_set(tmp_path):
    config = tmp_path / "main"
    (config / "conf.d").mkdir(parents=True)
    for name in ("postgresql.conf", "pg_ctl.conf", "start.conf"):  # as pg_createcluster leaves them
        (config / name).touch(mode=0o644)

    configure(tmp_path, config)
    again = configure(tmp_path, config)

    assert {path.name: mode(path) for path in config.rglob("*.conf")} == dict.fromkeys(
        ("postgresql.conf", "pg_ctl.conf", "start.conf", "pg_hba.conf", "pg_ident.conf", "50-site.conf"), 0o640
    )
    assert "changed=0" in again


def configure(folder: Path, config: Path) -> str:
    """Have the role set PostgreSQL."""
    known = read(ROOT / "ansible/roles/site/defaults/main.yml") | read(ROOT / "ansible/roles/site/vars/main.yml")
    role = {"name": "postgresql", "tasks_from": "configure"}
    more = {"postgresql_config": str(config), "postgresql_major": "17", "groups": {"all": []}}
    tasks = [
        {"ansible.builtin.setup": {"gather_subset": "hardware"}},
        {"ansible.builtin.include_role": role, "vars": known | more},
    ]
    return play_here(folder, tasks, ENVIRONMENT)


def mode(path: Path) -> int:
    """Tell who may read a file."""
    return path.stat().st_mode & 0o777
