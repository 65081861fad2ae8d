"""Who may send in the name of a domain (SPF), judged as receivers do: RFC 7208."""

import ipaddress
import re
from typing import Any

from .macros import Facts
from .names import Address, Names
from .spf_records import Broken, Policy, Result, Term, parse

MOST_LOOKUPS = 10
MOST_VOIDS = 2
MOST_EXCHANGES = 10
"""RFC 7208 §4.6.4: of terms that ask the DNS, of questions to which there is nothing, and of hosts behind an `mx`."""

FAR_TOO_MANY = 40
"""After how many lookups counting them ends."""


def policy_of(names: Names, domain: str) -> Policy | None:
    """Read a domain's policy; None if it has none, Broken if it has several, or one that cannot be read."""
    found = [text for text in names.texts(domain) if re.match(r"v=spf1( |$)", text, re.IGNORECASE)]
    if len(found) > 1:
        raise Broken(f"{domain} has {len(found)} SPF records, where one is allowed")
    return parse(found[0]) if found else None


def judge(names: Names, domain: str, address: Address, sender: str, helo: str = "") -> Result:
    """Tell what a receiver would think of a letter with that sender that comes from an address (§4)."""
    return _Check(names, sender, helo, address).check(domain)


def lookups(names: Names, domain: str) -> int:
    """Count the terms of a policy and of those it refers to that ask the DNS, as if nothing ever matched."""
    counted = _Check(names, f"postmaster@{domain}", "", None)
    counted.check(domain)
    return counted.lookups


class _Check:
    """One run of `check_host` (§4), which counts what it asks. Without an address nothing matches."""

    def __init__(self, names: Names, sender: str, helo: str, address: Address | None) -> None:
        self.names, self.address, self.expand = names, address, Facts(sender, helo, address).expand
        self.lookups = self.voids = 0

    def check(self, domain: str) -> Result:
        """Follow a domain's policy."""
        policy = policy_of(self.names, domain)
        if policy is None:
            return Result.NONE
        for term in policy.terms:
            if self._matches(term, domain):
                return term.result
        if policy.redirect and policy.last is None:
            self._count()
            return self._policy_behind(policy.redirect, domain, f"redirect={policy.redirect}")
        return Result.NEUTRAL

    def _matches(self, term: Term, domain: str) -> bool:
        """Whether a mechanism is about our address."""
        match term.name:
            case "all":
                return True
            case "ip4" | "ip6":
                return self.address is not None and term.network is not None and self.address in term.network
        self._count()
        if self.address is None and "%{" in term.domain and term.name != "include":
            return False
        match term.name:
            case "include":
                found = self._policy_behind(term.domain, domain, f"include:{term.domain}")
                return self.address is not None and found == Result.PASS
            case "exists":
                return bool(self._addresses(self.expand(term.domain, domain), 4)) and self.address is not None
            case "ptr":
                return self._has_name_in(self.expand(term.domain, domain))
        name = self.expand(term.domain, domain)
        hosts = [name] if term.name == "a" else self._exchanges(name)
        return any(self._is_near(found, term) for host in hosts for found in self._addresses(host))

    def _policy_behind(self, written: str, domain: str, word: str) -> Result:
        """Follow the policy of another domain, which must have one (§5.2, §6.1)."""
        if self.address is None and "%{" in written:
            return Result.NEUTRAL
        found = self.check(self.expand(written, domain))
        if found is Result.NONE:
            raise Broken(f"{word} leads to a domain without an SPF record")
        return found

    def _is_near(self, found: Address, term: Term) -> bool:
        """Whether an address that was found is ours, as far as the mechanism looks."""
        if self.address is None or found.version != self.address.version:
            return False
        size = term.bits[0] if found.version == 4 else term.bits[1]
        return self.address in ipaddress.ip_network(f"{found}/{size}", strict=False)

    def _has_name_in(self, domain: str) -> bool:
        """Whether our address has a name in a domain which leads back to it (§5.5)."""
        if self.address is None:
            return False
        under = [n for n in self.names.names_of(self.address)[:10] if n == domain or n.endswith(f".{domain}")]
        return any(self.address in self.names.addresses(name, self.address.version) for name in under)

    def _exchanges(self, domain: str) -> list[str]:
        """The hosts behind an `mx` (§5.4)."""
        hosts = self._there(self.names.exchanges(domain))
        if len(hosts) > MOST_EXCHANGES:
            raise Broken(f"the mx of {domain} are more than {MOST_EXCHANGES} hosts")
        return [host for host in hosts if host]

    def _addresses(self, host: str, *versions: int) -> list[Address]:
        """The addresses of a host, of the kind that ours is."""
        wanted = versions or ((self.address.version,) if self.address is not None else ())
        return self._there(self.names.addresses(host, *wanted))

    def _count(self) -> None:
        """Count a term that asks the DNS."""
        self.lookups += 1
        if self.lookups > (MOST_LOOKUPS if self.address is not None else FAR_TOO_MANY):
            raise Broken(f"it takes more than {self.lookups - 1} lookups")

    def _there(self, found: list[Any]) -> list[Any]:
        """Count a question to which there is nothing."""
        self.voids += not found
        if self.voids > MOST_VOIDS and self.address is not None:
            raise Broken(f"more than {MOST_VOIDS} of the names in it do not exist")
        return found
