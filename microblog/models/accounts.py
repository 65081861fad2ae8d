"""People who write and read."""

import enum
from datetime import datetime
from typing import NotRequired, TypedDict

from sqlalchemy import JSON, CheckConstraint, ColumnElement, String, or_
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column

from ..clock import now
from ..text import Format
from .base import Base, Key, Words, one_of, there_is
from .quotes import QuotePolicy
from .visibility import Visibility

USERNAME_LENGTH = 30
NAME_LENGTH = 60
BIO_LENGTH = 500
MAX_FIELDS = 4
FIELD_LENGTH = 255
EMAIL_LENGTH = 254  # RFC 5321 §4.5.3.1.3: a path is 256 octets, with its angle brackets


class Role(enum.StrEnum):
    """What somebody may do beyond writing and reading."""

    USER = "user"
    MODERATOR = "moderator"
    ADMIN = "admin"


class Welcome(enum.StrEnum):
    """How far somebody who is new has come in their first walk."""

    PEOPLE = "people"
    PROFILE = "profile"
    POST = "post"
    OVER = "over"


class AccountState(enum.StrEnum):
    """How it stands with an account; of several that hold, the first."""

    ERASED = "erased"
    """There is nothing left of it but its name, which nobody else gets."""
    SUSPENDED = "suspended"
    LEAVING = "leaving"
    """Deactivated, and to be erased after a while."""
    DEACTIVATED = "deactivated"
    """Out of sight, as its owner wants it, until they come back."""
    UNCONFIRMED = "unconfirmed"
    """Its address is not known to be theirs, so that they cannot post."""
    ACTIVE = "active"


HIDDEN = frozenset({AccountState.ERASED, AccountState.SUSPENDED, AccountState.LEAVING, AccountState.DEACTIVATED})
"""The states in which nobody is shown an account, or what it wrote. `Account.hidden` says the same to a query."""


class ProfileField(TypedDict):
    """A line of the small table in a profile: pronouns, say, or an address."""

    name: str
    value: str
    verified_at: NotRequired[str]
    """Since when its page is known to lead back, in the words of ISO 8601."""
    seen_at: NotRequired[str]
    """When that was seen last."""


class Account(Base):
    """Somebody who writes and reads."""

    __tablename__ = "accounts"
    __table_args__ = (
        CheckConstraint("username = lower(username) AND length(username) BETWEEN 1 AND 30", name="username"),
        CheckConstraint("email = lower(email)", name="email"),
        there_is("accounts", "links_due_at"),
        there_is("accounts", "suspended_at"),  # whoever asks what may be seen asks for those who are hidden
        there_is("accounts", "deactivated_at"),
        there_is("accounts", "erase_at"),
    )

    id: Mapped[Key]
    username: Mapped[str] = mapped_column(String(USERNAME_LENGTH), unique=True)
    """Lower case, so that @Ann and @ann are one."""
    email: Mapped[str] = mapped_column(String(EMAIL_LENGTH), unique=True)
    """Lower case; nobody is told it."""
    email_confirmed_at: Mapped[datetime | None]
    email_refusals: Mapped[int] = mapped_column(default=0)
    """How often in a row the address was refused for good."""
    email_disabled_at: Mapped[datetime | None]
    """Since when no news is sent there, because it was refused for good, twice."""
    email_trouble: Mapped[str] = mapped_column(default="")
    """What the mail host said of it."""
    password_hash: Mapped[str]
    role: Mapped[Role] = mapped_column(
        one_of(Role),
        default=Role.USER,
    )
    display_name: Mapped[str] = mapped_column(default="")
    bio: Mapped[str] = mapped_column(default="")
    avatar: Mapped[str | None]
    """The name of the picture's file in the media folder."""
    header: Mapped[str | None]
    """The name of the wide picture's file."""
    avatar_whole: Mapped[str | None]
    header_whole: Mapped[str | None]
    """The names of the files out of which these were cut; older pictures have none."""
    avatar_focus: Mapped[list[float] | None] = mapped_column(JSON(none_as_null=True))
    header_focus: Mapped[list[float] | None] = mapped_column(JSON(none_as_null=True))
    """Around which point they were cut: -1 to 1, to the right and up; None is the middle."""
    fields: Mapped[list[ProfileField]] = mapped_column(JSON, default=list)
    """At most MAX_FIELDS."""
    links_due_at: Mapped[datetime | None]
    """When to look whether the pages that the fields name lead back here; None if they name none."""
    locked: Mapped[bool] = mapped_column(default=False)
    """Whether they say of each follower whether they may be one."""
    bot: Mapped[bool] = mapped_column(default=False)
    """Whether a program writes here."""
    discoverable: Mapped[bool] = mapped_column(default=True)
    """Whether we may recommend them."""
    indexable: Mapped[bool] = mapped_column(default=True)
    """Whether their public posts may be found by a search for words."""
    hide_collections: Mapped[bool] = mapped_column(default=False)
    """Whether nobody else sees whom they follow and who follows them."""
    attribution_domains: Mapped[Words]
    """Hosts whose articles may name them as the author."""
    default_visibility: Mapped[Visibility] = mapped_column(one_of(Visibility), default=Visibility.PUBLIC)
    default_sensitive: Mapped[bool] = mapped_column(default=False)
    default_language: Mapped[str | None]
    default_format: Mapped[Format] = mapped_column(
        one_of(Format), default=Format.PLAIN, server_default=Format.PLAIN.value
    )
    """How they write their posts."""
    default_quote_policy: Mapped[QuotePolicy] = mapped_column(one_of(QuotePolicy), default=QuotePolicy.EVERYBODY)
    time_zone: Mapped[str] = mapped_column(default="UTC")
    """Where their clock is: a name of the IANA time zone database."""
    welcome: Mapped[Welcome] = mapped_column(one_of(Welcome), default=Welcome.OVER)
    """At which step of their first walk they are."""
    suspended_at: Mapped[datetime | None]
    """Since when they are shut out, and what they wrote is hidden from everybody."""
    deactivated_at: Mapped[datetime | None]
    """Since when they are out of sight because they want to be; whoever leaves for good is so from the beginning."""
    erase_at: Mapped[datetime | None]
    """When everything of theirs is to be deleted, unless they come back before that."""
    erased_at: Mapped[datetime | None]
    """When everything of theirs was deleted."""
    created_at: Mapped[datetime] = mapped_column(default=now)

    @property
    def state(self) -> AccountState:
        """How it stands with them."""
        holds = {
            AccountState.ERASED: self.erased_at is not None,
            AccountState.SUSPENDED: self.suspended,
            AccountState.LEAVING: self.erase_at is not None,
            AccountState.DEACTIVATED: self.deactivated_at is not None,
            AccountState.UNCONFIRMED: not self.confirmed,
        }
        return next((state for state in AccountState if holds.get(state)), AccountState.ACTIVE)

    @hybrid_property
    def hidden(self) -> bool:
        """Whether nobody is shown them, or what they wrote: the one rule, for an account and for a query of many."""
        return self.state in HIDDEN

    @hidden.inplace.expression
    @classmethod
    def _hidden(cls) -> ColumnElement[bool]:
        """Say the same to a query. Who leaves, or is erased, is deactivated, too; so few columns are looked at."""
        return or_(cls.suspended_at.is_not(None), cls.deactivated_at.is_not(None))

    @property
    def name(self) -> str:
        """What to call them."""
        return self.display_name or self.username

    @property
    def confirmed(self) -> bool:
        """Whether their address is known to be theirs."""
        return self.email_confirmed_at is not None

    @property
    def suspended(self) -> bool:
        """Whether they are shut out."""
        return self.suspended_at is not None

    @property
    def moderates(self) -> bool:
        """Whether they may take down what others wrote."""
        return self.role in (Role.MODERATOR, Role.ADMIN)
