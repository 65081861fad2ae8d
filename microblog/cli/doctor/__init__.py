"""`microblog mail doctor`: is everything there that letters need to leave, and to be believed?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...settings import Settings
from .dkim import look_at_dkim
from .dmarc import look_at_dmarc
from .findings import Finding, Verdict, error, ok, warning
from .host import look_at_host
from .known import Known
from .letter import send_test
from .names import Address, Names
from .reverse import look_at_names
from .sender import look_at_domain, look_at_spf
from .sources import guessed_sources
from .spool import look_at_spool

__all__ = ["Address", "Finding", "Names", "Verdict", "Wishes", "examine"]

LINKS, TRANSPORT, DOMAIN = "links", "transport", "domain"


@dataclass(frozen=True)
class Wishes:
    """What an operator wants looked at, beyond what the settings say."""

    domain: str = ""
    """Instead of that of mail.sender."""
    selectors: Sequence[str] = ()
    """Instead of mail.dkim_selector."""
    sources: Sequence[Address] = ()
    """From where the mail host sends."""
    to: str = ""
    """Who is to get a test letter; nobody if it is empty."""


def examine(settings: Settings, names: Names, wishes: Wishes) -> Iterator[Finding]:
    """Look at everything, one after the other: first the mail host, then what the DNS says, then a letter."""
    known = Known()
    yield _links(settings.site.url)
    yield from _way_out(settings, known)
    yield from _domain(settings, names, wishes, known)
    if wishes.to:
        yield from send_test(settings, wishes.to)


def _links(url: str) -> Finding:
    """See whether mail programs will offer a button to unsubscribe (RFC 8058 §3.1: the link must be https)."""
    if url.startswith("https:"):
        return ok(LINKS, f"Links in letters lead to {url}.")
    return warning(
        LINKS, f"Links in letters lead to {url}, and not to https.", "Serve the site by TLS, and set site.url."
    )


def _way_out(settings: Settings, known: Known) -> Iterator[Finding]:
    """Look at the way in which letters leave."""
    match settings.mail.transport:
        case "smtp":
            yield from look_at_host(settings.mail, known)
        case "spool":
            yield from look_at_spool(settings.mail.spool)
        case "files":
            advice = "Set mail.transport = smtp or spool."
            yield warning(TRANSPORT, f"Letters do not leave: they are written into {settings.mail.directory}.", advice)


def _domain(settings: Settings, names: Names, wishes: Wishes, known: Known) -> Iterator[Finding]:
    """Look at what the DNS says of those who send."""
    mail = settings.mail
    bounces = mail.bounces or mail.sender
    domain, envelope = wishes.domain or _behind(mail.sender), _behind(bounces)
    if "." not in domain or domain.startswith("["):
        yield error(
            DOMAIN, f"Letters come from {mail.sender}, which is nowhere.", "Set mail.sender to an address of yours."
        )
        return
    sources = wishes.sources or guessed_sources(mail, known.addresses)
    for one in dict.fromkeys((domain, wishes.domain or envelope)):
        yield from look_at_domain(names, one)
    yield from look_at_spf(names, wishes.domain or envelope, bounces, sources, sure=bool(wishes.sources))
    for selector in wishes.selectors or (mail.dkim_selector,):
        yield from look_at_dkim(names, domain, selector)
    yield from look_at_dmarc(names, domain, envelope)
    yield from look_at_names(names, sources, known.name)


def _behind(address: str) -> str:
    """The domain of an address."""
    return address.rpartition("@")[2].lower()
