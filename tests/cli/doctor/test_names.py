"""Asking the DNS"""

import ipaddress
import re

import dns.rcode
import pytest

from microblog.cli.doctor import names as names_module
from microblog.cli.doctor.names import Names, Unanswered


def test_what_is_there_is_told(nameserver, names):
    nameserver.add("example.org", "MX", "20 b.example.org.", "10 A.example.org.").add("example.org", "TXT", "x" * 300)
    nameserver.add("a.example.org", "A", "192.0.2.1").add("a.example.org", "AAAA", "2001:db8::1")
    nameserver.add("1.2.0.192.in-addr.arpa", "PTR", "a.example.org.")

    assert names.exchanges("example.org") == ["a.example.org", "b.example.org"]
    assert names.texts("example.org") == ["x" * 300]
    assert [str(address) for address in names.addresses("a.example.org")] == ["192.0.2.1", "2001:db8::1"]
    assert [str(address) for address in names.addresses("a.example.org", 6)] == ["2001:db8::1"]
    assert names.names_of(ipaddress.ip_address("192.0.2.1")) == ["a.example.org"]


def test_an_answer_that_is_too_long_for_a_packet_is_fetched_on_a_connection(nameserver, names):
    nameserver.add("example.org", "TXT", *(f"{n}" + "x" * 250 for n in range(10)))

    assert len(names.texts("example.org")) == 10


@pytest.mark.parametrize("name", ["nothing.example", "example.org", "x" * 64 + ".example", "a..example"])
def test_what_is_not_there_is_nothing(nameserver, names, name):
    nameserver.add("example.org", "A", "192.0.2.1")

    assert names.texts(name) == []


def test_what_nobody_can_tell_is_not_nothing(nameserver, names):
    nameserver.fail("example.org", dns.rcode.SERVFAIL)

    with pytest.raises(Unanswered, match=r"could not tell example\.org\. TXT"):
        names.texts("example.org")


def test_silence_is_not_waited_for_for_long(nameserver, names, monkeypatch):
    monkeypatch.setattr(names_module, "PATIENCE", 0.2)
    nameserver.silent = True

    for _ in range(2):
        with pytest.raises(Unanswered, match="no DNS server answered"):
            names.texts("example.org")
    asked = sum(nameserver.asked.values())
    with pytest.raises(Unanswered, match="the DNS servers do not answer"):
        names.texts("example.org")

    assert sum(nameserver.asked.values()) == asked


@pytest.mark.parametrize("server", ["x", "127.0.0.1:", "127.0.0.1:x", "127.0.0.1:0", "localhost:53", "::1]:53x"])
def test_a_server_is_an_address(server):
    with pytest.raises(ValueError, match=re.escape(server)):
        Names(server)


@pytest.mark.parametrize("server", ["127.0.0.1", "127.0.0.1:5353", "::1", "[::1]:5353"])
def test_a_server_may_have_a_port(server):
    assert Names(server)
