"""Which migrations were applied, and what each did to those who use the database."""

import enum
from datetime import datetime

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from ..clock import now
from .base import Base


class Phase(enum.StrEnum):
    """What a migration does to a release that runs meanwhile."""

    EXPAND = "expand"
    """It only adds: whoever knows nothing of it goes on as before."""
    CONTRACT = "contract"
    """It takes away what no release has used since an earlier migration."""


class SchemaChange(Base):
    """A migration that was applied. `alembic/env.py` writes it, together with the migration itself."""

    __tablename__ = "schema_changes"

    revision: Mapped[str] = mapped_column(primary_key=True)
    phase: Mapped[str] = mapped_column(Text())
    """A Phase; read as the word it is, for a later version may know of more."""
    since: Mapped[str | None]
    """The migration that all releases have which do not use what this one took away."""
    applied_at: Mapped[datetime] = mapped_column(default=now)
