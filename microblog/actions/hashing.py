"""Hashing passwords: argon2id, and the same time whether or not there is an account."""

import secrets
from functools import cache

import argon2

from ..errors import Invalid
from ..i18n import ngettext
from ..models import Account

MIN_LENGTH = 8
MAX_LENGTH = 1000

hasher = argon2.PasswordHasher()
"""argon2id with the second recommended option of RFC 9106 §4: 64 MiB, 3 passes, 4 lanes."""


def checked(password: str, *, field: str = "password") -> str:
    """Give back a password that will do; refuse one that is too short or absurdly long."""
    if len(password) < MIN_LENGTH:
        raise Invalid({field: ngettext("Use at least ${n} character.", "Use at least ${n} characters.", MIN_LENGTH)})
    if len(password) > MAX_LENGTH:
        raise Invalid({field: ngettext("Use at most ${n} character.", "Use at most ${n} characters.", MAX_LENGTH)})
    return password


def hash_password(password: str) -> str:
    """Hash a password with a salt of its own."""
    return hasher.hash(password)


def matches(account: Account | None, password: str) -> bool:
    """Whether this is the account's password. Takes as long when there is no account."""
    try:
        hasher.verify(account.password_hash if account else hash_of_nobody(), password[:MAX_LENGTH])
    except argon2.exceptions.VerificationError:
        return False
    return account is not None


def refresh_hash(account: Account, password: str) -> None:
    """Hash anew a password that was hashed when machines were slower."""
    if hasher.check_needs_rehash(account.password_hash):
        account.password_hash = hash_password(password)


@cache
def hash_of_nobody() -> str:
    """A hash that no password fits, as dear to try as any other. Made once: ask for it at the start."""
    return hash_password(secrets.token_hex())
