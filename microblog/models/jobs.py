"""The schedulers that run, and what became of their jobs."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from ..clock import now
from .base import Base, Key


class Scheduler(Base):
    """A scheduler process. Whether it lives, its lock tells (`presence.py`); this row says who it is."""

    __tablename__ = "schedulers"

    id: Mapped[Key]
    host: Mapped[str]
    pid: Mapped[int]
    started_at: Mapped[datetime] = mapped_column(default=now)
    beat_at: Mapped[datetime] = mapped_column(default=now)
    """When it last said that it is there."""


class JobRun(Base):
    """How a job of the timetable fared last, and who is at it now: nobody else begins it before."""

    __tablename__ = "job_runs"

    name: Mapped[str] = mapped_column(primary_key=True)
    holder_id: Mapped[int | None]
    """The scheduler that is at it."""
    started_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    """When it last ended, well or not."""
    succeeded_at: Mapped[datetime | None]
    next_at: Mapped[datetime | None]
    """When it is planned for next."""
    seconds: Mapped[float] = mapped_column(default=0.0)
    """How long it took last."""
    rows: Mapped[int] = mapped_column(default=0)
    """How many rows it changed last."""
    runs: Mapped[int] = mapped_column(default=0)
    failures: Mapped[int] = mapped_column(default=0)
    trouble: Mapped[str] = mapped_column(default="")
    """What went wrong in the last run, if anything."""
