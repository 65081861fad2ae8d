"""The names of the addresses that letters come from: those who get mail look them up."""

from collections.abc import Iterator, Sequence

from .findings import Finding, error, ok, warning
from .names import Address, Names, Unanswered
from .sender import FROM_IP, unanswered

PTR = "PTR"


def look_at_names(names: Names, addresses: Sequence[Address], helo: str) -> Iterator[Finding]:
    """See whether each address has a name that leads back to it, and which is what the host calls itself (`helo`)."""
    if not addresses:
        yield warning(PTR, "It is not known from which address the mail host sends.", FROM_IP)
    for address in addresses:
        try:
            yield from _named(names, address, helo)
        except Unanswered as silence:
            yield unanswered(PTR, silence)


def _named(names: Names, address: Address, helo: str) -> Iterator[Finding]:
    """Judge the names of one address."""
    found = names.names_of(address)
    confirmed = [name for name in found if address in names.addresses(name, address.version)]
    if not found:
        yield error(PTR, f"{address} has no name.", "Ask whoever gave you the address to set its reverse name (PTR).")
    elif not confirmed:
        kind = "A" if address.version == 4 else "AAAA"
        advice = f"Publish: {found[0]}. {kind} {address}, or have the reverse name changed."
        yield error(PTR, f"{address} is called {found[0]}, but that name does not lead back to it.", advice)
    elif helo and helo.lower().removesuffix(".") not in confirmed:
        advice = "Let the mail host say that name in HELO (Postfix: myhostname)."
        yield warning(PTR, f"{address} is called {confirmed[0]}, but the mail host calls itself {helo}.", advice)
    else:
        yield ok(PTR, f"{address} is called {confirmed[0]}, and that name leads back to it.")
