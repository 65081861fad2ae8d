"""A mail host that keeps what it is given, and refuses what it is told to."""

import ssl
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from tests.processes import free_port


class MailHost:
    """What came in, and what is to be said to it."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.raw: list[bytes] = []
        self.answers: dict[str, str] = {}
        """Address → what to say to letters for it."""
        self.vanishes: set[str] = set()
        """Addresses at whose letters it takes them, and the connection ends before it says so."""
        self.stammers: set[str] = set()
        """The same, but the connection ends while it says so."""
        self.meanwhile: Callable[[str], None] = lambda _address: None
        """What happens in the world while a letter for an address has come, and its sender waits for the answer."""
        self.port = 0

    async def handle_RCPT(
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, options: Any
    ) -> str:
        if address in self.answers:
            return self.answers[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:
        self.raw.append(bytes(envelope.content or b""))
        message = message_from_bytes(self.raw[-1], policy=policy.default)
        message.recipients = envelope.rcpt_tos  # type: ignore[attr-defined]
        message.sender = envelope.mail_from  # type: ignore[attr-defined]
        self.letters.append(message)  # type: ignore[arg-type]
        self.meanwhile(envelope.rcpt_tos[0])
        if envelope.rcpt_tos[0] in self.vanishes:
            server.transport.abort()
        if envelope.rcpt_tos[0] in self.stammers:
            server.transport.write(b"25")
            server.transport.close()
        return "250 Taken"

    @property
    def recipients(self) -> list[str]:
        """For whom letters came, in order."""
        return [address for letter in self.letters for address in letter.recipients]  # type: ignore[attr-defined]

    @contextmanager
    def open(self, port: int = 0, **how: Any) -> Iterator["MailHost"]:
        """Listen on a port of this machine; `self.port` says on which."""
        controller = Controller(self, hostname="127.0.0.1", port=port or free_port(), ready_timeout=10, **how)
        controller.start()
        self.port = controller.port
        try:
            yield self
        finally:
            controller.stop()


def name_and_password(name: str, password: str) -> Any:
    """Let one name in with one password."""

    def check(_server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, given: Any) -> AuthResult:
        right = isinstance(given, LoginPassword) and (given.login, given.password) == (name.encode(), password.encode())
        return AuthResult(success=right, handled=False)

    return check


def certificate(directory: Path) -> tuple[ssl.SSLContext, Path]:
    """Make a certificate for 127.0.0.1; return what a host needs of it and what those need who are to trust it."""
    key, cert = directory / "key.pem", directory / "cert.pem"
    words = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=127.0.0.1"
    more = ["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(key), "-out", str(cert)]
    subprocess.run(["openssl", *words.split(), *more], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)
    return context, cert
