"""What a domain asks of receivers"""

import pytest

from microblog.cli.doctor.dmarc import look_at_dmarc, organisation_of
from tests.cli.doctor.conftest import said

ALIGNED = ("ok", "Letters from example.org whose faults are told to example.org count as its own.")


def look(names, domain="example.org", bounces="example.org"):
    return said(look_at_dmarc(names, domain, bounces))


@pytest.mark.parametrize("policy", ["quarantine", "reject", "Reject"])
def test_a_policy_is_well(nameserver, names, policy):
    nameserver.add("_dmarc.example.org", "TXT", "else", f"v=DMARC1;p={policy};pct=100")

    assert look(names) == [("ok", f"The record at _dmarc.example.org asks for p={policy.lower()}."), ALIGNED]


def test_a_policy_that_asks_for_nothing_is_a_warning(nameserver, names):
    nameserver.add("_dmarc.example.org", "TXT", "v=DMARC1; p=none")

    assert look(names) == [("warning", "The record at _dmarc.example.org asks for nothing (p=none)."), ALIGNED]


@pytest.mark.parametrize(("more", "policy"), [("", "reject"), (" sp=quarantine;", "quarantine")])
def test_a_domain_within_another_has_the_policy_of_the_organisation(nameserver, names, more, policy):
    nameserver.add("_dmarc.example.co.uk", "TXT", f"v=DMARC1; p=reject;{more}")

    found = look(names, "news.example.co.uk", "example.co.uk")

    assert found[0] == ("ok", f"The record at _dmarc.example.co.uk asks for p={policy}.")
    assert found[1][0] == "ok"


def test_its_own_record_stands_above_that(nameserver, names):
    nameserver.add("_dmarc.example.org", "TXT", "v=DMARC1; p=reject")
    nameserver.add("_dmarc.news.example.org", "TXT", "v=DMARC1; p=quarantine; sp=none")

    found = look(names, "news.example.org")

    assert found[0] == ("ok", "The record at _dmarc.news.example.org asks for p=quarantine.")


def test_no_record_is_a_warning(nameserver, names):
    nameserver.add("_dmarc.example.org", "TXT", "p=reject")

    assert look(names) == [("warning", "example.org has no DMARC record, which large receivers ask for.")]


def test_several_records_are_an_error(nameserver, names):
    nameserver.add("_dmarc.example.org", "TXT", "v=DMARC1; p=reject", "v=DMARC1; p=none")

    assert look(names) == [("error", "There are 2 records at _dmarc.example.org, so none of them holds.")]


@pytest.mark.parametrize("record", ["v=DMARC1", "v=DMARC1; p=often", "v=DMARC1; p=reject; p=none", "v=DMARC1; what"])
def test_a_record_that_cannot_be_read_is_an_error(nameserver, names, record):
    nameserver.add("_dmarc.example.org", "TXT", record)

    [(verdict, sentence)] = look(names)

    assert (verdict, sentence[:42]) == ("error", "The record at _dmarc.example.org is void: ")


@pytest.mark.parametrize(
    ("alignment", "bounces", "verdict"),
    [
        ("", "bounces.example.org", "ok"),
        ("; aspf=r", "bounces.example.org", "ok"),
        ("; aspf=s", "bounces.example.org", "warning"),
        ("; aspf=s", "EXAMPLE.org", "ok"),
        ("", "example.com", "warning"),
    ],
)
def test_faults_should_be_told_to_the_same_organisation(nameserver, names, alignment, bounces, verdict):
    nameserver.add("_dmarc.example.org", "TXT", f"v=DMARC1; p=reject{alignment}")

    assert look(names, bounces=bounces)[1][0] == verdict


def test_what_cannot_be_asked_is_said_to_be_unknown(nameserver, names):
    nameserver.fail("_dmarc.example.org")

    [(verdict, sentence)] = look(names)

    assert (verdict, sentence[:25]) == ("warning", "It could not be looked at")


@pytest.mark.parametrize(
    ("domain", "organisation"),
    [("a.b.example.org", "example.org"), ("a.Example.co.uk", "example.co.uk"), ("org", "org")],
)
def test_the_organisation_is_what_somebody_registered(domain, organisation):
    assert organisation_of(domain) == organisation
