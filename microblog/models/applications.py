"""Programs that act for people, and the keys they hold. Of every secret only a hash is kept."""

from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..clock import now
from .accounts import Account
from .base import Base, Key, Words


class Application(Base):
    """A program that registered itself; or, with an `owner`, the name somebody gave to a key they made for a bot."""

    __tablename__ = "applications"

    id: Mapped[Key]
    client_id: Mapped[str] = mapped_column(unique=True)
    secret_hash: Mapped[str]
    name: Mapped[str]
    website: Mapped[str | None]
    redirect_uris: Mapped[Words]
    scopes: Mapped[Words]
    """What it may ask for at most."""
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime] = mapped_column(default=now)


class AccessToken(Base):
    """A key. Without an account it stands for the application alone. One that was revoked has no row."""

    __tablename__ = "access_tokens"

    id: Mapped[Key]
    token_hash: Mapped[str] = mapped_column(unique=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id", ondelete="CASCADE"), index=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), index=True)
    scopes: Mapped[Words]
    created_at: Mapped[datetime] = mapped_column(default=now)
    expires_at: Mapped[datetime | None]
    """When it ends by itself; only a key that somebody made by hand may."""
    last_used_on: Mapped[date | None]

    application: Mapped[Application] = relationship()
    account: Mapped[Account | None] = relationship()


class AuthorizationCode(Base):
    """A key's promise: exchanged once, by the application it was made for, within minutes (RFC 6749 §4.1.2)."""

    __tablename__ = "authorization_codes"

    id: Mapped[Key]
    code_hash: Mapped[str] = mapped_column(unique=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id", ondelete="CASCADE"), index=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), index=True)
    redirect_uri: Mapped[str]
    scopes: Mapped[Words]
    challenge: Mapped[str | None]
    """The S256 code challenge (RFC 7636)."""
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    token_id: Mapped[int | None] = mapped_column(ForeignKey("access_tokens.id", ondelete="SET NULL"), index=True)
    """What it was exchanged for: ended should the code come in a second time."""

    application: Mapped[Application] = relationship()
    account: Mapped[Account] = relationship()
