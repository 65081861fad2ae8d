"""The domain that letters come from"""

import ipaddress

import pytest

from microblog.cli.doctor.sender import look_at_domain, look_at_spf
from tests.cli.doctor.conftest import said

HERE, ELSEWHERE = ipaddress.ip_address("192.0.2.25"), ipaddress.ip_address("198.51.100.25")


def spf(names, *addresses, sure=True):
    return said(look_at_spf(names, "example.org", "news@example.org", addresses, sure=sure))


def test_a_domain_that_takes_mail_is_well(well_kept, names):
    found = said(look_at_domain(names, "example.org"))

    assert found == [("ok", "Mail for example.org is taken by mail.example.org.")]


def test_a_domain_with_an_address_alone_should_have_an_mx(nameserver, names):
    nameserver.add("example.org", "A", "192.0.2.1")

    [(verdict, sentence)] = said(look_at_domain(names, "example.org"))

    assert (verdict, sentence) == ("warning", "example.org has no MX; mail for it goes to its own address.")


@pytest.mark.parametrize(
    ("exchanges", "sentence"),
    [
        ([], "example.org has no MX and no address."),
        (["0 ."], "example.org says that it takes no mail (RFC 7505)."),
        (["10 gone.example.org."], "None of the MX of example.org has an address."),
    ],
)
def test_a_domain_that_takes_no_mail_is_an_error(nameserver, names, exchanges, sentence):
    nameserver.replace("example.org", "MX", *exchanges)

    assert said(look_at_domain(names, "example.org")) == [("error", sentence)]


def test_those_who_may_send_are_let(well_kept, names):
    assert spf(names, HERE) == [
        ("ok", "example.org says who may send in its name."),
        ("ok", "It takes 1 of at most 10 lookups to follow it."),
        ("ok", "example.org lets 192.0.2.25 send."),
    ]


def test_those_who_may_not_are_an_error_if_it_is_certain_that_they_send(well_kept, names):
    assert spf(names, ELSEWHERE)[-1] == ("error", "example.org does not let 198.51.100.25 send (fail).")
    assert spf(names, ELSEWHERE, sure=False)[-1][0] == "warning"


def test_those_of_whom_nothing_is_said_are_a_warning(well_kept, names):
    well_kept.replace("example.org", "TXT", "v=spf1 mx ?all")

    found = spf(names, ELSEWHERE)

    assert ("warning", "example.org does not say that 198.51.100.25 may send (neutral).") in found
    assert ("warning", "The SPF record of example.org leaves open who may send.") in found


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        ("v=spf1 mx", ("warning", "The SPF record of example.org says nothing of everybody else.")),
        ("v=spf1 mx +all", ("error", "The SPF record of example.org lets everybody send.")),
        ("v=spf1 mx ptr -all", ("warning", "The SPF record of example.org uses ptr, which many do not follow.")),
        ("v=spf1 mx ip4:1.2.3 -all", ("error", "The SPF record of example.org is void: 'ip4:1.2.3' is no network.")),
        ("v=spf1" + " mx" * 11 + " -all", ("error", "It takes 11 lookups to follow it, and 10 are allowed.")),
    ],
)
def test_a_record_that_helps_nobody_is_named(well_kept, names, record, expected):
    well_kept.replace("example.org", "TXT", record)

    assert expected in spf(names, HERE)


def test_no_record_and_several_are_errors(well_kept, names):
    well_kept.replace("example.org", "TXT", "nothing")
    assert spf(names, HERE) == [("error", "example.org has no SPF record.")]

    well_kept.replace("example.org", "TXT", "v=spf1 mx -all", "v=spf1 -all")
    [(verdict, sentence)] = spf(names, HERE)
    assert (verdict, "has 2 SPF records" in sentence) == ("error", True)


def test_without_an_address_it_is_said_that_none_is_known(well_kept, names):
    assert spf(names)[-1] == ("warning", "It is not known from which address the mail host sends.")


def test_what_cannot_be_asked_is_said_to_be_unknown(well_kept, names):
    well_kept.fail("example.org")

    for found in (said(look_at_domain(names, "example.org")), spf(names, HERE)):
        [(verdict, sentence)] = found
        assert (verdict, sentence[:28]) == ("warning", "It could not be looked at: t")
