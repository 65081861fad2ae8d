"""The mail host: does it answer, is the connection protected, does it let us in and take what we send?"""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager

from ...settings import Mail
from .findings import Finding, error, ok, warning
from .known import Known, said, words
from .sources import addresses_of, is_here
from .tls import judge_connection, judge_protection, untrusted

HOST, LOGIN, SENDER, SIZE = "host", "login", "sender", "size"

PATIENCE = 10.0
"""For how many seconds each answer is waited for, however patient the scheduler is."""

LEAST_SIZE = 256 * 1024
"""Bytes that a mail host should take: a long digest is a fifth of it."""

LOOK_AT_SETTINGS = "Look at mail.host, mail.port and mail.security, and whether a firewall is between."


def look_at_host(mail: Mail, known: Known) -> Iterator[Finding]:
    """Connect to the mail host as the scheduler does, and see how far one gets; what is learnt is put into `known`."""
    place = f"{mail.host}:{mail.port}"
    try:
        known.addresses = addresses_of(mail.host)
    except OSError:
        yield error(HOST, f"{mail.host} has no address.", "Look whether mail.host is spelt right, and at the DNS.")
        return
    try:
        connection = _connect(mail, known)
    except ssl.SSLCertVerificationError as fault:
        yield untrusted(fault, mail)
    except (OSError, smtplib.SMTPException) as fault:
        yield error(HOST, f"{place} cannot be spoken to: {words(fault)}.", LOOK_AT_SETTINGS)
    else:
        yield ok(HOST, f"{place} answers and calls itself {known.name or 'nothing'}.")
        with _kept(connection):
            yield from _talk(connection, mail, known)


def _connect(mail: Mail, known: Known) -> smtplib.SMTP:
    """Connect, and greet."""
    patience = min(mail.timeout, PATIENCE)
    if mail.security == "tls":
        safe = ssl.create_default_context()
        connection: smtplib.SMTP = smtplib.SMTP_SSL(mail.host, mail.port, timeout=patience, context=safe)
    else:
        connection = smtplib.SMTP(mail.host, mail.port, timeout=patience)
    try:
        connection.ehlo_or_helo_if_needed()
    except (OSError, smtplib.SMTPException):
        connection.close()
        raise
    greeting = connection.ehlo_resp or connection.helo_resp or b""
    known.name = next(iter(greeting.decode("ascii", "replace").split()), "")
    return connection


@contextmanager
def _kept(connection: smtplib.SMTP) -> Iterator[None]:
    """Say goodbye at the end; a host that has gone away already does not matter."""
    try:
        yield
    finally:
        try:
            connection.quit()
        except (OSError, smtplib.SMTPException):
            connection.close()


def _talk(connection: smtplib.SMTP, mail: Mail, known: Known) -> Iterator[Finding]:
    """Go as far as a letter would, but for the letter."""
    known.offered_tls = connection.has_extn("starttls")
    try:
        if mail.security == "starttls" and known.offered_tls:
            connection.starttls(context=ssl.create_default_context())
            connection.ehlo()
        yield from judge_protection(mail, known)
        yield from judge_connection(connection)
        if mail.security == "starttls" and not known.offered_tls:
            return
        known.features = dict(connection.esmtp_features)
        yield from _let_in(connection, mail, known)
        yield from _size(known.features)
        yield _sender(connection, mail)
    except ssl.SSLCertVerificationError as fault:
        yield untrusted(fault, mail)
    except (OSError, smtplib.SMTPException) as fault:
        yield error(HOST, f"{mail.host}:{mail.port} broke off: {words(fault)}.", LOOK_AT_SETTINGS)


def _let_in(connection: smtplib.SMTP, mail: Mail, known: Known) -> Iterator[Finding]:
    """Log in, if there is a name; never where somebody on the way could read the password."""
    if not mail.username:
        return
    if mail.security == "none" and not is_here(known.addresses):
        yield warning(LOGIN, "Logging in was not tried, as the connection is not protected.", "Protect it first.")
        return
    try:
        connection.login(mail.username, mail.password.get_secret_value())
    except smtplib.SMTPNotSupportedError:
        advice = "Clear mail.username, or see whether it wants TLS first."
        yield error(LOGIN, f"{mail.host} has no way to log in.", advice)
    except smtplib.SMTPAuthenticationError as refusal:
        answer = said(refusal.smtp_code, refusal.smtp_error)
        advice = "Look at mail.username and mail.password."
        yield error(LOGIN, f"{mail.host} does not let {mail.username} in: {answer}", advice)
    else:
        yield ok(LOGIN, f"{mail.host} lets {mail.username} in.")


def _size(features: dict[str, str]) -> Iterator[Finding]:
    """Say what the host can do, and judge how large a letter may be (RFC 1870)."""
    offered = [name for name in ("8BITMIME", "SMTPUTF8") if name.lower() in features]
    yield ok(HOST, f"It offers {' and '.join(offered) or 'neither 8BITMIME nor SMTPUTF8'}; letters need neither.")
    limit = features.get("size", "").strip()
    if limit.isdecimal() and 0 < int(limit) < LEAST_SIZE:
        yield warning(SIZE, f"It takes letters of {limit} bytes only.", f"Let it take {LEAST_SIZE} at least.")
    elif limit.isdecimal() and int(limit):
        yield ok(SIZE, f"It takes letters of up to {int(limit):,} bytes.")
    else:
        yield ok(SIZE, "It names no limit for the size of letters.")


def _sender(connection: smtplib.SMTP, mail: Mail) -> Finding:
    """See whether the host takes letters from our address; the letter itself is not begun."""
    sender = mail.bounces or mail.sender
    code, answer = connection.mail(sender)
    connection.rset()
    if code // 100 == 2:
        return ok(SENDER, f"It takes letters from {sender}.")
    refused = f"It takes no letters from {sender}: {said(code, answer)}"
    return error(SENDER, refused, "Look at mail.sender, and at what it may do there.")
