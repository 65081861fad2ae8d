"""Letters as bytes (RFC 5322, 2045 to 2047): every line is short and ASCII, and nothing gets out of its header.

`email` writes the same in ten times the time, which is most of what a letter would take to send.
"""

import base64
import re
from binascii import b2a_qp
from collections.abc import Iterable

from ..text import clean, one_line

BOUNDARY = "=_microblog"
"""Between the parts; it cannot stand in one, as neither encoding ever writes `=_` (RFC 2045 §6.7)."""

LINE = 76
PIECE = 39
"""How many bytes one encoded word takes, so that it fits into a line behind the name of its header (RFC 2047 §2)."""

ATOMS = re.compile(r"[\w!#$%&'*+/=?^`{|}~-]+(?: [\w!#$%&'*+/=?^`{|}~-]+)*", re.ASCII)
PLAIN = re.compile(r"(?!.*=\?)[!-~]{1,60}(?: [!-~]{1,60})*")
"""What may stand in a header as it is: words of ASCII that can be folded, none of which looks encoded."""

WIDE = 1.25
"""From how many bytes a character on quoted-printable is longer than base64."""


def words(text: str) -> str:
    """Write a text as it may stand in a header (RFC 2047 §5, rule 1)."""
    return text if PLAIN.fullmatch(text) else _plain_or_encoded(" ".join(clean(text).split()))


def mailbox(name: str, address: str) -> str:
    """Write who a letter is from or for (RFC 5322 §3.4)."""
    written = words(name if name.isascii() else one_line(name))
    if written and not written.startswith("=?") and not ATOMS.fullmatch(written):
        written = '"' + written.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return f"{written} <{address}>" if written else address


def write_message(headers: Iterable[tuple[str, str]], text: str, html: str) -> bytes:
    """Write a letter that says the same in plain text and in HTML; headers that are not ASCII in one line are refused.

    Values come from `words` or `mailbox`, or are made of nothing that people type.
    """
    lines = [_header(name, value) for name, value in headers]
    lines += ["MIME-Version: 1.0", f'Content-Type: multipart/alternative; boundary="{BOUNDARY}"', ""]
    parts = [_part("plain", text), _part("html", html)]
    whole = [*lines, *parts, f"--{BOUNDARY}--", ""]
    return "\r\n".join(whole).encode("ascii")


def _plain_or_encoded(line: str) -> str:
    """Write a line as it is, or in as many encoded words as it takes, none of which cuts a character."""
    if not line or PLAIN.fullmatch(line):
        return line
    raw = line.encode("utf-8", "replace")
    pieces, start = [], 0
    while start < len(raw):
        end = min(start + PIECE, len(raw))
        while end < len(raw) and raw[end] & 0xC0 == 0x80:
            end -= 1
        pieces.append(f"=?utf-8?b?{base64.b64encode(raw[start:end]).decode()}?=")
        start = end
    return " ".join(pieces)


def _header(name: str, value: str) -> str:
    """Write a header, in several lines if it is long."""
    if not value.isascii() or not value.isprintable():
        raise ValueError(f"the header {name} cannot be {value!r}")
    line = f"{name}: {value}"
    return line if len(line) <= LINE else _folded(line)


def _folded(line: str) -> str:
    """Break a line at its blanks, never at the one behind the header's name."""
    name, first, *others = line.split(" ")
    lines = [f"{name} {first}"]
    for word in others:
        if len(lines[-1]) + len(word) < LINE:
            lines[-1] += f" {word}"
        else:
            lines.append(f" {word}")
    return "\r\n".join(lines)


def _part(kind: str, text: str) -> str:
    """Write a body, with what says what it is."""
    raw = text.replace("\r\n", "\n").replace("\r", "\n").encode("utf-8", "replace")
    if len(raw) > len(text) * WIDE:
        encoding, body = "base64", base64.encodebytes(raw.replace(b"\n", b"\r\n"))
    else:
        encoding, body = "quoted-printable", b2a_qp(raw, istext=True)
    head = f"--{BOUNDARY}\r\nContent-Type: text/{kind}; charset=utf-8\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n"
    return head + body.decode("ascii").replace("\n", "\r\n")
