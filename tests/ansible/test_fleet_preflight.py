"""What the play says at its start about machines that do not belong together."""

import json
import re

import pytest
import yaml

from tests.ansible.test_variables import ROOT, read

LOCAL = {"ansible_connection": "local", "ansible_python_interpreter": "/usr/bin/python3"}


@pytest.fixture
def said(play, tmp_path):
    """Look at the machines of an inventory; tell what is said of each that is refused."""

    def look(hosts, tasks="fleet", **groups):
        inventory = {
            "hosts": hosts,
            "children": {name: {"hosts": dict.fromkeys(some)} for name, some in groups.items()},
            "vars": LOCAL | read(ROOT / "ansible/roles/preflight/defaults/main.yml") | {"site_root": str(tmp_path)},
        }
        task = {"name": "Look", "ansible.builtin.import_role": {"name": "preflight", "tasks_from": tasks}}
        book = [{"hosts": "all", "gather_facts": False, "tasks": [task]}]
        (tmp_path / "hosts.yml").write_text(yaml.safe_dump({"all": inventory}))
        (tmp_path / "play.yml").write_text(yaml.safe_dump(book))
        done = play("-i", tmp_path / "hosts.yml", tmp_path / "play.yml", ANSIBLE_CALLBACK_RESULT_FORMAT="json")
        assert "PLAY RECAP" in done.stdout, done.stdout + done.stderr
        fatal = re.findall(r"^fatal: \[(\w+)\]: FAILED! => (\{.*\})$", done.stdout, re.MULTILINE)
        return {host: json.loads(told)["msg"] for host, told in fatal}

    return look


def test_a_part_of_the_site_that_has_no_machine_is_asked_for(said):
    refused = said({"one": {"site_database_host": ""}}, tasks="groups", wbe=["one"], database=["one"])

    assert refused == {"one": "No machine is in the group scheduler, web: put one into it in hosts.yml."}


def test_somebody_elses_database_needs_no_machine(said):
    assert said({"one": {"site_database_host": "10.0.0.9"}}, tasks="groups", web=["one"], scheduler=["one"]) == {}


def test_machines_of_a_fleet_need_addresses_by_which_they_find_each_other(said):
    hosts = {"lb": at(1), "web1": at(2), "web2": {}, "web3": {"base_address": "web3.example"}}

    refused = said(hosts, balancer=["lb"], web=["web1", "web2", "web3"])

    assert set(refused) == {"web2", "web3"}
    assert refused["web2"].startswith("Give web2 a base_address in hosts.yml")


def test_a_balancer_is_no_web_host(said):
    refused = said({"both": at(1), "web1": at(2)}, balancer=["both"], web=["both", "web1"])

    assert list(refused) == ["both"]
    assert "both want the same ports" in refused["both"]


def test_several_web_hosts_need_somebody_in_front(said):
    hosts = {"web1": at(1), "web2": at(2) | {"nginx_balancers": ["10.0.0.9"]}}

    refused = said(hosts, web=["web1", "web2"])

    assert list(refused) == ["web1"]
    assert "put a machine into the group balancer" in refused["web1"]


def test_a_machine_alone_needs_nothing_of_it(said):
    assert said({"one": {}, "copies": {}}, web=["one"], scheduler=["one"], backup=["copies"]) == {}


def test_web_hosts_without_a_folder_in_common_are_refused(said):
    hosts = {"web1": at(1), "jobs": at(2), "trial": at(3) | {"preflight_media_shared": False}, "db": at(4)}

    refused = said(hosts, tasks="media", web=["web1", "trial"], scheduler=["jobs"], database=["db"])

    assert set(refused) == {"web1", "jobs"}
    assert "/media of web1: mount there what trial, web1, jobs share" in refused["web1"]


def at(number):
    """A machine with an address."""
    return {"base_address": f"10.0.0.{number}"}
