"""The inventories that come with us: groups, names and secrets fit the roles, and no secret lies open."""

import json
import re
from pathlib import Path

import pytest
import yaml

from tests.ansible.test_variables import ROLES, options_of, read

ROOT = Path(__file__).parents[2]
INVENTORIES = ROOT / "ansible" / "inventories"
FILES = sorted(file for folder in INVENTORIES.iterdir() for file in folder.glob("*.yml"))
SETTINGS = [INVENTORIES / name / "group_vars" / "all" for name in ("vagrant", "single.example", "fleet.example")]
GROUPS = {"web", "scheduler", "database", "backup"}

of_each_file = pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(INVENTORIES)))
of_each_inventory = pytest.mark.parametrize("settings", SETTINGS, ids=lambda folder: folder.parents[1].name)


def test_there_are_the_inventories_that_are_spoken_of():
    assert {file.parent.name for file in FILES} == {"vagrant", "single.example", "fleet.example"}


@of_each_file
def test_an_inventory_fills_the_groups_that_the_playbooks_know(file):
    groups = read(file)["all"]["children"]

    assert set(groups) - {"balancer"} == GROUPS
    assert all(group["hosts"] for group in groups.values())
    assert {host for group in groups.values() for host in group["hosts"]} == set(read(file)["all"]["hosts"])


@of_each_file
def test_the_machines_of_a_fleet_know_each_other_by_address(file):
    hosts = read(file)["all"]["hosts"]
    others = hosts if len(hosts) > 1 else {}  # a machine alone needs to know none

    addresses = [host["base_address"] for host in others.values()]

    assert all(re.fullmatch(r"[0-9.]+", address) for address in addresses)
    assert len(set(addresses)) == len(addresses)


@of_each_inventory
def test_an_inventory_sets_only_what_roles_know(settings):
    known = {name for role in ROLES for name in options_of(role)}
    files = settings.parents[1].glob("*.yml")

    named = set(read(settings / "main.yml")).union(*(read(file)["all"].get("vars", {}) for file in files))

    assert {name for name in named if not name.startswith("ansible_")} <= known


@of_each_inventory
def test_an_inventory_sets_what_must_be_set(settings):
    wanted = {name for role in ROLES for name, option in options_of(role).items() if option.get("required")}

    assert wanted <= set(read(settings / "main.yml"))


@of_each_inventory
def test_the_vault_holds_what_is_asked_of_it(settings):
    vault = settings / ("vault.yml" if settings.parents[1].name == "vagrant" else "vault.yml.example")
    named = set(re.findall(r"\bvault_\w+", (settings / "main.yml").read_text()))
    wanted = {
        secret["name"] for secret in read(ROOT / "ansible/roles/preflight/defaults/main.yml")["preflight_secrets"]
    }

    assert named <= set(read(vault))
    assert set(read(vault)) <= wanted
    assert wanted - set(read(vault)) <= {"vault_database_password"}


@pytest.mark.parametrize("settings", SETTINGS[1:], ids=lambda folder: folder.parents[1].name)
def test_an_example_holds_no_secret_but_the_one_that_is_refused(settings):
    assert set(read(settings / "vault.yml.example").values()) == {"put-your-own-here"}


def test_no_vault_lies_open_but_that_of_developers():
    vaults = [file for file in INVENTORIES.rglob("vault.yml") if "vagrant" not in file.parts]

    assert [file for file in vaults if not file.read_text().startswith("$ANSIBLE_VAULT")] == []


def test_collections_are_pinned_to_those_that_are_installed():
    [place] = (ROOT / "var" / "operations").glob("lib/python3*/site-packages/ansible_collections")

    for collection in read(ROOT / "ansible" / "requirements.yml")["collections"]:
        manifest = place.joinpath(*collection["name"].split("."), "MANIFEST.json")
        assert json.loads(manifest.read_text())["collection_info"]["version"] == collection["version"]


def test_roles_use_no_other_collections_than_those_pinned():
    pinned = {collection["name"] for collection in read(ROOT / "ansible" / "requirements.yml")["collections"]}
    files = [file for place in ("roles", "playbooks") for file in (ROOT / "ansible" / place).rglob("*.yml")]

    used = {
        ".".join(key.split(".")[:2])
        for file in files
        for key in re.findall(r"^\s+(?:- )?([a-z]+\.[a-z]+\.[a-z_]+):", file.read_text(), re.MULTILINE)
        if not key.startswith(("ansible.builtin.", "vm.", "net.", "kernel.", "fs."))
    }

    assert used <= pinned


def test_examples_are_yaml_that_people_can_read():
    for file in INVENTORIES.rglob("*.y*ml*"):
        assert file.read_text().startswith("---\n"), file
        yaml.safe_load(file.read_text())
