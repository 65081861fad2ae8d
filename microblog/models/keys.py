"""Secrets that open something: how they are made, and what is kept of them.

They are random and long, so a fast hash will do; it also is what they are looked up by, and so no two strings are
compared whose likeness could be told from the time that it takes.
"""

import hashlib
import hmac
import secrets
import string

ALPHABET = string.ascii_letters + string.digits  # nothing that a header, an address or a form would have to encode
SECRET_LENGTH = 43  # 256 bits


def new_secret() -> str:
    """Make a secret that nobody can guess."""
    return "".join(secrets.choice(ALPHABET) for _ in range(SECRET_LENGTH))


def hash_of(secret: str) -> str:
    """Hash a secret as it is stored: SHA-256, in hexadecimal."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def is_secret_of(secret: str, kept: str) -> bool:
    """Whether this is the secret whose hash was kept; takes as long whichever character differs."""
    return hmac.compare_digest(hash_of(secret), kept)
