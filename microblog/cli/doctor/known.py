"""What is learnt of the mail host while it is looked at."""

import smtplib
from collections.abc import Sequence
from dataclasses import dataclass, field

from .names import Address


@dataclass
class Known:
    """What is learnt of a mail host on the way."""

    addresses: Sequence[Address] = ()
    name: str = ""
    """What it calls itself."""
    features: dict[str, str] = field(default_factory=dict)
    offered_tls: bool = False


def said(code: int, words: bytes | str) -> str:
    """Write an answer in one line."""
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return f"{code} {' '.join(text.split())}"


def words(fault: Exception) -> str:
    """Say what went wrong on a connection."""
    if isinstance(fault, smtplib.SMTPResponseException):
        return said(fault.smtp_code, fault.smtp_error)
    if "timed out" in str(fault):
        return "it does not answer"
    return (getattr(fault, "strerror", None) or str(fault) or type(fault).__name__).rstrip(".")
