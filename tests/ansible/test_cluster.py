"""A cluster of databases, as the roles write it for machines that do not exist: who trusts whom, and with what."""

import json

import pytest
import yaml

from tests.ansible.test_variables import ROOT, read

ROLES = ROOT / "ansible" / "roles"
TEMPLATES = {
    "etcd": ["etcd.j2", "etcd.service.j2"],
    "patroni": ["config.yml.j2", "base.conf.j2", "promoted.sh.j2"],
    "postgresql": ["pg_hba.conf.j2", "pg_ident.conf.j2", "site.conf.j2"],
}
MACHINES = {
    **{f"database{number}": {"base_address": f"10.0.0.4{number}"} for number in (1, 2, 3)},
    "web1": {"base_address": "10.0.0.21"},
}


@pytest.fixture(scope="module")
def written(play, tmp_path_factory):
    """Have Ansible write what each member gets; return the folder, with one of each."""
    folder = tmp_path_factory.mktemp("cluster")
    files = [ROLES / role / kind / "main.yml" for role in ("site", *TEMPLATES) for kind in ("defaults", "vars")]
    book = {
        "hosts": "database",
        "gather_facts": True,
        "vars_files": [str(file) for file in files if file.exists()],
        "tasks": [
            {"ansible.builtin.file": {"path": f"{folder}/{{{{ inventory_hostname }}}}", "state": "directory"}},
            *(
                {
                    "ansible.builtin.template": {
                        "src": str(ROLES / role / "templates" / name),
                        "dest": f"{folder}/{{{{ inventory_hostname }}}}/{name.removesuffix('.j2')}",
                    }
                }
                for role, names in TEMPLATES.items()
                for name in names
            ),
        ],
    }
    given = {
        "ansible_connection": "local",
        "ansible_python_interpreter": "/usr/bin/python3",
        "site_domain": "microblog.example",
        "site_contact": "help@microblog.example",
        "site_database_host": "10.0.0.41,10.0.0.42,10.0.0.43",
        "postgresql_major": "17",
    }
    groups = {
        "database": {"hosts": dict.fromkeys(one for one in MACHINES if one != "web1")},
        "web": {"hosts": {"web1": {}}},
        "scheduler": {"hosts": {"web1": {}}},
    }
    inventory = {"all": {"hosts": MACHINES, "children": groups}}
    (folder / "hosts.yml").write_text(yaml.safe_dump(inventory))
    (folder / "play.yml").write_text(json.dumps([book]))
    done = play("-i", folder / "hosts.yml", "-e", json.dumps(given), folder / "play.yml")
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def words_of(file):
    """The lines of a file that count."""
    return [line for line in file.read_text().splitlines() if line and not line.startswith("#")]


def test_members_of_etcd_know_each_other_and_nobody_else(written):
    told = dict(line.split("=", 1) for line in words_of(written / "database2" / "etcd"))

    assert told["ETCD_NAME"] == "database2"
    assert told["ETCD_LISTEN_CLIENT_URLS"] == "https://10.0.0.42:2379"
    assert told["ETCD_INITIAL_CLUSTER"].split(",") == [
        f"database{number}=https://10.0.0.4{number}:2380" for number in (1, 2, 3)
    ]
    assert told["ETCD_CLIENT_CERT_AUTH"] == told["ETCD_PEER_CLIENT_CERT_AUTH"] == "true"
    assert "http://" not in "".join(told.values())


def test_patroni_speaks_tls_with_everybody_and_has_no_password(written):
    told = yaml.safe_load((written / "database3" / "config.yml").read_text())

    assert told["name"] == "database3"
    assert told["restapi"]["listen"] == "10.0.0.43:8008"
    assert told["restapi"]["verify_client"] == "required"
    assert told["etcd3"] | {"hosts": 3} == {
        "protocol": "https",
        "hosts": 3,
        "cert": "/etc/postgresql-common/site.crt",
        "key": "/etc/postgresql-common/site.key",
        "cacert": "/etc/microblog/database.crt",
    }
    assert told["etcd3"]["hosts"] == ["10.0.0.41:2379", "10.0.0.42:2379", "10.0.0.43:2379"]
    who = told["postgresql"]["authentication"]
    assert {one.get("sslmode") for name, one in who.items() if name != "superuser"} == {"verify-full"}
    assert "password" not in json.dumps(who)


def test_what_is_acknowledged_is_on_two_members(written):
    dcs = yaml.safe_load((written / "database1" / "config.yml").read_text())["bootstrap"]["dcs"]

    assert dcs["synchronous_mode"] is True
    assert dcs["postgresql"]["use_pg_rewind"] is True
    assert dcs["loop_wait"] + 2 * dcs["retry_timeout"] <= dcs["ttl"], "else a primary is taken for dead that lives"


def test_members_are_let_in_by_their_certificates_and_the_site_by_its_password(written):
    hba = words_of(written / "database1" / "pg_hba.conf")
    ident = words_of(written / "database1" / "pg_ident.conf")

    for number in (1, 2, 3):
        assert f"hostssl replication replicator 10.0.0.4{number}/32 cert map=members" in hba
        assert f"members 10.0.0.4{number} replicator" in ident
    assert "hostssl microblog microblog 10.0.0.21/32 scram-sha-256" in hba
    assert [line for line in hba if line.split()[0] == "host" or "trust" in line or "0.0.0.0" in line] == []
    assert "ssl_ca_file = '/etc/microblog/database.crt'" in words_of(written / "database1" / "site.conf")


def test_the_ports_of_the_cluster_are_open_to_its_members_alone():
    ports = {
        rule["port"]: rule["from"] for rule in read(ROLES / "base/defaults/main.yml")["base_open_ports"]["database"]
    }

    assert ports[2379] == ports[2380] == ports[8008] == ["database"]


def test_the_data_is_read_as_on_a_single_machine(written):
    base = words_of(written / "database1" / "base.conf")

    assert "include_dir = 'conf.d'" in base
    assert "data_directory = '/var/lib/postgresql/17/main'" in base
