"""Letters: why one is written, and how far it has come."""

import enum
from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..clock import now
from .accounts import EMAIL_LENGTH, Account
from .base import Base, Key, one_of, there_is
from .notifications import Event
from .posts import Post


class Delivery(enum.StrEnum):
    """How somebody wants to be told by letter of one kind of event."""

    AT_ONCE = "at_once"
    HOURLY = "hourly"
    """In a digest at each full hour in which there is something to tell."""
    DAILY = "daily"
    """In a digest at an hour of the day that they choose."""
    NEVER = "never"


class MailPreference(Base):
    """Of what somebody is told by letter, and when. Who never said has no row, and the defaults hold."""

    __tablename__ = "mail_preferences"

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True)
    mentions: Mapped[Delivery] = mapped_column(one_of(Delivery), default=Delivery.AT_ONCE)
    replies: Mapped[Delivery] = mapped_column(one_of(Delivery), default=Delivery.NEVER)
    follows: Mapped[Delivery] = mapped_column(one_of(Delivery), default=Delivery.NEVER)
    """Follows, and wishes to."""
    favourites: Mapped[Delivery] = mapped_column(one_of(Delivery), default=Delivery.NEVER)
    """Favourites and boosts."""
    digest_hour: Mapped[int] = mapped_column(default=8)
    """At which hour of their day (0 to 23) the daily digest is due."""


class ReasonState(enum.StrEnum):
    """What became of a reason to write."""

    WAITING = "waiting"
    WRITTEN = "written"
    """It stands in a letter."""
    DROPPED = "dropped"
    """It was gone before it was written: the post was deleted, say."""


class Reason(Base):
    """Something that happened of which somebody is to be told by letter: the outbox.

    It is promised in the very transaction in which it happened, once for each post and reader (and, where several
    people may do something to one post, once for each of them). The scheduler gathers reasons into letters.
    """

    __tablename__ = "reasons"
    __table_args__ = (
        UniqueConstraint("account_id", "event", "by_id", "post_id"),
        Index("ix_reasons_state_due_at", "state", "due_at"),
    )

    id: Mapped[Key]
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"))
    """Who is to be told."""
    event: Mapped[Event] = mapped_column(one_of(Event))
    by_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), index=True)
    post_id: Mapped[int | None] = mapped_column(ForeignKey("posts.id", ondelete="CASCADE"), index=True)
    thread_id: Mapped[int | None]
    """The conversation that the post belongs to."""
    state: Mapped[ReasonState] = mapped_column(one_of(ReasonState), default=ReasonState.WAITING)
    due_at: Mapped[datetime] = mapped_column(default=now)
    """When it is to be gathered; in the future while it waits for a digest, or for others of its conversation."""
    letter_id: Mapped[int | None] = mapped_column(ForeignKey("letters.id", ondelete="SET NULL"), index=True)
    """The letter in which it stands."""
    created_at: Mapped[datetime] = mapped_column(default=now)

    account: Mapped[Account] = relationship(foreign_keys=account_id)
    by: Mapped[Account] = relationship(foreign_keys=by_id)
    post: Mapped[Post | None] = relationship()


class LetterKind(enum.StrEnum):
    """What a letter is about."""

    NEWS = "news"
    """What happened in one conversation, or one thing that belongs to none."""
    DIGEST = "digest"
    """What happened since the last one."""
    CONFIRMATION = "confirmation"
    PASSWORD_RESET = "password_reset"  # noqa: S105
    PASSWORD_CHANGED = "password_changed"  # noqa: S105
    ADDRESS_CHANGED = "address_changed"
    """It goes to the address that was theirs before."""
    ADDRESS_NEW = "address_new"
    """It goes to the address that somebody wants to have, and asks whether it is theirs."""
    ADDRESS_OLD = "address_old"
    """It goes to the address that they have, and asks whether they want another one."""
    ADDRESS_TAKEN = "address_taken"
    """It goes to an address that somebody wants to have for one account, and that belongs to another."""
    NEW_LOGIN = "new_login"
    KEY_MADE = "key_made"
    """An application got a key, or they made one."""
    LEAVING = "leaving"
    """They are away, and everything of theirs is to be deleted on a day."""


NEWS_KINDS = frozenset({LetterKind.NEWS, LetterKind.DIGEST})
"""These say what others did; they can be unsubscribed from, and an address that refuses them gets no more."""

ASKED_KINDS = frozenset(
    {
        LetterKind.CONFIRMATION,
        LetterKind.PASSWORD_RESET,
        LetterKind.ADDRESS_NEW,
        LetterKind.ADDRESS_OLD,
        LetterKind.ADDRESS_TAKEN,
    }
)
"""These anybody may cause who knows an address, so they are limited for each address."""


class LetterState(enum.StrEnum):
    """How far a letter has come."""

    WAITING = "waiting"
    SENDING = "sending"
    """It is being handed over: the intent was written down, and the outcome was not yet."""
    SENT = "sent"
    DROPPED = "dropped"
    """It had lost its reason before it was sent."""
    DEAD = "dead"
    """The mail host would not take it; somebody should look."""


class Letter(Base):
    """A letter on its way. It holds no words: those are made when it is sent, from what is true then.

    Who works on it is its `holder`; should that scheduler die, another one takes it up (see `actions/mail.py`).
    """

    __tablename__ = "letters"
    __table_args__ = (
        Index("ix_letters_state_due_at", "state", "due_at"),
        Index("ix_letters_account_id_thread_id", "account_id", "thread_id"),
        Index("ix_letters_mailbox_created_at", "mailbox", "created_at"),
        Index("ix_letters_ended_at", "ended_at"),
        there_is("letters", "holder_id"),
    )

    id: Mapped[Key]
    kind: Mapped[LetterKind] = mapped_column(one_of(LetterKind))
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), index=True)
    thread_id: Mapped[int | None]
    """The conversation that it is about; None if it is about none, or several."""
    about: Mapped[str] = mapped_column(default="")
    """What its words need to know of the moment that gave the reason: the browser of a new login, say."""
    address: Mapped[str] = mapped_column(String(EMAIL_LENGTH), default="")
    """Where it goes; empty of news, which go to what is the account's address when they are sent."""
    mailbox: Mapped[str | None] = mapped_column(String(EMAIL_LENGTH))
    """Of what anybody may cause: the mailbox that it fills, however its address is spelt."""
    state: Mapped[LetterState] = mapped_column(
        one_of(LetterState),
        default=LetterState.WAITING,
    )
    created_at: Mapped[datetime] = mapped_column(default=now)
    due_at: Mapped[datetime] = mapped_column(default=now)
    holder_id: Mapped[int | None]
    """The scheduler that works on it."""
    attempts: Mapped[int] = mapped_column(default=0)
    refusals: Mapped[int] = mapped_column(default=0)
    """How often it was refused for good."""
    doubts: Mapped[int] = mapped_column(default=0)
    """How often nobody could tell whether the mail host had taken it, so that it was sent again."""
    ended_at: Mapped[datetime | None]
    """When it was sent, dropped or given up."""
    trouble: Mapped[str] = mapped_column(default="")
    """What the mail host said last, when it would not take it."""

    account: Mapped[Account] = relationship()
