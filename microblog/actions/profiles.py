"""What one says of oneself, and how one wants to be met."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Literal

import regex

from ..errors import Invalid
from ..i18n import _, ngettext
from ..media import MIDDLE, BadPicture, Storage, banner, square, uncut
from ..models import BIO_LENGTH, FIELD_LENGTH, MAX_FIELDS, NAME_LENGTH, Account, ProfileField, QuotePolicy, Visibility
from ..text import Format, length, says_nothing
from .inputs import Input, Language, Line, Words
from .media import Focus
from .verifications import fields_of, look_soon

MAX_DOMAINS = 10
MOST_POINTS = 20
"""How many code points a character has at most, on the average: this bounds what is stored."""
SCHEME = regex.compile(r"https?://", regex.IGNORECASE)
HOST = regex.compile(r"(?=.{1,253}$)(?:(?!-)[a-z0-9-]{1,63}(?<!-)\.)+(?!-)[a-z0-9-]{2,63}(?<!-)")  # RFC 1123 §2.1


class Row(Input):
    """A line of the small table in a profile."""

    name: Line = ""
    value: Line = ""


class Profile(Input):
    """What somebody says of themselves; None leaves it as it is."""

    display_name: Line | None = None
    bio: Words | None = None
    locked: bool | None = None
    bot: bool | None = None
    discoverable: bool | None = None
    indexable: bool | None = None
    hide_collections: bool | None = None
    fields: list[Row] | None = None
    attribution_domains: list[Line] | None = None
    picture_focus: Focus | None = None
    header_focus: Focus | None = None
    """Around which points the pictures are cut."""
    default_visibility: Visibility | None = None
    default_sensitive: bool | None = None
    default_format: Format | None = None
    default_language: Language | Literal[""] | None = None
    """An empty one forgets it."""
    default_quote_policy: QuotePolicy | None = None


PLAIN = (
    *("bio", "locked", "bot", "discoverable", "indexable", "hide_collections"),
    *("default_visibility", "default_sensitive", "default_quote_policy", "default_format"),
)
"""What is kept as it was given."""


@dataclass(frozen=True)
class Cut:
    """A picture of somebody's, to be made of what was sent, or cut anew out of what there is."""

    field: str
    column: str
    shape: Callable[..., bytes]
    data: bytes
    focus: tuple[float, float] | None
    """Around which point; None leaves a picture that there is as it was, and cuts a new one around its middle."""

    def before(self, account: Account) -> list[float]:
        """Around which point it was cut until now."""
        return getattr(account, f"{self.column}_focus") or list(MIDDLE)

    def whole(self, account: Account, storage: Storage) -> bytes:
        """Read the file out of which it was cut; empty if there is none."""
        name = getattr(account, f"{self.column}_whole")
        path = storage.path(name) if name else None
        return path.read_bytes() if path is not None and path.is_file() else b""


def edit_profile(
    account: Account, profile: Profile, *, picture: bytes = b"", header: bytes = b"", storage: Storage
) -> None:
    """Change what an account says of itself, and its pictures: all of it or, if something will not do, nothing."""
    rows, domains = _rows(profile.fields or []), _domains(profile.attribution_domains or [])
    _check(profile, rows, domains)
    cuts = [
        Cut("picture", "avatar", square, picture, profile.picture_focus),
        Cut("header", "header", banner, header, profile.header_focus),
    ]
    pictures = _made(account, cuts, storage)

    if profile.display_name is not None:
        account.display_name = "" if says_nothing(profile.display_name) else profile.display_name
    for name in PLAIN:
        if (value := getattr(profile, name)) is not None:
            setattr(account, name, value)
    if profile.default_language is not None:
        account.default_language = profile.default_language or None
    if profile.fields is not None:
        account.fields = fields_of(rows, account.fields)
        look_soon(account)
    if profile.attribution_domains is not None:
        account.attribution_domains = domains
    for column, value in pictures.items():
        setattr(account, column, value)


def remove_picture(account: Account) -> None:
    """Go back to the picture that everybody starts with."""
    account.avatar = account.avatar_whole = account.avatar_focus = None


def remove_header(account: Account) -> None:
    """Show no wide picture."""
    account.header = account.header_whole = account.header_focus = None


def _rows(rows: Iterable[Row]) -> list[ProfileField]:
    """Leave out the lines in which nothing stands."""
    kept = [row for row in rows if not (says_nothing(row.name) and says_nothing(row.value))]
    return [ProfileField(name=row.name, value=row.value) for row in kept]


def _domains(addresses: Iterable[str]) -> list[str]:
    """Take the hosts out of addresses, each once."""
    hosts = (SCHEME.sub("", address).rstrip("/").lower() for address in addresses)
    return list(dict.fromkeys(host for host in map(_in_ascii, hosts) if host))


def _in_ascii(host: str) -> str:
    """Write a host as the network knows it (RFC 5891); what cannot be one stays as it is, and is refused later."""
    try:
        return host.encode("idna").decode()
    except UnicodeError:
        return host


def _check(profile: Profile, rows: list[ProfileField], domains: list[str]) -> None:
    """Refuse what will not do."""
    problems = {}
    if _is_longer(profile.display_name or "", NAME_LENGTH):
        problems["display_name"] = ngettext("Use at most ${n} character.", "Use at most ${n} characters.", NAME_LENGTH)
    if _is_longer(profile.bio or "", BIO_LENGTH):
        problems["bio"] = ngettext("Say it in ${n} character.", "Say it in ${n} characters.", BIO_LENGTH)
    if len(rows) > MAX_FIELDS:
        problems["fields"] = ngettext("Use at most ${n} line.", "Use at most ${n} lines.", MAX_FIELDS)
    elif any(len(row["name"]) > FIELD_LENGTH or len(row["value"]) > FIELD_LENGTH for row in rows):
        problems["fields"] = ngettext(
            "Use at most ${n} character for each part of a line.",
            "Use at most ${n} characters for each part of a line.",
            FIELD_LENGTH,
        )
    elif any(says_nothing(row["name"]) for row in rows):
        problems["fields"] = _("Give each line a name.")
    if len(domains) > MAX_DOMAINS:
        problems["attribution_domains"] = ngettext("Use at most ${n} host.", "Use at most ${n} hosts.", MAX_DOMAINS)
    elif not all(HOST.fullmatch(host) for host in domains):
        problems["attribution_domains"] = _("Name hosts such as example.org.")
    if profile.default_visibility is Visibility.DIRECT:
        problems["default_visibility"] = _("A post is for named people only where one says so.")
    if problems:
        raise Invalid(problems)


def _is_longer(text: str, limit: int) -> bool:
    """Whether a text is too long. A character may be made of many code points, and a link always counts the same."""
    return len(text) > limit * MOST_POINTS or length(text) > limit


def _made(account: Account, cuts: Iterable[Cut], storage: Storage) -> dict[str, Any]:
    """Make pictures of what was sent, or cut those that there are anew; column → what to write there."""
    made: dict[str, tuple[Cut, bytes, bytes]] = {}
    problems = {}
    for cut in cuts:
        try:
            if cut.data:
                made[cut.column] = (cut, uncut(cut.data), cut.shape(cut.data, focus=cut.focus or MIDDLE))
            elif cut.focus and list(cut.focus) != cut.before(account) and (whole := cut.whole(account, storage)):
                made[cut.column] = (cut, whole, cut.shape(whole, focus=cut.focus))
        except BadPicture as refusal:
            problems[cut.field] = refusal.sentence
    if problems:
        raise Invalid(problems)
    values: dict[str, Any] = {}
    for column, (cut, whole, shown) in made.items():
        values |= {column: storage.keep(shown), f"{column}_whole": storage.keep(whole)}
        values[f"{column}_focus"] = list(cut.focus) if cut.focus else None
    return values
