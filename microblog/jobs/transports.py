"""How letters leave: to a mail host by SMTP, or, while developing, into a folder."""

import os
import smtplib
import ssl
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from ..settings import Mail


class HostAway(Exception):
    """The mail host cannot be reached or does not let us in; there is no use in trying the next letter."""


class Refused(Exception):
    """The mail host would not take this letter; `for_good` if it never will (RFC 5321 §4.2.1: 5yz)."""

    def __init__(self, code: int, words: bytes | str) -> None:
        said = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
        super().__init__(f"{code} {said}")
        self.for_good = code >= 500


class Transport(Protocol):
    """Something that takes letters."""

    def send(self, message: EmailMessage) -> None:
        """Hand a letter over; Refused or HostAway if it was not taken."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let go."""


class Files:
    """Writes letters into a folder, as .eml files that any mail program opens."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory

    def send(self, message: EmailMessage) -> None:
        """Write a letter; it is there whole or not at all, and once however often it is sent."""
        self.directory.mkdir(parents=True, exist_ok=True)
        name = message["Message-ID"].strip("<>").partition("@")[0]
        unfinished = self.directory / f".{name}"
        unfinished.write_bytes(message.as_bytes(policy=SMTP))
        os.replace(unfinished, self.directory / f"{name}.eml")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """There is nothing to let go of."""


class Smtp:
    """Hands letters to a mail host, all of a run on one connection, which is opened for the first of them."""

    def __init__(self, settings: Mail) -> None:
        self.settings = settings
        self.connection: smtplib.SMTP | None = None

    def send(self, message: EmailMessage) -> None:
        """Hand a letter over."""
        connection = self._connected()
        try:
            connection.send_message(message)
        except smtplib.SMTPRecipientsRefused as refusal:
            raise self._fault(*next(iter(refusal.recipients.values()))) from None
        except smtplib.SMTPSenderRefused as refusal:  # which is the same for all letters: it is our settings' fault
            raise HostAway(str(Refused(refusal.smtp_code, refusal.smtp_error))) from None
        except smtplib.SMTPResponseException as refusal:
            raise self._fault(refusal.smtp_code, refusal.smtp_error) from None
        except (OSError, smtplib.SMTPException) as fault:
            self.connection = None
            raise HostAway(str(fault) or type(fault).__name__) from None

    def _fault(self, code: int, words: bytes | str) -> Refused | HostAway:
        """Tell the refusal of a letter from a host that hangs up (421)."""
        refusal = Refused(code, words)
        if code != 421:
            return refusal
        self.connection = None
        return HostAway(str(refusal))

    def _connected(self) -> smtplib.SMTP:
        """Connect, protect the connection and log in, as the settings say."""
        if self.connection is None:
            try:
                self.connection = self._connect()
            except (OSError, smtplib.SMTPException) as fault:
                place = f"{self.settings.host}:{self.settings.port}"
                raise HostAway(f"the mail host {place} is away: {fault or type(fault).__name__}") from None
        return self.connection

    def _connect(self) -> smtplib.SMTP:
        settings, safe = self.settings, ssl.create_default_context()
        connection: smtplib.SMTP
        if settings.security == "tls":
            connection = smtplib.SMTP_SSL(settings.host, settings.port, timeout=settings.timeout, context=safe)
        else:
            connection = smtplib.SMTP(settings.host, settings.port, timeout=settings.timeout)
        if settings.security == "starttls":
            connection.starttls(context=safe)
        if settings.username:
            connection.login(settings.username, settings.password.get_secret_value())
        return connection

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Say goodbye; a host that has gone away already does not matter any more."""
        if self.connection is not None:
            try:
                self.connection.quit()
            except (OSError, smtplib.SMTPException):
                self.connection.close()


def transport_of(settings: Mail) -> Transport:
    """Choose the transport that the settings name."""
    return Smtp(settings) if settings.transport == "smtp" else Files(settings.directory)
