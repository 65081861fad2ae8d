"""Programs that act for people: how they register, and how one takes back what one gave them."""

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from sqlalchemy import delete
from sqlalchemy.orm import Session

from ..clock import today
from ..errors import Invalid, NotFound
from ..i18n import _, ngettext
from ..models import AccessToken, Account, Application, AuthorizationCode
from ..models.keys import hash_of, new_secret
from ..models.scopes import DEFAULT, unknown, words_of
from ..text import says_nothing
from .inputs import Input, Line, Plain

NAME_LENGTH = 60
ADDRESS_LENGTH = 2000
MOST_ADDRESSES = 20

OUT_OF_BAND = "urn:ietf:wg:oauth:2.0:oob"
"""Leads nowhere: the code is shown to whoever allowed it, who carries it over by hand."""

# RFC 3986 §4.3: a scheme, and no fragment; no character that would have to be encoded.
CHARACTER = r"(?:[A-Za-z0-9._~:/?@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})"
ABSOLUTE = re.compile(rf"[A-Za-z][A-Za-z0-9+.-]*:(?=.)(?://\[[0-9A-Fa-f:.]+\])?{CHARACTER}*")
HERE = re.compile(r"localhost|[a-z0-9-]+\.localhost|127\.0\.0\.1|\[::1\]")
NO_ADDRESS = re.compile(r"""[\s"<>\\^`{|}]""")  # what no address may hold (RFC 3986 §2), and may end it on a page
RUN_IN_BROWSERS = ("about", "blob", "data", "file", "filesystem", "javascript", "vbscript", "view-source", "ws", "wss")


class NewApplication(Input):
    """A program that wants to act for people."""

    name: Line
    redirect_uris: list[Plain]
    scopes: list[Plain] = DEFAULT
    website: Line = ""


def register_application(db: Session, wish: NewApplication) -> tuple[Application, str]:
    """Register a program; return it with its secret, of which only the hash is kept."""
    scopes = words_of(wish.scopes) or DEFAULT
    problems = {
        "client_name": problem_of_name(wish.name),
        "redirect_uris": _problem_of_addresses(wish.redirect_uris),
        "scopes": problem_of_scopes(scopes),
        "website": ""
        if not wish.website or _is_website(wish.website)
        else _("This must be the address of a web page."),
    }
    if any(problems.values()):
        raise Invalid({name: problem for name, problem in problems.items() if problem})

    return make_application(db, wish.name, scopes, website=wish.website, redirect_uris=wish.redirect_uris)


def make_application(
    db: Session,
    name: str,
    scopes: Iterable[str],
    *,
    website: str = "",
    redirect_uris: Iterable[str] = (),
    owner: Account | None = None,
) -> tuple[Application, str]:
    """Note down a program, with an id and a secret of its own; return it with the secret."""
    secret = new_secret()
    application = Application(client_id=new_secret(), secret_hash=hash_of(secret), name=name, website=website or None)
    application.redirect_uris, application.scopes = list(dict.fromkeys(redirect_uris)), list(scopes)
    application.owner_id = owner.id if owner else None
    db.add(application)
    db.flush()
    return application, secret


def note_use(db: Session, token: AccessToken) -> None:
    """Note, once a day, that a key is still in use."""
    if token.last_used_on != today():
        token.last_used_on = today()


def shut_out(db: Session, by: Account, application_id: int) -> None:
    """Take back every key, and every promise of one, that somebody gave a program."""
    keys = delete(AccessToken).where(AccessToken.account_id == by.id, AccessToken.application_id == application_id)
    codes = delete(AuthorizationCode).where(
        AuthorizationCode.account_id == by.id, AuthorizationCode.application_id == application_id
    )
    db.execute(codes)
    if not db.execute(keys).rowcount:  # type: ignore[attr-defined]
        raise NotFound(_("It holds no key of yours any more."))


def problem_of_name(name: str) -> str:
    """Say what is wrong with what a program or a key is called; nothing if nothing is."""
    if says_nothing(name):
        return _("Give it a name.")
    return (
        ""
        if len(name) <= NAME_LENGTH
        else ngettext(
            "Use at most ${n} character for its name.", "Use at most ${n} characters for its name.", NAME_LENGTH
        )
    )


def problem_of_scopes(scopes: list[str]) -> str:
    """Say what is wrong with scopes; nothing if nothing is."""
    wrong = unknown(scopes)
    return _("There is no scope ${name}.", mapping={"name": wrong[0][:50]}) if wrong else ""


def _problem_of_addresses(addresses: list[str]) -> str:
    """Say what is wrong with the addresses that codes may be sent to."""
    if not 1 <= len(addresses) <= MOST_ADDRESSES:
        return _("Give 1 to ${most} redirect URIs.", mapping={"most": MOST_ADDRESSES})
    return next(filter(None, map(_problem_of_address, addresses)), "")


def _problem_of_address(address: str) -> str:
    """Say what is wrong with an address; nothing if nothing is. RFC 9700 §2.6: http only within one machine."""
    if len(address) > ADDRESS_LENGTH or not ABSOLUTE.fullmatch(address) or not _is_split(address):
        return _("A redirect URI must be an absolute URI without a fragment.")
    scheme, host = urlsplit(address).scheme, urlsplit(address).netloc
    if scheme in RUN_IN_BROWSERS:
        return _("A redirect URI must not begin with ${scheme}.", mapping={"scheme": scheme})
    if scheme in ("http", "https") and (not host or "@" in host or host.startswith(":")):
        return _("A redirect URI must name a host, and nobody at it.")
    if scheme == "http" and not HERE.fullmatch(re.sub(r":[0-9]*$", "", host.lower())):
        return _("A redirect URI must begin with https, or stay on the machine.")
    return ""


def _is_split(address: str) -> bool:
    """Whether an address falls into parts, with a port that can be one."""
    try:
        return (urlsplit(address).port or 1) > 0
    except ValueError:
        return False


def _is_website(address: str) -> bool:
    """Whether this is the address of a web page, which names nobody at its host: bank.example@evil.example misleads."""
    if len(address) > ADDRESS_LENGTH or NO_ADDRESS.search(address) or not _is_split(address):
        return False
    parts = urlsplit(address)
    return parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc
