"""A letter as it is handed to a mail host."""

from dataclasses import dataclass


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
