"""Could somebody on the way read letters, or the password?"""

import smtplib
import ssl
from collections.abc import Iterator

from ...clock import now
from ...settings import Mail
from .findings import Finding, error, ok, warning
from .known import Known
from .sources import is_here

TLS = "TLS"
SOON = 14
"""Days before its end from which on a certificate is spoken of."""


def judge_protection(mail: Mail, known: Known) -> Iterator[Finding]:
    """Judge whether somebody on the way could read letters and the password."""
    foreign = not is_here(known.addresses)
    if mail.security == "starttls" and not known.offered_tls:
        yield error(TLS, f"{mail.host} offers no STARTTLS.", "Let it, or set mail.security = tls and its port (465).")
    elif mail.security == "none" and not foreign:
        yield ok(TLS, "The mail host is on this machine, so nothing is protected on the way.")
    elif mail.security == "none" and mail.username:
        advice = "Set mail.security = starttls (port 587) or tls (port 465)."
        yield error(TLS, f"The password goes to {mail.host} for everybody on the way to read.", advice)
    elif mail.security == "none":
        offers = "which offers STARTTLS" if known.offered_tls else "which offers no STARTTLS"
        advice = "Set mail.security = starttls." if known.offered_tls else "Let the mail host have a certificate."
        yield warning(TLS, f"Letters go unprotected to {mail.host}:{mail.port}, {offers}.", advice)


def judge_connection(connection: smtplib.SMTP) -> Iterator[Finding]:
    """Say how a connection is protected, and for how long its certificate is good."""
    if isinstance(connection.sock, ssl.SSLSocket):
        ends = ssl.cert_time_to_seconds(str((connection.sock.getpeercert() or {})["notAfter"]))
        yield ok(TLS, f"The connection is protected by {connection.sock.version()}, with a certificate for that name.")
        yield judge_end(int((ends - now().timestamp()) // 86400))


def judge_end(days: int) -> Finding:
    """Judge how long a certificate is good for."""
    if days < SOON:
        return warning(
            TLS, f"The certificate ends in {days} days.", "Renew it on the mail host, and see why nobody did."
        )
    return ok(TLS, f"The certificate is good for {days} days.")


def untrusted(fault: ssl.SSLCertVerificationError, mail: Mail) -> Finding:
    """Say why a certificate is not believed."""
    advice = f"Let the host have one for {mail.host}, or name the authority that you trust in SSL_CERT_FILE."
    return error(TLS, f"The certificate of {mail.host} is not believed: {fault.verify_message.rstrip('.')}.", advice)
