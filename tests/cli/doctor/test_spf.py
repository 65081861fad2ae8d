"""Who may send in the name of a domain"""

import ipaddress

import pytest

from microblog.cli.doctor.spf import judge, lookups, policy_of
from microblog.cli.doctor.spf_records import Broken, parse

HERE = ipaddress.ip_address("192.0.2.25")
THERE = ipaddress.ip_address("2001:db8::25")


def result(names, address=HERE, domain="example.org", sender="news@example.org"):
    return judge(names, domain, address, sender, "mail.example.org").value


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        ("v=spf1 ip4:192.0.2.25 -all", "pass"),
        ("v=spf1 ip4:192.0.2.0/24 -all", "pass"),
        ("V=SPF1 IP4:192.0.2.0/24 -ALL", "pass"),
        ("v=spf1 ip4:192.0.2.24/31  -all", "pass"),
        ("v=spf1 ip4:198.51.100.1 -all", "fail"),
        ("v=spf1 ip4:198.51.100.1 ~all", "softfail"),
        ("v=spf1 ip4:198.51.100.1 ?all", "neutral"),
        ("v=spf1 ip4:198.51.100.1", "neutral"),
        ("v=spf1", "neutral"),
        ("v=spf1 +all", "pass"),
        ("v=spf1 -ip4:192.0.2.25 +all", "fail"),
        ("v=spf1 a -all", "pass"),
        ("v=spf1 a:mail.example.org -all", "pass"),
        ("v=spf1 a:near.example.org/24//64 -all", "pass"),
        ("v=spf1 a:near.example.org -all", "fail"),
        ("v=spf1 mx -all", "pass"),
        ("v=spf1 mx/30 -all", "pass"),
        ("v=spf1 ptr -all", "pass"),
        ("v=spf1 ptr:other.example -all", "fail"),
        ("v=spf1 exists:%{ir}.%{v}._spf.%{d2} -all", "pass"),
        ("v=spf1 exists:%{l}.%{o}.example.net -all", "fail"),
        ("v=spf1 include:_spf.example.net -all", "pass"),
        ("v=spf1 include:_none.example.net ~all", "softfail"),
        ("v=spf1 redirect=_spf.example.net", "pass"),
        ("v=spf1 redirect=_spf.example.net -all", "fail"),
        ("v=spf1 whatever=else ip4:192.0.2.25 exp=why.example.org -all", "pass"),
    ],
)
def test_an_address_is_judged_as_receivers_do(nameserver, names, record, expected):
    nameserver.add("example.org", "TXT", "google-site-verification=x", record).add("example.org", "A", "192.0.2.25")
    nameserver.add("example.org", "MX", "10 mail.example.org.").add("mail.example.org", "A", "192.0.2.25")
    nameserver.add("near.example.org", "A", "192.0.2.99").add("25.2.0.192.in-addr.arpa", "PTR", "mail.example.org.")
    nameserver.add("25.2.0.192.in-addr._spf.example.org", "A", "127.0.0.2")
    nameserver.add("_spf.example.net", "TXT", "v=spf1 ip4:192.0.2.0/24 -all")
    nameserver.add("_none.example.net", "TXT", "v=spf1 -all")

    assert result(names) == expected


def test_addresses_of_both_kinds_are_judged(nameserver, names):
    nameserver.add("example.org", "TXT", "v=spf1 a:mail.example.org ip6:2001:db9::/32 -all")
    nameserver.add("mail.example.org", "A", "192.0.2.25").add("mail.example.org", "AAAA", "2001:db8::25")

    assert [result(names, address) for address in (HERE, THERE)] == ["pass", "pass"]
    assert result(names, ipaddress.ip_address("2001:db9:1::1")) == "pass"
    assert result(names, ipaddress.ip_address("2001:db7::1")) == "fail"


def test_a_macro_writes_an_address_digit_by_digit(nameserver, names):
    name = ".".join("20010db8000000000000000000000025")
    nameserver.add("example.org", "TXT", "v=spf1 exists:%{i}.%{v}.example.net -all")
    nameserver.add(f"{name}.ip6.example.net", "A", "127.0.0.2")

    assert result(names, THERE) == "pass"


def test_without_a_record_nothing_is_said(nameserver, names):
    nameserver.add("example.org", "TXT", "v=spf10 all", "v=spf2.0/pra +all")

    assert result(names) == "none"
    assert policy_of(names, "example.org") is None


@pytest.mark.parametrize(
    "record",
    [
        "v=spf1 ipv4:192.0.2.1 -all",
        "v=spf1 ip4:192.0.2.256 -all",
        "v=spf1 ip4:192.0.2.1/33",
        "v=spf1 ip4:192.0.2.0/255.255.255.0",
        "v=spf1 ip4 -all",
        "v=spf1 ip6:192.0.2.1",
        "v=spf1 include -all",
        "v=spf1 include: -all",
        "v=spf1 include:example.net/24",
        "v=spf1 exists -all",
        "v=spf1 all:example.net",
        "v=spf1 a/33",
        "v=spf1 a//129",
        "v=spf1 -all,",
        "v=spf1 redirect= -all",
        "v=spf1 redirect=a.example redirect=b.example",
        "v=spf1 exp=a.example exp=b.example -all",
    ],
)
def test_a_record_that_is_not_written_right_is_void(record):
    with pytest.raises(Broken):
        parse(record)


@pytest.mark.parametrize("written", ["%{x}", "%{d", "%d", "%{d0}", "%{i}%"])
def test_a_macro_that_is_not_written_right_makes_it_void(nameserver, names, written):
    nameserver.add("example.org", "TXT", f"v=spf1 exists:{written}.example.org -all")

    with pytest.raises(Broken):
        result(names)


def test_several_records_are_void(nameserver, names):
    nameserver.add("example.org", "TXT", "v=spf1 -all", "v=spf1 ip4:192.0.2.25 -all")

    with pytest.raises(Broken, match="has 2 SPF records"):
        result(names)


@pytest.mark.parametrize("record", ["v=spf1 include:nothing.example -all", "v=spf1 redirect=nothing.example"])
def test_a_policy_that_leads_nowhere_is_void(nameserver, names, record):
    nameserver.add("example.org", "TXT", record)

    with pytest.raises(Broken, match="without an SPF record"):
        result(names)


def test_a_policy_that_leads_to_itself_is_void(nameserver, names):
    nameserver.add("example.org", "TXT", "v=spf1 include:example.org -all")

    with pytest.raises(Broken, match="more than 10 lookups"):
        result(names)


def test_names_that_do_not_exist_make_it_void_if_there_are_many(nameserver, names):
    nameserver.add("example.org", "TXT", "v=spf1 a:x.example a:y.example a:z.example ip4:192.0.2.25 -all")

    with pytest.raises(Broken, match="more than 2"):
        result(names)


def test_an_mx_of_too_many_hosts_is_void(nameserver, names):
    nameserver.add("example.org", "TXT", "v=spf1 mx -all")
    nameserver.add("example.org", "MX", *(f"10 mx{n}.example.org." for n in range(11)))

    with pytest.raises(Broken, match="more than 10 hosts"):
        result(names)


def test_lookups_are_counted_as_if_nothing_matched(nameserver, names):
    nameserver.add("example.org", "TXT", "v=spf1 ip4:192.0.2.25 a mx include:a.example exists:%{i}.example -all a")
    nameserver.add("a.example", "TXT", "v=spf1 include:b.example include:%{d}.example ~all")
    nameserver.add("b.example", "TXT", "v=spf1 ptr redirect=c.example").add("c.example", "TXT", "v=spf1 a -all")

    assert lookups(names, "example.org") == 9


def test_more_lookups_than_are_allowed_make_it_void(nameserver, names):
    nameserver.add("a.example.org", "A", "198.51.100.1")
    nameserver.add("example.org", "TXT", "v=spf1" + " a:a.example.org" * 11 + " ip4:192.0.2.25 -all")

    with pytest.raises(Broken, match="more than 10 lookups"):
        result(names)
    assert lookups(names, "example.org") == 11
