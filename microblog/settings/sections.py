"""All settings, by section, each with its meaning underneath."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr

from .checks import (
    a_database,
    a_sender,
    an_address,
    long_enough,
    long_enough_or_none,
    networks,
    perhaps_a_nameserver,
    perhaps_a_sender,
)


class Section(BaseModel):
    """A group of settings, each with its meaning underneath."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class Site(Section):
    """Who we are."""

    name: str = Field("microblog", min_length=1, max_length=60)
    """What the site calls itself in titles, letters and feeds."""

    url: Annotated[str, AfterValidator(an_address)]
    """The address people reach it by. Links in mails and feeds begin with it; https makes cookies `Secure`."""

    description: str = Field("A small place for short posts.", max_length=500)
    """One sentence about the site, shown to strangers and to search engines."""

    contact: str = Field("", max_length=320)
    """Whom to write to about the site; shown on the page /about."""

    security_contact: str = Field("", max_length=320)
    """Whom to tell of a weakness of the site, told at /.well-known/security.txt: an address of mail, or of a page."""

    release: str = Field("", pattern=r"^[A-Za-z0-9.-]*$", max_length=100)
    """The release that is installed, told by /health; set by the unit that runs it."""

    metrics_token: Annotated[SecretStr, AfterValidator(long_enough_or_none)] = SecretStr("")
    """Who shows it (`Authorization: Bearer …`) may read /metrics. Without one, only programs on this machine may."""


class Security(Section):
    """What must not be known."""

    secret: Annotated[SecretStr, AfterValidator(long_enough)]
    """Signs links in letters and the form cookie; at least 32 characters. A new one makes outstanding links void."""


class Database(Section):
    """Where everything is remembered."""

    url: Annotated[SecretStr, AfterValidator(a_database)]
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

    address_wait_days: int = Field(7, ge=1, le=90)
    """For how many days an old address that refuses letters may say no before it is replaced by a new one."""

    deletion_days: int = Field(30, ge=1, le=365)
    """After how many days everything of somebody is deleted who wants that; until then they may come back."""

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

    sender: Annotated[str, AfterValidator(a_sender)] = Field("microblog@localhost", max_length=320)
    """The address letters come from."""

    bounces: Annotated[str, AfterValidator(perhaps_a_sender)] = Field("", max_length=320)
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

    @property
    def album(self) -> int:
        """How large the four pictures of a post may be together."""
        return 4 * self.image_bytes


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

    deletions: str = ""
    """Deleting for good the posts whose authors can no longer take that back."""

    polls: str = ""
    """Telling those concerned how polls ended."""

    addresses: str = ""
    """Replacing addresses that refuse letters, once they had time to say no."""

    departures: str = ""
    """Deleting for good everything of those who left and did not come back in time."""

    words: str = ""
    """Writing down the words of posts that are older than searches by words."""

    previews: str = ""
    """Looking at the pages that posts link to."""

    verifications: str = ""
    """Looking whether the pages that profiles name lead back to them."""

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


class Fetching(Section):
    """What is looked at that others have on the web."""

    previews: bool = True
    """Whether the pages that posts link to are looked at, to show their titles and pictures below the posts."""

    verifications: bool = True
    """Whether the pages that people name in their profiles are looked at, to show which of them lead back."""

    nameserver: Annotated[str, AfterValidator(perhaps_a_nameserver)] = ""
    """The DNS server that is asked, such as 192.0.2.53 or [2001:db8::53]:53; empty for those of this machine."""


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

    reachable: Annotated[str, AfterValidator(networks)] = ""
    """Networks that are fetched from although they are not out in the world, such as 127.0.0.0/8, with blanks between
    them. Refused unless site.url is an address of this machine.
    """


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
    fetching: Fetching = Fetching()
    backups: Backups = Backups()
    development: Development = Development()
