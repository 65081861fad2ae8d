"""Letters as they are handed to a mail host: where one goes, and what its headers say."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from email.utils import format_datetime
from urllib.parse import urlsplit

from pyramid.request import Request

from ..clock import now
from ..models import Letter
from .mime import mailbox, words, write_message

ADDRESS = re.compile(r"[\w.+-]+@[\w.-]+\w", re.ASCII)


@dataclass(frozen=True)
class Envelope:
    """Where a letter goes, and all of it as bytes (RFC 5322), its lines ending in CRLF."""

    letter_id: int
    message_id: str
    """With its angle brackets; the same however often the letter is sent."""
    sender: str
    """The address that faults are told to (RFC 5321 §4.4)."""
    recipient: str
    data: bytes


@dataclass(frozen=True)
class Content:
    """What a letter says."""

    subject: str
    text: str
    html: str
    sender: str = ""
    """Whose news it brings; empty if the site itself writes."""
    lists: Sequence[str] = ()
    """Which of one's preferences brought it. None of a letter that is no news."""
    unsubscribe_url: str = ""
    """Where one ends all letters like it."""


def envelope_of(request: Request, letter: Letter, content: Content) -> Envelope:
    """Put a letter into its envelope."""
    settings = request.registry.settings["microblog"]
    recipient = letter.address or letter.account.email
    message_id = f"<{letter.kind}-{letter.id}@{_host(settings.site.url)}>"
    headers = [
        ("From", mailbox(content.sender or settings.site.name, settings.mail.sender)),
        ("To", mailbox(letter.account.name, recipient)),
        # Never to the sender's name: what somebody writes to "Ann" by mail would not reach Ann.
        ("Reply-To", mailbox(settings.site.name, _answered_at(settings.site.contact) or settings.mail.sender)),
        ("Subject", words(content.subject)),
        ("Date", format_datetime(now())),
        ("Message-ID", message_id),
        ("Auto-Submitted", "auto-generated"),  # RFC 3834 §5: no holiday notices, please
        ("X-Auto-Response-Suppress", "All"),  # the same, for those who read only this
        *_threading(request, letter),
        *_listing(request, content),
    ]
    data = write_message(headers, content.text, content.html)
    return Envelope(letter.id, message_id, settings.mail.bounces or settings.mail.sender, recipient, data)


def _threading(request: Request, letter: Letter) -> list[tuple[str, str]]:
    """Make one thread of a conversation, as if all letters about it answered one that begins it (RFC 5322 §3.6.4)."""
    if letter.thread_id is None:
        return []
    beginning = f"<thread-{letter.thread_id}@{_host(request.registry.settings['microblog'].site.url)}>"
    return [("In-Reply-To", beginning), ("References", beginning)]


def _listing(request: Request, content: Content) -> list[tuple[str, str]]:
    """Tell mail programs what to sort news by, and where to end them (RFC 2919, RFC 2369, RFC 8058)."""
    if not content.lists:
        return []
    site, kind = request.registry.settings["microblog"].site, content.lists[0]
    return [
        ("List-Id", mailbox(f"{site.name} {kind}", f"{kind}.{_host(site.url)}")),
        # Some programs take a comma for the end of the address.
        ("List-Unsubscribe", f"<{content.unsubscribe_url.replace(',', '%2C')}>"),
        ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
        ("Precedence", "bulk"),
    ]


def _host(url: str) -> str:
    """The host of the site."""
    return urlsplit(url).hostname or "localhost"


def _answered_at(contact: str) -> str:
    """The address of those who look after the site, if they name one that is plain."""
    plain = contact.strip().removeprefix("mailto:")
    return plain if ADDRESS.fullmatch(plain) else ""
