"""A letter to see whether letters arrive."""

from collections.abc import Iterator
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from urllib.parse import urlsplit

from ...clock import now
from ...jobs.envelopes import Envelope
from ...jobs.transports import HostAway, Refused, Unclear, transport_of
from ...models import new_id
from ...settings import Settings
from .findings import Finding, error, ok, warning

LETTER = "letter"

WORDS = """\
This letter was sent by `microblog mail doctor` of {url}.

If you read it, letters arrive. Look at its headers as they came (“show original”): Authentication-Results
should say spf=pass, dkim=pass and dmarc=pass.
"""


def send_test(settings: Settings, recipient: str) -> Iterator[Finding]:
    """Send a letter in the way that the settings name, and say what became of it."""
    envelope = _envelope(settings, recipient)
    with transport_of(settings.mail) as transport:
        try:
            transport.prepare(envelope)
            transport.hand_over(envelope)
        except Unclear as doubt:
            yield warning(LETTER, f"Nobody knows whether the test letter was taken: {doubt}.", "Look into the mailbox.")
        except Refused as refusal:
            yield error(LETTER, f"The test letter was refused: {refusal}", "Do as the answer says.")
        except (HostAway, OSError) as fault:
            yield error(LETTER, f"The test letter did not leave: {fault}.", "Put right what was found above.")
        else:
            taken = f"{transport.name} took the test letter {envelope.message_id} for {recipient}."
            yield ok(LETTER, taken)


def _envelope(settings: Settings, recipient: str) -> Envelope:
    """Write the letter."""
    id, site, mail = new_id(), settings.site, settings.mail
    message = EmailMessage()
    message["From"] = Address(site.name, addr_spec=mail.sender)
    message["To"] = Address(addr_spec=recipient)
    message["Subject"] = f"A test letter from {site.name}"
    message["Date"] = format_datetime(now())
    message["Message-ID"] = f"<test-{id}@{urlsplit(site.url).hostname}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(WORDS.format(url=site.url))
    return Envelope(id, message["Message-ID"], mail.bounces or mail.sender, recipient, message.as_bytes(policy=SMTP))
