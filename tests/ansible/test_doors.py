"""Who gets in where: the rules of the firewall and of PostgreSQL, as written for a machine alone and for a fleet."""

import os
import re
import subprocess
from pathlib import Path

import pytest
import yaml
from jinja2 import Environment

from tests.ansible.test_variables import read

ROOT = Path(__file__).parents[2]
ROLES = ROOT / "ansible" / "roles"
PROGRAM = ROOT / "var" / "operations" / "bin" / "ansible-playbook"
PATH = os.environ["PATH"] + ":/usr/sbin"

WRITTEN = ["base/templates/nftables.conf.j2", "postgresql/templates/pg_hba.conf.j2"]
PLAY = {
    "hosts": "all",
    "gather_facts": False,
    "vars_files": [str(ROLES / role / "vars" / "main.yml") for role in ("site", "base", "postgresql")],
    "tasks": [
        {
            "template": {"src": "{{ item }}", "dest": "{{ folder }}/{{ inventory_hostname }}/{{ item | basename }}"},
            "loop": [str(ROLES / template) for template in WRITTEN],
        }
    ],
}
"""What writes the files of every host into a folder here."""


@pytest.fixture(scope="module")
def alone(tmp_path_factory):
    return written(tmp_path_factory.mktemp("alone"), "single.example/hosts.yml")


@pytest.fixture(scope="module")
def fleet(tmp_path_factory):
    return written(tmp_path_factory.mktemp("fleet"), "fleet.example/hosts.yml", site_database_host="10.0.0.41")


@pytest.fixture(scope="module")
def widened(tmp_path_factory):
    more = {"web": [{"port": 9100, "from": ["10.0.0.99", "fd00::/8"]}, {"port": 8443}]}
    return written(tmp_path_factory.mktemp("widened"), "single.example/hosts.yml", base_more_open_ports=more)


def test_a_machine_alone_opens_22_80_and_443(alone):
    assert rules(alone / "microblog") == ["tcp dport 22", "tcp dport 443", "tcp dport 80"]


def test_a_machine_alone_lets_nobody_come_to_the_database_by_the_network(alone):
    assert "host" not in (alone / "microblog" / "pg_hba.conf.j2").read_text()


def test_machines_of_a_fleet_open_only_what_the_others_need(fleet):
    to_web = [(10, 25), (10, 443), (10, 80), (22, 80), (41, 25), (42, 25), (43, 25)]
    from_others = [f"ip saddr 10.0.0.{who} tcp dport {port}" for who, port in to_web]
    to_database = [(21, 5432), (22, 5432)]
    to_database += [(number, port) for number in (42, 43) for port in (2379, 2380, 5432, 8008)]
    clients = [f"ip saddr 10.0.0.{number} tcp dport {port}" for number, port in to_database]

    assert rules(fleet / "balancer1") == ["tcp dport 22", "tcp dport 443", "tcp dport 80"]
    assert rules(fleet / "web1") == [*from_others, "tcp dport 22"]
    assert rules(fleet / "database1") == sorted([*clients, "tcp dport 22"])


def test_the_database_of_a_fleet_lets_the_site_in_by_tls_and_password(fleet):
    access = (fleet / "database1" / "pg_hba.conf.j2").read_text()

    assert sorted(re.findall(r"^host.*microblog.*", access, re.MULTILINE)) == [
        f"hostssl microblog microblog 10.0.0.{number}/32 scram-sha-256" for number in (21, 22)
    ]


def test_nobody_is_let_into_a_database_without_proof(alone, fleet):
    for file in (alone / "microblog" / "pg_hba.conf.j2", fleet / "database1" / "pg_hba.conf.j2"):
        lines = [line.split() for line in file.read_text().splitlines() if not line.startswith("#")]
        assert all({"peer", "scram-sha-256", "cert"} & set(line) for line in lines)


def test_more_doors_can_be_opened(widened):
    assert rules(widened / "microblog") == [
        "ip saddr 10.0.0.99 tcp dport 9100",
        "ip6 saddr fd00::/8 tcp dport 9100",
        "tcp dport 22",
        "tcp dport 443",
        "tcp dport 80",
        "tcp dport 8443",
    ]


def test_the_rules_are_those_that_nftables_understands(alone, fleet, widened):
    for folder in (alone, fleet, widened):
        for file in folder.glob("*/nftables.conf.j2"):
            checked = subprocess.run(
                ["nft", "--check", "--file", file], capture_output=True, text=True, env={"PATH": PATH}
            )
            assert checked.returncode == 0, checked.stderr


@pytest.mark.parametrize(
    ("debian", "exempt"), [("12", []), ("13", ["PerSourcePenaltyExemptList 192.0.2.7,2001:db8::/48"])]
)
def test_sshd_shuts_those_out_that_fail_but_for_those_whom_nobody_may(debian, exempt):
    template = Environment(trim_blocks=True).from_string((ROLES / "base/templates/sshd.conf.j2").read_text())

    said = template.render(
        ansible_facts={"distribution_major_version": debian}, base_never_ban=["192.0.2.7", "2001:db8::/48"]
    )

    assert [line for line in said.splitlines() if line.startswith("PerSource")] == exempt


def written(folder: Path, inventory: str, **variables: object) -> Path:
    """Write the files of each host of an inventory into a folder of its own."""
    defaults = {name: value for role in ("site", "base", "postgresql") for name, value in defaults_of(role).items()}
    always = {"ansible_connection": "local", "ansible_python_interpreter": "/usr/bin/python3", "folder": str(folder)}
    hosts = read(ROOT / "ansible" / "inventories" / inventory)
    hosts["all"]["vars"] = defaults | always | {"postgresql_major": "17"} | variables
    for host in hosts["all"]["hosts"]:
        (folder / host).mkdir()
    (folder / "hosts.yml").write_text(yaml.safe_dump(hosts))
    (folder / "play.yml").write_text(yaml.safe_dump([PLAY]))
    environment = os.environ | {"ANSIBLE_CONFIG": str(ROOT / "ansible" / "ansible.cfg")}
    command = [PROGRAM, "-i", folder / "hosts.yml", folder / "play.yml"]
    done = subprocess.run(command, capture_output=True, text=True, env=environment)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def rules(folder: Path) -> list[str]:
    """List what the firewall of a machine lets in by TCP."""
    lines = (folder / "nftables.conf.j2").read_text().splitlines()
    found = {line.split("accept")[0].strip() for line in lines if "tcp dport" in line}
    return sorted(found)


def defaults_of(role: str) -> dict:
    return read(ROLES / role / "defaults" / "main.yml")
