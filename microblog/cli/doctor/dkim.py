"""The keys with which a mail host signs letters (DKIM), as a domain publishes them: RFC 6376, 8301, 8463."""

import base64
import binascii
from collections.abc import Iterator

from .findings import Finding, error, ok, warning
from .names import Names, Unanswered
from .sender import unanswered
from .tags import tags_of

DKIM = "DKIM"
LEAST, ENOUGH = 1024, 2048
"""Bits of an RSA key: fewer than the least are not believed (RFC 8301 §3.2); everybody asks for the other."""

SEQUENCE, INTEGER, BITS = 0x30, 0x02, 0x03
"""What stands in a key (X.690)."""


def look_at_dkim(names: Names, domain: str, selector: str) -> Iterator[Finding]:
    """See whether the key under a selector can be used."""
    if not selector:
        advice = "Let the mail host sign letters, and set mail.dkim_selector (or say --selector)."
        yield warning(DKIM, "It is not known with which key letters are signed.", advice)
        return
    place = f"{selector}._domainkey.{domain}"
    try:
        found = names.texts(place)
    except Unanswered as silence:
        yield unanswered(DKIM, silence)
        return
    if not found:
        yield error(DKIM, f"There is no key at {place}.", f'Publish: {place}. TXT "v=DKIM1; k=rsa; p=KEY"')
    elif len(found) > 1:
        yield error(DKIM, f"There are {len(found)} records at {place}.", "Leave one of them.")
    else:
        yield from _key(found[0], place)


def _key(record: str, place: str) -> Iterator[Finding]:
    """Judge a key's record (RFC 6376 §3.6.1)."""
    try:
        tags = tags_of(record)
        if tags.get("v", "DKIM1") != "DKIM1" or ("v" in tags and next(iter(tags)) != "v"):
            raise ValueError("it does not begin with v=DKIM1")
        if "p" not in tags:
            raise ValueError("it has no p=")
        if tags["p"] == "":
            yield error(
                DKIM, f"The key at {place} was revoked: it is empty.", "Sign with another key, and name its selector."
            )
            return
        yield _strength(tags.get("k", "rsa"), base64.b64decode("".join(tags["p"].split()), validate=True), place)
    except (ValueError, IndexError, binascii.Error) as fault:
        yield error(DKIM, f"The key at {place} cannot be used: {fault}.", "Publish it as your mail host gives it.")
        return
    yield from _flags(tags, place)


def _strength(kind: str, key: bytes, place: str) -> Finding:
    """Judge the key itself."""
    if kind == "ed25519":
        if len(key) != 32:
            raise ValueError("an Ed25519 key has 32 bytes")
        return warning(
            DKIM, f"The key at {place} is of Ed25519, which many cannot read.", "Sign with an RSA key as well."
        )
    if kind != "rsa":
        raise ValueError(f"there is no kind of key {kind!r}")
    bits = _modulus(key)
    if bits < LEAST:
        return error(DKIM, f"The key at {place} has {bits} bits, which nobody believes.", f"Make one of {ENOUGH} bits.")
    if bits < ENOUGH:
        return warning(DKIM, f"The key at {place} has {bits} bits only.", f"Make one of {ENOUGH} bits.")
    return ok(DKIM, f"There is an RSA key of {bits} bits at {place}.")


def _flags(tags: dict[str, str], place: str) -> Iterator[Finding]:
    """Judge what a key may be used for."""
    if "y" in _words(tags.get("t", "")):
        yield warning(DKIM, f"The key at {place} is being tested (t=y), so nobody minds it.", "Take t=y out.")
    if not {"*", "email"} & _words(tags.get("s", "*")):
        yield error(DKIM, f"The key at {place} is not for mail (s={tags['s']}).", "Take s= out.")
    if "sha256" not in _words(tags.get("h", "sha256")):
        yield error(DKIM, f"The key at {place} allows no hash that is believed (h={tags['h']}).", "Take h= out.")


def _words(value: str) -> set[str]:
    """Split what has colons between."""
    return {word.strip() for word in value.split(":")}


def _modulus(key: bytes) -> int:
    """Count the bits of an RSA key: a SubjectPublicKeyInfo (RFC 5280), or a bare RSAPublicKey (RFC 8017)."""
    tag, content, _ = _element(key)
    first, number, rest = _element(content)
    if first == SEQUENCE:  # which kind of key it is; the key itself is within the bits that follow
        kind, wrapped, _ = _element(rest)
        if kind != BITS:
            raise ValueError("it is no RSA key")
        tag, content, _ = _element(wrapped[1:])
        first, number, _ = _element(content)
    if tag != SEQUENCE or first != INTEGER:
        raise ValueError("it is no RSA key")
    return int.from_bytes(number).bit_length()


def _element(data: bytes) -> tuple[int, bytes, bytes]:
    """Take the first element off DER: its tag, what is in it, and what comes after (X.690 §8.1)."""
    length, start = data[1], 2
    if length & 0x80:
        start += length & 0x7F
        length = int.from_bytes(data[2:start])
    if len(data) < start + length:
        raise ValueError("it was cut off")
    return data[0], data[start : start + length], data[start + length :]
