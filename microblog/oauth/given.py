"""What a program gives: a few parameters by name, each once and as text, and perhaps its secret in the header."""

from base64 import b64decode
from binascii import Error
from collections.abc import Iterable
from typing import Any
from urllib.parse import unquote_plus

from oauthlib.oauth2 import InvalidClientError, InvalidRequestError
from pyramid.request import Request

from ..models.scopes import words_of
from ..parameters import Unreadable, read_parameters

WISH = (
    *("response_type", "response_mode", "client_id", "redirect_uri", "scope", "state"),
    *("code_challenge", "code_challenge_method"),
)
CLIENT = ("client_id", "client_secret")
TOKEN = ("grant_type", "code", "redirect_uri", "code_verifier", "scope", *CLIENT)
REVOCATION = ("token", "token_type_hint", *CLIENT)


def read_wish(request: Request) -> dict[str, str]:
    """Read what an address asks for."""
    return _texts(_read(request), WISH)


def read_body(request: Request, names: Iterable[str]) -> dict[str, str]:
    """Read what a program sends in the body, and its credentials, which may stand in the header."""
    given = _texts(_read(request), names)
    if any(name in request.GET for name in names):  # it would stand in every log on the way (RFC 6749 §2.3.1)
        raise InvalidRequestError("Parameters belong into the body, not into the address.")
    return {**given, **_credentials(request, given)}


def _read(request: Request) -> dict[str, Any]:
    """Read everything."""
    try:
        return read_parameters(request)
    except Unreadable as problem:
        raise InvalidRequestError(str(problem)) from None


def _texts(given: dict[str, Any], names: Iterable[str]) -> dict[str, str]:
    """Pick out what has a name; what is empty was not given (RFC 6749 §3.1)."""
    picked = {name: _text(name, given[name]) for name in names if given.get(name) not in (None, "", [])}
    if "scope" in picked:
        picked["scope"] = " ".join(words_of(picked["scope"]))
    return {name: value for name, value in picked.items() if value}


def _text(name: str, value: Any) -> str:
    """Take one parameter as text that can be looked up, or refuse it."""
    if not isinstance(value, str):
        raise InvalidRequestError(f"The parameter {name} must be given once, as text.")
    if "\0" in value or any("\ud800" <= character <= "\udfff" for character in value):
        raise InvalidRequestError(f"The parameter {name} is not text.")
    return value


def _credentials(request: Request, given: dict[str, str]) -> dict[str, str]:
    """Read id and secret from the header (RFC 6749 §2.3.1); they must not differ from those in the body."""
    scheme, _, encoded = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return {}
    try:
        id, _, secret = b64decode(encoded.strip(), validate=True).decode().partition(":")
    except (Error, ValueError):
        raise InvalidClientError from None
    shown = {"client_id": unquote_plus(id), "client_secret": unquote_plus(secret)}
    if "\0" in shown["client_id"] or any(given.get(name, value) != value for name, value in shown.items()):
        raise InvalidClientError
    return shown
