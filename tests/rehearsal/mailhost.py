"""A mail host elsewhere: a real SMTP server with an address of its own, that keeps what it gets."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from .commands import Failed
from .network import Network, inside

ADDRESS = "10.66.0.3"
DOMAIN = "elsewhere.example"
HOST = f"mx.{DOMAIN}"


@dataclass(frozen=True)
class Letter:
    """One that came."""

    sender: str
    recipients: tuple[str, ...]
    message: EmailMessage
    by: str
    """The address of the machine that brought it."""

    @property
    def words(self) -> str:
        """What it says, as plain text."""
        body = self.message.get_body(("plain",))
        return str(body.get_content()) if body is not None else ""


class MailHost:
    """Takes every letter for anybody at DOMAIN."""

    def __init__(self) -> None:
        self.letters: list[Letter] = []
        self._came = threading.Condition()

    @contextmanager
    def open(self, network: Network) -> Iterator["MailHost"]:
        """Listen on port 25, where the DNS says that the domain's mail goes."""
        network.names.add(DOMAIN, "MX", f"10 {HOST}.").add(HOST, "A", ADDRESS)
        with network.place("mail", ADDRESS) as namespace:
            controller = Controller(self, hostname=ADDRESS, port=25, server_hostname=HOST)
            with inside(namespace):
                controller.start()  # it tries its own port once, from here
            try:
                yield self
            finally:
                controller.stop(no_assert=True)

    def wait_for(self, recipient: str, words: str, within: float = 60) -> Letter:
        """The last letter to somebody in whose subject or text some words stand; it may be on its way."""
        end = time.monotonic() + within
        with self._came:
            while True:
                for letter in reversed(self.letters):
                    said = f"{letter.message['Subject']}\n{letter.words}"
                    if recipient in letter.recipients and words in said:
                        return letter
                if not self._came.wait(end - time.monotonic()):
                    raise Failed(f"No letter to {recipient} about “{words}” came in {within:.0f} s.")

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Keep a letter."""
        content = envelope.content if isinstance(envelope.content, bytes) else (envelope.content or "").encode()
        message = message_from_bytes(content, policy=policy.default)
        with self._came:
            by = str(session.peer[0]) if session.peer else ""
            self.letters.append(Letter(envelope.mail_from or "", tuple(envelope.rcpt_tos), message, by))
            self._came.notify_all()
        return "250 Kept"
