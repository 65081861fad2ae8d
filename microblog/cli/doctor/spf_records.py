"""SPF records: who a domain says may send in its name, as it is written down (RFC 7208 §4.6.1, §5, §6, §12)."""

import enum
import ipaddress
import re
from dataclasses import dataclass


class Result(enum.StrEnum):
    """What SPF says of an address (RFC 7208 §2.6)."""

    PASS = "pass"  # noqa: S105
    FAIL = "fail"
    SOFTFAIL = "softfail"
    NEUTRAL = "neutral"
    NONE = "none"


RESULTS = {"+": Result.PASS, "-": Result.FAIL, "~": Result.SOFTFAIL, "?": Result.NEUTRAL}


class Broken(Exception):
    """A policy that nobody can follow (`permerror`); says why."""


@dataclass(frozen=True)
class Term:
    """One mechanism, with what it comes to for those whom it matches."""

    name: str
    result: Result
    domain: str = ""
    """A domain, or how to make one; empty for the domain whose policy this is."""
    network: ipaddress.IPv4Network | ipaddress.IPv6Network | None = None
    bits: tuple[int, int] = (32, 128)
    """How much of an IPv4 and an IPv6 address must be the same."""


@dataclass(frozen=True)
class Policy:
    """What a record says."""

    terms: tuple[Term, ...]
    redirect: str = ""

    @property
    def last(self) -> Term | None:
        """What is said of everybody else (`all`)."""
        return next((term for term in self.terms if term.name == "all"), None)


def parse(record: str) -> Policy:
    """Read a record (§4.6.1, §12); Broken if it is not written as it must be."""
    terms: list[Term] = []
    modifiers: dict[str, str] = {}
    for word in record.split(" ")[1:]:
        if found := re.fullmatch(r"([a-z][\w.-]*)=(.*)", word, re.IGNORECASE):
            name = found[1].lower()
            if name in modifiers and name in ("redirect", "exp"):
                raise Broken(f"it says {name}= twice")
            modifiers[name] = found[2]
        elif word:
            terms.append(_term(word))
    if modifiers.get("redirect") == "":
        raise Broken("redirect= names no domain")
    return Policy(tuple(terms), modifiers.get("redirect", ""))


def _term(word: str) -> Term:
    """Read one mechanism (§5)."""
    found = re.fullmatch(r"([+?~-]?)([a-z0-9]+)(?:(:)(.+?))??(?:/(\d{1,3}))?(?://(\d{1,3}))?", word, re.IGNORECASE)
    if found is None:
        raise Broken(f"nobody understands {word!r}")
    sign, name, value, bits, bits6 = found[1] or "+", found[2].lower(), found[4] or "", found[5], found[6]
    if name in ("ip4", "ip6"):
        return Term(name, RESULTS[sign], network=_network(name, word, word.partition(":")[2]))
    allowed = {"all": (False, False), "include": (True, False), "exists": (True, False), "ptr": (None, False)}
    allowed |= {"a": (None, True), "mx": (None, True)}
    if name not in allowed:
        raise Broken(f"there is no mechanism {name!r}")
    wants_value, takes_bits = allowed[name]
    if (wants_value is not None and bool(value) != wants_value) or (not takes_bits and (bits or bits6)):
        raise Broken(f"nobody understands {word!r}")
    sizes = int(bits or 32), int(bits6 or 128)
    if sizes[0] > 32 or sizes[1] > 128:
        raise Broken(f"nobody understands {word!r}")
    return Term(name, RESULTS[sign], value, bits=sizes)


def _network(name: str, word: str, text: str) -> ipaddress.IPv4Network | ipaddress.IPv6Network:
    """Read the network of an `ip4` or `ip6`."""
    kind = ipaddress.IPv4Network if name == "ip4" else ipaddress.IPv6Network
    try:
        if not re.fullmatch(r"[^/]+(/\d{1,3})?", text):
            raise ValueError(text)
        return kind(text, strict=False)
    except ValueError:
        raise Broken(f"{word!r} is no network") from None
