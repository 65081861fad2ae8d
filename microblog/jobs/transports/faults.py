"""What may come of handing over a letter, other than that it is taken."""

import re

ABOUT_US = re.compile(r"5\d\d[ -]5\.7\.\d")
"""Refusals for reasons of policy speak of the sender, not of the address (RFC 3463 §3.8)."""


class HostAway(Exception):
    """The mail host cannot be reached, or fell silent before it had the whole letter: it was not taken."""


class NotLetIn(HostAway):
    """The mail host does not want us, whatever the letter is."""


class Unclear(Exception):
    """The mail host had the whole letter and did not say what it did with it."""


class Refused(Exception):
    """The mail host would not take this letter; `for_good` if it never will (RFC 5321 §4.2.1: 5yz)."""

    def __init__(self, code: int, words: bytes | str, *, address: bool = False) -> None:
        said = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
        super().__init__(f"{code} {' '.join(said.split())}")
        self.for_good = code >= 500
        self.of_address = address and self.for_good and not ABOUT_US.match(str(self))
        """Whether it was the address that was refused."""
