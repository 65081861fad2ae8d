"""What an operator may decide. Read once at the start; a slip of the pen is refused there with a sentence.

Every setting is written `section.name = value` under `[app:main]` of the ini file. The environment variable
`MICROBLOG_SECTION_NAME` stands above the file, so that secrets need not be written into it.
"""

import difflib
import os
from collections.abc import Mapping
from email.errors import HeaderParseError
from email.headerregistry import Address
from pathlib import Path
from tempfile import TemporaryFile
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr, ValidationError
from pydantic.fields import FieldInfo
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

FOREIGN = frozenset(
    f"pyramid.{name}"
    for name in (
        *("reload_templates", "reload_assets", "reload_all", "prevent_http_cache", "prevent_cachebust"),
        *("debug_all", "debug_authorization", "debug_notfound", "debug_routematch", "debug_templates"),
        "default_locale_name",
    )
)
"""What Pyramid reads from the same section."""
PREFIX = "MICROBLOG_"
INI_VARIABLE = "MICROBLOG_INI"  # names the ini file itself to the command line


class Misconfigured(SystemExit):
    """A mistake of the operator's. It ends the program at its start with one plain sentence."""


def _an_address(url: str) -> str:
    """Accept the address of a site: scheme and host, no path."""
    try:
        parsed = urlsplit(url)
        plain = parsed.hostname and not (parsed.query or parsed.fragment or parsed.username) and parsed.port != 0
    except ValueError:
        plain = False
    if not plain or parsed.scheme not in ("http", "https") or parsed.path not in ("", "/") or url.split() != [url]:
        raise ValueError("must look like https://example.org, without a path")
    return url.rstrip("/")


def _a_sender(address: str) -> str:
    """Accept an address that letters can come from."""
    try:
        Address(addr_spec=address)
    except (ValueError, IndexError, HeaderParseError):
        raise ValueError("must be a plain address such as microblog@example.org") from None
    if "@" not in address:
        raise ValueError("must be a plain address such as microblog@example.org")
    return address


def _perhaps_a_sender(address: str) -> str:
    """Accept such an address, or none."""
    return _a_sender(address) if address else address


def _a_database(url: SecretStr) -> SecretStr:
    """Accept the databases we are tested on, and speak to PostgreSQL through psycopg 3."""
    try:
        parsed = make_url(url.get_secret_value())
    except (ArgumentError, ValueError):
        raise ValueError("must look like sqlite:////srv/microblog.sqlite or postgresql://user@host/name") from None
    drivers = {"sqlite": "sqlite", "postgresql": "postgresql+psycopg"}
    if parsed.get_backend_name() not in drivers:
        raise ValueError("must be a sqlite:// or a postgresql:// database")
    parsed = parsed.set(drivername=drivers[parsed.get_backend_name()])
    return SecretStr(parsed.render_as_string(hide_password=False))


def _long_enough(secret: SecretStr) -> SecretStr:
    """Accept a secret that cannot be guessed."""
    if len(secret.get_secret_value()) < 32:
        raise ValueError("must have at least 32 characters; `openssl rand -hex 32` makes one")
    return secret


def _long_enough_or_none(secret: SecretStr) -> SecretStr:
    """Accept a secret that cannot be guessed, or none at all."""
    return _long_enough(secret) if secret.get_secret_value() else secret


class Section(BaseModel):
    """A group of settings, each with its meaning underneath."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class Site(Section):
    """Who we are."""

    name: str = Field("microblog", min_length=1, max_length=60)
    """What the site calls itself in titles, letters and feeds."""

    url: Annotated[str, AfterValidator(_an_address)]
    """The address people reach it by. Links in mails and feeds begin with it; https makes cookies `Secure`."""

    description: str = Field("A small place for short posts.", max_length=500)
    """One sentence about the site, shown to strangers and to search engines."""

    contact: str = Field("", max_length=320)
    """Whom to write to about the site; shown on the page /about."""

    security_contact: str = Field("", max_length=320)
    """Whom to tell of a weakness of the site, told at /.well-known/security.txt: an address of mail, or of a page."""

    release: str = Field("", pattern=r"^[A-Za-z0-9.-]*$", max_length=100)
    """The release that is installed, told by /health; set by the unit that runs it."""

    metrics_token: Annotated[SecretStr, AfterValidator(_long_enough_or_none)] = SecretStr("")
    """Who shows it (`Authorization: Bearer …`) may read /metrics. Without one, only programs on this machine may."""


class Security(Section):
    """What must not be known."""

    secret: Annotated[SecretStr, AfterValidator(_long_enough)]
    """Signs links in letters and the form cookie; at least 32 characters. A new one makes outstanding links void."""


class Database(Section):
    """Where everything is remembered."""

    url: Annotated[SecretStr, AfterValidator(_a_database)]
    """The database: sqlite:///path or postgresql://user:password@host/name."""

    busy_timeout: float = Field(10.0, ge=0, le=300)
    """SQLite: how many seconds a writer waits for another one."""

    pool_size: int = Field(5, ge=1, le=200)
    """PostgreSQL: how many connections a process keeps."""

    migration_lock_timeout: float = Field(5.0, gt=0, le=3600)
    """PostgreSQL: how many seconds a migration waits for a table; while it waits, all others wait behind it."""

    migration_timeout: float = Field(900.0, gt=0, le=7 * 24 * 3600)
    """PostgreSQL: how many seconds each statement of a migration may take."""


class Accounts(Section):
    """Who may join, and how."""

    confirm_email: bool = True
    """Whether an address must be confirmed by its link before its owner may post."""

    confirm_within: int = Field(7 * 24 * 3600, ge=60)
    """For how many seconds the link that confirms an address is good."""

    reset_within: int = Field(3600, ge=60)
    """For how many seconds the link that resets a password is good."""

    session_days: int = Field(60, ge=1, le=3650)
    """After how many days without a visit a login ends."""

    letters_an_hour: int = Field(4, ge=1, le=1000)
    """How many letters that anybody may cause (to confirm an address, to reset a password) one mailbox gets an hour."""

    notification_days: int = Field(180, ge=30, le=3650)
    """After how many days notifications are forgotten that were read; those that were not, after twice as many."""


class Mail(Section):
    """How letters leave the house."""

    transport: Literal["smtp", "spool", "files"] = "smtp"
    """`smtp` hands letters to a mail host, `spool` to a nullmailer on this machine, `files` to mail.directory."""

    directory: Path = Path("var/mail")
    """Where the transport `files` puts letters."""

    spool: Path = Path("/var/spool/nullmailer")
    """The folder of that nullmailer; in its `queue` the transport `spool` puts letters."""

    sender: Annotated[str, AfterValidator(_a_sender)] = Field("microblog@localhost", max_length=320)
    """The address letters come from."""

    bounces: Annotated[str, AfterValidator(_perhaps_a_sender)] = Field("", max_length=320)
    """The address that mail hosts report to what could not be delivered; empty for mail.sender."""

    dkim_selector: str = Field("", pattern=r"^([A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*)?$", max_length=100)
    """The selector of the key that the mail host signs letters with; `microblog mail doctor` looks at that key."""

    host: str = "localhost"
    """The mail host."""

    port: int = Field(25, ge=1, le=65535)
    """The mail host's port."""

    security: Literal["none", "starttls", "tls"] = "none"
    """How the connection is protected: not at all (for a host on this machine), STARTTLS, or TLS from the start."""

    username: str = ""
    """The name to log in to the mail host with; empty for none."""

    password: SecretStr = SecretStr("")
    """The password to that name."""

    timeout: float = Field(30.0, gt=0, le=600)
    """After how many seconds a silent mail host is given up for this time."""

    answer_timeout: float = Field(600.0, gt=0, le=3600)
    """For how many seconds it may think about a whole letter; then that is sent again (RFC 5321 §4.5.3.2.6: 600)."""

    senders: int = Field(2, ge=1, le=16)
    """How many letters a scheduler hands over at once, each on a connection of its own; on SQLite always one."""


class Media(Section):
    """Where pictures, films and sounds lie, and what may be sent."""

    directory: Path = Path("var/media")
    """The folder of files. The front server may serve it as /media/, but for `waiting`, which nobody else may read."""

    image_bytes: int = Field(16 * 1024 * 1024, ge=64 * 1024)
    """The largest picture that may be attached, in bytes."""

    pixels: int = Field(33_177_600, ge=1_000_000, le=80_000_000)
    """How many pixels such a picture may have. What is kept of it has at most 8.3 million."""

    video_bytes: int = Field(99 * 1024 * 1024, ge=64 * 1024)
    """The largest film or sound, in bytes."""

    seconds: int = Field(900, ge=1)
    """How long a film or a sound may last."""

    ffmpeg: str = "ffmpeg"
    """The program that films and sounds are made ready with. Where it is missing, or empty, they are refused."""

    work_seconds: int = Field(600, ge=10)
    """For how many seconds that program may work on one of them."""

    work_memory: int = Field(2 * 1024**3, ge=512 * 1024**2)
    """How many bytes of memory it may use."""

    @property
    def together(self) -> int:
        """How large a file to attach and a picture to stand for it may be together."""
        return max(self.image_bytes, self.video_bytes) + self.image_bytes


class Limits(Section):
    """How much is too much."""

    form_bytes: int = Field(256 * 1024, ge=16 * 1024)
    """The largest form without a file, in bytes."""

    upload_bytes: int = Field(8 * 1024 * 1024, ge=64 * 1024)
    """The largest form with a file, in bytes."""

    storage: SecretStr = SecretStr("memory://")
    """Where requests are counted: `memory://` (each process for itself), or redis://host:6379 for all together."""


class Jobs(Section):
    """When the scheduler does what: `every 2 s`, `every 5 min`, `every 6 h`, a line of a crontab (UTC, the days of the
    week by name: `5 3 * * mon`), or `off`. Where nothing is given, the timetable (`microblog jobs`) holds.
    """

    letters: str = ""
    """Gathering what happened into letters and digests, and sending them."""

    films: str = ""
    """Making films and sounds ready."""

    scheduled: str = ""
    """Publishing posts that were written for later."""

    polls: str = ""
    """Telling those concerned how polls ended."""

    words: str = ""
    """Writing down the words of posts that are older than searches by words."""

    statistics: str = ""
    """Counting the days that are over."""

    logins: str = ""
    """Removing logins that nobody uses any more."""

    ended: str = ""
    """Removing mutes, filters, keys and codes that have ended."""

    media: str = ""
    """Removing files that hang on nothing."""

    applications: str = ""
    """Removing applications that registered and never got a key."""

    old_notifications: str = ""
    """Forgetting old notifications."""

    old_letters: str = ""
    """Forgetting old letters, and why they were written."""


class Backups(Section):
    """What watchers are told about backups. Making and proving them is the playbooks' work."""

    expected: bool = False
    """Whether this site has backups, so that /health/backups is unwell where none was proven of late."""

    proven_within_hours: int = Field(30, ge=1, le=24 * 366)
    """How old the last backup may be that was restored on trial and found to be whole."""


class Development(Section):
    """What only developers want."""

    pages: bool = False
    """Whether /dev/mail shows the letters that the transport `files` wrote. Never on a public machine."""


class Settings(Section):
    """All settings, by section."""

    site: Site
    security: Security
    database: Database
    accounts: Accounts = Accounts()
    mail: Mail = Mail()
    media: Media = Media()
    limits: Limits = Limits()
    jobs: Jobs = Jobs()
    backups: Backups = Backups()
    development: Development = Development()


def names() -> dict[str, FieldInfo]:
    """List every setting as `section.name`, with what is declared of it."""
    return {
        f"{section}.{name}": field
        for section, model in Settings.model_fields.items()
        for name, field in _fields_of(model).items()
    }


def given(ini: Mapping[str, str], environ: Mapping[str, str] = os.environ) -> dict[str, tuple[str, str]]:
    """Collect what the operator gave: setting → (value, where it came from). Refuse what is no setting."""
    known = {_variable(name): name for name in names()}
    found = {name: (value, "ini file") for name, value in ini.items() if name not in FOREIGN}
    for name in found:
        if name not in known.values():
            raise Misconfigured(f"There is no setting {name!r}{_near(name, known.values())}")

    for variable, value in environ.items():
        if variable.startswith(PREFIX) and variable != INI_VARIABLE:
            if variable not in known:
                raise Misconfigured(f"There is no setting for the variable {variable}{_near(variable, known)}")
            found[known[variable]] = (value, variable)
    return found


def read_settings(ini: Mapping[str, str], environ: Mapping[str, str] = os.environ) -> Settings:
    """Read all settings, or end the program with a sentence about the first that is wrong."""
    sections: dict[str, dict[str, str]] = {"site": {}, "security": {}, "database": {}}
    for name, (value, _) in given(ini, environ).items():
        section, _, key = name.partition(".")
        sections.setdefault(section, {})[key] = value
    try:
        return Settings.model_validate(sections)
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"])
        raise Misconfigured(_sentence(name, first["type"], first["msg"])) from None


def check_folders(settings: Settings) -> None:
    """End the program unless the folders that it writes into can be written into."""
    folders = {"media.directory": settings.media.directory}
    if settings.mail.transport == "files":
        folders["mail.directory"] = settings.mail.directory
    if settings.mail.transport == "spool":
        _check_spool(settings.mail.spool)
        folders["mail.spool"] = settings.mail.spool / "ready"
    for name, folder in folders.items():
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with TemporaryFile(dir=folder):
                pass
        except OSError as fault:
            raise Misconfigured(f"The folder {folder} ({name}) cannot be written into: {fault.strerror}.") from None


def _check_spool(spool: Path) -> None:
    """End the program unless there is a mail program's queue that we may put letters into."""
    queue = spool / "queue"
    if not queue.is_dir():
        raise Misconfigured(f"There is no folder {queue} (mail.spool): is nullmailer installed?")
    if not os.access(queue, os.W_OK | os.X_OK):
        raise Misconfigured(f"The folder {queue} (mail.spool) cannot be written into: Permission denied.")


def _fields_of(section: FieldInfo) -> dict[str, FieldInfo]:
    """List the settings of one section."""
    model: Any = section.annotation
    return dict(model.model_fields)


def _variable(name: str) -> str:
    """Name the environment variable that stands above a setting."""
    return PREFIX + name.replace(".", "_").upper()


def _near(name: str, known: Any) -> str:
    """Guess what was meant."""
    close = difflib.get_close_matches(name, list(known), n=1)
    return f"; did you mean {close[0]!r}?" if close else "; docs/settings.md lists them all."


def _sentence(name: str, kind: str, message: str) -> str:
    """Say in words what is wrong with a setting."""
    if kind == "missing":
        return f"The setting {name} is missing: write it into the ini file or set {_variable(name)}."
    message = message.removeprefix("Value error, ")
    return f"The setting {name} is wrong: {message[0].lower()}{message[1:]}."
