"""What became of the trials to restore a backup."""

import enum
from datetime import datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from ..clock import now
from .base import Base, Key, one_of


class Backup(enum.StrEnum):
    """What is backed up, each in a repository of its own."""

    DATABASE = "database"
    MEDIA = "media"


class RestoreProof(Base):
    """A trial to restore a backup beside the site, and to compare all of it with what the site had at that moment."""

    __tablename__ = "restore_proofs"
    __table_args__ = (Index("ix_restore_proofs_kind_ended_at", "kind", "ended_at"),)

    id: Mapped[Key]
    kind: Mapped[Backup] = mapped_column(one_of(Backup))
    as_of: Mapped[datetime | None]
    """The moment that was restored."""
    ended_at: Mapped[datetime] = mapped_column(default=now)
    seconds: Mapped[float] = mapped_column(default=0.0)
    """How long it took to restore and to compare."""
    tables: Mapped[int] = mapped_column(default=0)
    rows: Mapped[int] = mapped_column(default=0)
    files: Mapped[int] = mapped_column(default=0)
    """How many files the database names that were found in the backup of media."""
    bytes: Mapped[int] = mapped_column(default=0)
    """How much was restored."""
    digest: Mapped[str] = mapped_column(default="")
    """A hash of what was compared: two proofs of the same content have the same."""
    trouble: Mapped[str] = mapped_column(default="")
    """Why it proved nothing. Empty if all was equal."""
