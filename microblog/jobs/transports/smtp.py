"""Handing letters to a mail host by SMTP (RFC 5321).

It cannot recognise a letter: whoever dies, or loses the connection, between the final dot and the answer to it can
never find out whether the letter was taken.
"""

import re
import smtplib
import ssl
from typing import Self

from ...settings import Mail
from ..envelopes import ADDRESS, Envelope
from .faults import HostAway, NotLetIn, Refused, Unclear

DOT = re.compile(rb"^\.", re.MULTILINE)
BROKEN = OSError
"""The connection ended, or the other side fell silent or spoke nonsense: smtplib's own faults are of this kind."""

CLOSING = 421


class Smtp:
    """Hands letters to a mail host, all of a run on one connection, which is opened for the first of them."""

    def __init__(self, settings: Mail) -> None:
        self.settings = settings
        self.name = f"smtp {settings.host}:{settings.port}"
        self.connection: smtplib.SMTP | None = None
        self.fresh = True
        """Whether no letter went on this connection yet."""

    def prepare(self, _envelope: Envelope) -> None:
        """Connect."""
        self._open()

    def hand_over(self, envelope: Envelope) -> None:
        """Hand a letter over."""
        connection = self._begin(envelope)
        try:
            self._name_recipient(connection, envelope.recipient)
            self._command(connection, "data", good=354)
            connection.send(_dotted(envelope.data))
        except BROKEN as fault:
            self._hang_up()
            raise HostAway(f"{self.name} broke off: {_said(fault)}") from None
        self._finish(connection)

    def recognise(self, _id: int) -> None:
        """Nobody can tell."""

    def complete(self, _id: int) -> bool:
        """Nothing is prepared."""
        return False

    def prepared(self) -> list[int]:
        """Nothing is."""
        return []

    def forget(self, _id: int) -> None:
        """There is nothing to undo."""

    def _begin(self, envelope: Envelope) -> smtplib.SMTP:
        """Say who the letter is from. A host that has had enough of a connection gets a new one, once."""
        while True:
            connection = self._open()
            options = _options(connection, envelope.recipient)
            again, self.fresh = not self.fresh, False
            try:
                code, words = connection.docmd("mail", " ".join([f"FROM:{_quoted(envelope.sender)}", *options]))
            except BROKEN as fault:
                code, words = CLOSING, _said(fault).encode()
            if code == 250:
                return connection
            self._hang_up()
            if not (code == CLOSING and again):
                raise NotLetIn(f"{self.name} does not let us in: {Refused(code, words)}")

    def _name_recipient(self, connection: smtplib.SMTP, recipient: str) -> None:
        """Say who the letter is for."""
        code, words = connection.docmd("rcpt", f"TO:{_quoted(recipient)}")
        if code not in (250, 251):
            self._refuse(connection, code, words, address=True)

    def _command(self, connection: smtplib.SMTP, command: str, *, good: int) -> None:
        """Say something, and expect one answer."""
        code, words = connection.docmd(command)
        if code != good:
            self._refuse(connection, code, words)

    def _finish(self, connection: smtplib.SMTP) -> None:
        """Wait for what the mail host makes of the whole letter."""
        try:
            if connection.sock is not None:
                connection.sock.settimeout(self.settings.answer_timeout)
            code, words = connection.getreply()
            if connection.sock is not None:
                connection.sock.settimeout(self.settings.timeout)
        except BROKEN as fault:
            self._hang_up()
            raise Unclear(f"{self.name} had the letter and did not answer: {_said(fault)}") from None
        if not 250 <= code < 600:  # half an answer, say, before the connection ended
            self._hang_up()
            raise Unclear(f"{self.name} had the letter and answered {code} {words.decode('utf-8', 'replace')!r}")
        if code != 250:
            self._refuse(connection, code, words)

    def _refuse(self, connection: smtplib.SMTP, code: int, words: bytes, *, address: bool = False) -> None:
        """Tell the refusal of a letter from a host that hangs up (421), and be ready for the next letter."""
        refusal = Refused(code, words, address=address)
        if code == CLOSING:
            self._hang_up()
            raise HostAway(f"{self.name} hangs up: {refusal}")
        self._reset(connection)
        raise refusal

    def _reset(self, connection: smtplib.SMTP) -> None:
        """Take back what was said of a letter."""
        try:
            connection.rset()
        except BROKEN:
            self._hang_up()

    def _open(self) -> smtplib.SMTP:
        """Give the connection; if there is none, connect, protect it and log in, as the settings say."""
        if self.connection is not None:
            return self.connection
        try:
            self.connection = self._connect()
        except smtplib.SMTPResponseException as refusal:
            said = Refused(refusal.smtp_code, refusal.smtp_error)
            raise NotLetIn(f"{self.name} does not let us in: {said}") from None
        except (OSError, smtplib.SMTPException) as fault:
            raise HostAway(f"{self.name} cannot be reached: {_said(fault)}") from None
        self.fresh = True
        return self.connection

    def _connect(self) -> smtplib.SMTP:
        """Do so, whatever goes wrong."""
        settings, safe = self.settings, ssl.create_default_context()
        connection: smtplib.SMTP
        if settings.security == "tls":
            connection = smtplib.SMTP_SSL(settings.host, settings.port, timeout=settings.timeout, context=safe)
        else:
            connection = smtplib.SMTP(settings.host, settings.port, timeout=settings.timeout)
        try:
            if settings.security == "starttls":
                connection.starttls(context=safe)
            connection.ehlo_or_helo_if_needed()
            if settings.username:
                connection.login(settings.username, settings.password.get_secret_value())
        except BaseException:
            connection.close()
            raise
        return connection

    def _hang_up(self) -> None:
        """Let go of a connection that is of no use any more."""
        connection, self.connection = self.connection, None
        if connection is not None:
            connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Say goodbye; a host that has gone away already does not matter any more."""
        if self.connection is not None:
            try:
                self.connection.quit()
            except (OSError, smtplib.SMTPException):
                self._hang_up()


def _options(connection: smtplib.SMTP, recipient: str) -> list[str]:
    """What a letter for somebody asks of the mail host (RFC 6531)."""
    if recipient.isascii():
        return []
    if not connection.has_extn("smtputf8"):
        raise Refused(553, f"The mail host takes no letters for such an address as {recipient}.", address=True)
    connection.command_encoding = "utf-8"
    return ["SMTPUTF8", "BODY=8BITMIME"]


def _quoted(address: str) -> str:
    """Write an address as hosts want it. In most there is no name to look for, which takes long."""
    return f"<{address}>" if ADDRESS.fullmatch(address) else smtplib.quoteaddr(address)


def _dotted(data: bytes) -> bytes:
    """Write a letter as it is sent: no line but the last is a dot alone (RFC 5321 §4.5.2)."""
    end = b"" if data.endswith(b"\r\n") else b"\r\n"
    return DOT.sub(b"..", data) + end + b".\r\n"


def _said(fault: BaseException) -> str:
    """Say in a line what went wrong."""
    return " ".join(str(fault).split()) or type(fault).__name__
