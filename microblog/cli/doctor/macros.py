"""What is written in an SPF record in place of a domain, an address or a sender: macros (RFC 7208 §7)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from .names import Address
from .spf_records import Broken

MACRO = re.compile(r"([slodipvh])(\d{0,3})(r?)([-.+,/_=]*)", re.IGNORECASE)
ESCAPES = {"%%": "%", "%_": " ", "%-": "%20"}


@dataclass(frozen=True)
class Facts:
    """What macros stand for."""

    sender: str
    helo: str
    address: Address | None
    """None if no certain address is asked about."""

    def expand(self, written: str, domain: str) -> str:
        """Make a domain of what is written in a term of `domain`'s record; Broken if that cannot be done."""
        made = "".join(self._pieces(written, domain)) if written else domain
        while len(made) > 253:
            made = made.partition(".")[2]
        return made.removesuffix(".").lower()

    def _pieces(self, written: str, domain: str) -> Iterator[str]:
        """Put in what stands for something else."""
        for plain, macro, escape in re.findall(r"([^%]+)|%\{([^}]*)\}|(%.?)", written):
            if escape and escape not in ESCAPES:
                raise Broken(f"nobody understands {written!r}")
            yield plain or ESCAPES.get(escape) or self._macro(macro, domain, written)

    def _macro(self, macro: str, domain: str, written: str) -> str:
        """Work out one `%{…}` (§7.2, §7.3)."""
        found = MACRO.fullmatch(macro)
        if found is None or (found[2] and not int(found[2])):
            raise Broken(f"nobody understands {written!r}")
        letter, count, reverse, delimiters = found.groups()
        parts = re.split(f"[{re.escape(delimiters or '.')}]", self._fact(letter.lower(), domain))
        parts = parts[::-1] if reverse else parts
        text = ".".join(parts[-int(count) :] if count else parts)
        return quote(text, safe="") if letter.isupper() else text

    def _fact(self, letter: str, domain: str) -> str:
        """What a letter stands for."""
        local, _, host = self.sender.rpartition("@")
        family = "ip6" if self.address and self.address.version == 6 else "in-addr"
        facts = {"s": self.sender, "l": local, "o": host, "d": domain, "i": _dotted(self.address), "v": family}
        return facts.get(letter) or (self.helo if letter == "h" else "") or "unknown"  # p: nobody should use it


def _dotted(address: Address | None) -> str:
    """Write an address with dots, an IPv6 one digit by digit (§7.3)."""
    if address is None:
        return "unknown"
    return str(address) if address.version == 4 else ".".join(address.exploded.replace(":", ""))
