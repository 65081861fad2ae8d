"""What the play says at its start about databases that cannot be a cluster."""

import pytest

from tests.ansible.test_fleet_preflight import at, said

__all__ = ["said"]

THREE = ["db1", "db2", "db3"]
ALL = ",".join(f"10.0.0.{number}" for number in (1, 2, 3))


def cluster(**others):
    """Three machines, each of which says where all are."""
    return {f"db{number}": at(number) | {"site_database_host": ALL} | others for number in (1, 2, 3)}


@pytest.mark.parametrize("names", [["db1"], THREE])
def test_one_database_is_well_and_so_are_three(said, names):
    hosts = {name: cluster()[name] for name in names}

    assert said(hosts, tasks="cluster", database=names, web=["db1"]) == {}


def test_two_databases_are_refused(said):
    hosts = {"db1": at(1), "db2": at(2)}

    refused = said(hosts, tasks="cluster", database=["db1", "db2"])

    assert refused["db1"].startswith("There are 2 machines in the group database: have one, or three")


def test_members_need_addresses(said):
    hosts = cluster() | {"db2": {"base_address": "db2.example", "site_database_host": ALL}}

    refused = said(hosts, database=THREE)

    assert list(refused) == ["db2"]
    assert refused["db2"].startswith("Give db2 a base_address in hosts.yml")


def test_whoever_asks_a_cluster_must_know_all_of_it(said):
    hosts = cluster() | {"web": at(9) | {"site_database_host": "10.0.0.1,10.0.0.2"}, "jobs": at(8)}

    refused = said(hosts, tasks="cluster", database=THREE, web=["web"], scheduler=["jobs"])

    assert set(refused) == {"web", "jobs"}
    assert f"name all machines of the group database, {ALL}: it is 10.0.0.1,10.0.0.2." in refused["web"]
    assert refused["jobs"].endswith("it is empty.")
