"""Keeping schedulers out of each other's way, and writing down how their jobs fared.

Who holds a job is a scheduler; whether that one lives, its lock tells (`presence.py`) and no clock. So what a dead one
held is free at once, and what a slow one holds is never taken from it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Self

from sqlalchemy import case, delete, select, update
from sqlalchemy.orm import Session

from ..clock import now
from ..models import JobRun, Scheduler
from .once import keep_once

TROUBLE_LENGTH = 500


@dataclass(frozen=True)
class Fared:
    """How a job fared in its last run, and how many runs that was."""

    started_at: datetime
    ended_at: datetime
    seconds: float
    succeeded_at: datetime | None = None
    rows: int = 0
    trouble: str = ""
    runs: int = 1
    failures: int = 0

    def after(self, earlier: Self | None) -> Self:
        """Add what came before, of which only the number counts."""
        if earlier is None:
            return self
        succeeded = self.succeeded_at or earlier.succeeded_at
        runs, failures = self.runs + earlier.runs, self.failures + earlier.failures
        return replace(self, succeeded_at=succeeded, runs=runs, failures=failures)


def claim_job(db: Session, name: str, holder: int, *, alive: Callable[[int], bool]) -> bool:
    """Take a job to oneself; False if somebody who lives is at it."""
    _know(db, name)
    found = db.scalar(select(JobRun.holder_id).where(JobRun.name == name))
    if found not in (None, holder) and alive(found):
        return False
    unchanged = update(JobRun).where(JobRun.name == name, JobRun.holder_id.is_not_distinct_from(found))
    return _count(db, unchanged.values(holder_id=holder, started_at=now())) == 1


def record_job(db: Session, name: str, holder: int, fared: Fared, *, release: bool) -> None:
    """Write down how a job fared; with `release` let go of it, if we hold it still."""
    _know(db, name)
    values: dict[str, Any] = {
        "started_at": case(
            (JobRun.holder_id.is_(None) | (JobRun.holder_id == holder), fared.started_at), else_=JobRun.started_at
        ),
        "ended_at": fared.ended_at,
        "seconds": fared.seconds,
        "rows": fared.rows,
        "trouble": fared.trouble[:TROUBLE_LENGTH],
        "runs": JobRun.runs + fared.runs,
        "failures": JobRun.failures + fared.failures,
    }
    if fared.succeeded_at is not None:
        values["succeeded_at"] = fared.succeeded_at
    if release:
        values["holder_id"] = case((JobRun.holder_id == holder, None), else_=JobRun.holder_id)
    _change(db, name, values)


def show_job(db: Session, name: str, holder: int, *, since: datetime) -> None:
    """Show that we are at a job that several may be at."""
    _change(db, name, {"holder_id": holder, "started_at": since})


def plan_jobs(db: Session, planned: Mapping[str, datetime | None], *, whole: bool = False) -> None:
    """Write down when jobs are planned for; if that is the `whole` timetable, forget the jobs that are not in it."""
    for name in sorted(planned):  # in one order, so that two who do it wait for each other, and not in a circle
        _know(db, name)
        _change(db, name, {"next_at": planned[name]})
    if whole:
        db.execute(delete(JobRun).where(JobRun.name.not_in(planned)))


def say_present(db: Session, id: int, *, host: str, pid: int) -> None:
    """Write down that a scheduler is there."""
    if not _count(db, update(Scheduler).where(Scheduler.id == id).values(beat_at=now())):
        db.add(Scheduler(id=id, host=host, pid=pid))
        db.flush()


def clear_away_dead(db: Session, *, alive: Callable[[int], bool]) -> int:
    """Forget the schedulers that are dead, and free what they held; tell how many."""
    dead = [id for id in db.scalars(select(Scheduler.id).order_by(Scheduler.id)) if not alive(id)]
    for id in dead:
        leave(db, id)
    return len(dead)


def leave(db: Session, id: int) -> None:
    """Forget a scheduler, and free the jobs that it held."""
    db.execute(update(JobRun).where(JobRun.holder_id == id).values(holder_id=None))
    db.execute(delete(Scheduler).where(Scheduler.id == id))


def _know(db: Session, name: str) -> None:
    """Let there be a row of a job."""
    if db.scalar(select(JobRun.name).where(JobRun.name == name)) is None:
        keep_once(db, JobRun(name=name), "pk_job_runs")


def _change(db: Session, name: str, values: dict[str, Any]) -> None:
    """Change a job's row."""
    _count(db, update(JobRun).where(JobRun.name == name).values(values))


def _count(db: Session, change: Any) -> int:
    """Do something by statement, and count the rows; what the session has loaded is not looked at."""
    return int(db.execute(change.execution_options(synchronize_session=False)).rowcount)  # type: ignore[attr-defined]
