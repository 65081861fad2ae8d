"""Which addresses are out in the world."""

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microblog.fetching.networks import NOT_OUTSIDE, Networks, is_outside

REFUSED = [
    "0.0.0.0",
    "0.1.2.3",
    "10.0.0.1",
    "10.255.255.255",
    "100.64.0.1",
    "100.127.255.255",
    "127.0.0.1",
    "127.255.255.254",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.1",
    "192.0.0.170",
    "192.0.2.1",
    "192.31.196.1",
    "192.52.193.1",
    "192.88.99.1",
    "192.168.0.1",
    "192.175.48.1",
    "198.18.0.1",
    "198.19.255.255",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "239.255.255.255",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:8.8.8.8",
    "::ffff:0:127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b::808:808",
    "64:ff9b:1::1",
    "100::1",
    "100:0:0:1::1",
    "2001::1",
    "2001:0:53aa:64c:0:7fff:80ff:fffe",
    "2001:2::1",
    "2001:20::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "2002:808:808::1",
    "2620:4f:8000::1",
    "3fff::1",
    "5f00::1",
    "fc00::1",
    "fd12:3456::1",
    "fe80::1",
    "fec0::1",
    "ff02::1",
    "4000::1",
]

OUTSIDE = [
    "1.1.1.1",
    "8.8.8.8",
    "93.184.216.34",
    "172.32.0.1",
    "100.128.0.1",
    "2600::",
    "2606:4700::1111",
    "2a00:1450:4001:80b::200e",
]


@pytest.mark.parametrize("address", REFUSED)
def test_what_is_not_out_in_the_world_is_refused(address):
    assert not is_outside(ipaddress.ip_address(address))
    assert not Networks().allow(ipaddress.ip_address(address), 80)


@pytest.mark.parametrize("address", OUTSIDE)
def test_what_is_may_be_reached_at_the_ports_of_the_web(address):
    allowed = [
        port for port in (22, 25, 80, 443, 5432, 6379, 8080) if Networks().allow(ipaddress.ip_address(address), port)
    ]

    assert allowed == [80, 443]


def test_an_address_of_one_wire_is_refused():
    assert not Networks((ipaddress.ip_network("fe80::/10"),)).allow(ipaddress.ip_address("fe80::1%eth0"), 80)


def test_what_is_opened_is_opened_alone():
    networks = Networks((ipaddress.ip_network("127.0.0.5/32"),))

    assert networks.allow(ipaddress.ip_address("127.0.0.5"), 8080)
    assert not networks.allow(ipaddress.ip_address("127.0.0.1"), 80)
    assert not networks.allow(ipaddress.ip_address("::ffff:127.0.0.5"), 80)


@given(st.ip_addresses())
def test_nothing_is_outside_that_python_knows_to_be_special(address):
    if is_outside(address):
        assert address.is_global
        assert not address.is_multicast
        assert not address.is_reserved


@given(st.sampled_from(NOT_OUTSIDE), st.integers(0, 2**128))
def test_every_address_of_a_refused_network_is_refused(network, where):
    assert not is_outside(network[where % network.num_addresses])
