"""The names of addresses"""

import ipaddress

import pytest

from microblog.cli.doctor.reverse import look_at_names
from tests.cli.doctor.conftest import said

HERE, THERE = ipaddress.ip_address("192.0.2.25"), ipaddress.ip_address("2001:db8::25")


@pytest.mark.parametrize("helo", ["mail.example.org", "MAIL.example.org.", ""])
def test_a_name_that_leads_back_is_well(well_kept, names, helo):
    found = said(look_at_names(names, [HERE], helo))

    assert found == [("ok", "192.0.2.25 is called mail.example.org, and that name leads back to it.")]


def test_both_kinds_of_addresses_have_names(nameserver, names):
    nameserver.add("mail.example.org", "AAAA", "2001:db8::25")
    nameserver.add(THERE.reverse_pointer, "PTR", "mail.example.org.")

    assert said(look_at_names(names, [THERE], "")) == [
        ("ok", "2001:db8::25 is called mail.example.org, and that name leads back to it.")
    ]


def test_no_name_is_an_error(nameserver, names):
    assert said(look_at_names(names, [HERE], "")) == [("error", "192.0.2.25 has no name.")]


def test_a_name_that_leads_elsewhere_is_an_error(well_kept, names):
    well_kept.replace("mail.example.org", "A", "192.0.2.26")

    assert said(look_at_names(names, [HERE], "")) == [
        ("error", "192.0.2.25 is called mail.example.org, but that name does not lead back to it.")
    ]


def test_a_host_that_calls_itself_otherwise_is_a_warning(well_kept, names):
    assert said(look_at_names(names, [HERE], "localhost")) == [
        ("warning", "192.0.2.25 is called mail.example.org, but the mail host calls itself localhost.")
    ]


def test_without_an_address_nothing_is_known(names):
    assert said(look_at_names(names, [], "")) == [
        ("warning", "It is not known from which address the mail host sends.")
    ]


def test_what_cannot_be_asked_is_said_to_be_unknown_and_the_next_is_asked(well_kept, names):
    well_kept.fail(THERE.reverse_pointer)

    assert [verdict for verdict, _ in said(look_at_names(names, [THERE, HERE], ""))] == ["warning", "ok"]
