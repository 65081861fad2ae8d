"""Which addresses are out in the world.

Everything that IANA's registries of special-purpose addresses name is refused (RFC 6890, which RFC 8190 mends), and
so are addresses of version 6 in which one of version 4 is wrapped up: what is within is nobody's to check but the
network's. Of version 6, only what is given out at all counts (2000::/3). The list is our own, as that of Python's
`ipaddress` differs from release to release.
"""

import ipaddress
from dataclasses import dataclass

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network
Opened = tuple[Network, ...]
"""Networks that may be reached although they are not out in the world, on any port: for developers and tests."""

PORTS = frozenset({80, 443})

NOT_OUTSIDE: tuple[Network, ...] = tuple(
    ipaddress.ip_network(network)
    for network in (
        *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12"),
        *("192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16"),
        *("192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4"),
        "2001::/23",  # protocols: Teredo (2001::/32), benchmarks, ORCHID
        "2001:db8::/32",
        "2002::/16",  # 6to4
        *("2620:4f:8000::/48", "3fff::/20"),
    )
)
GIVEN_OUT = ipaddress.ip_network("2000::/3")
"""All others of version 6: this machine, ::ffff:0:0/96 (version 4 mapped), 64:ff9b::/96 (NAT64), links, groups, …"""


@dataclass(frozen=True)
class Networks:
    """What may be reached."""

    opened: Opened = ()

    def allow(self, address: Address, port: int) -> bool:
        """Whether somebody else may let us connect there."""
        if getattr(address, "scope_id", None):
            return False
        return any(address in network for network in self.opened) or (port in PORTS and is_outside(address))


def is_outside(address: Address) -> bool:
    """Whether an address is one of the wide world's."""
    if address.version == 6 and address not in GIVEN_OUT:
        return False
    return not any(address in network for network in NOT_OUTSIDE)
