"""Questions about schedulers and their jobs."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from ..clock import now
from ..models import JobRun, Scheduler

SILENT_AFTER = timedelta(seconds=60)
"""A scheduler that has said nothing for so long is taken for gone by those who cannot see its lock."""

LATE_AFTER = timedelta(minutes=2)
"""A job that should have begun so long ago is late."""


@dataclass(frozen=True)
class JobState:
    """How a job fares."""

    run: JobRun
    running: bool
    """Whether a scheduler that is there is at it."""
    lag: timedelta
    """For how long it has been due and was not begun, as far as the schedulers have written that down."""

    @property
    def failed(self) -> bool:
        """Whether its last run went wrong."""
        return self.run.trouble != ""

    @property
    def late(self) -> bool:
        """Whether it should have begun long ago."""
        return self.lag > LATE_AFTER


@dataclass(frozen=True)
class SchedulerState:
    """How all jobs fare, and which schedulers are there."""

    schedulers: list[Scheduler]
    jobs: list[JobState]

    @property
    def troubles(self) -> list[str]:
        """What is not as it should be, a sentence each; they say nothing that is private."""
        found = [] if self.schedulers else ["No scheduler has been heard of for a minute."]
        found += [f"The job {one.run.name} is late." for one in self.jobs if one.late]
        return found + [f"The last run of the job {one.run.name} failed." for one in self.jobs if one.failed]


def known_schedulers() -> Select[Scheduler]:
    """All schedulers that wrote themselves down, the first one first."""
    return select(Scheduler).order_by(Scheduler.id)


def known_runs() -> Select[JobRun]:
    """How each job fared, by name."""
    return select(JobRun).order_by(JobRun.name)


def state_of_jobs(db: Session) -> SchedulerState:
    """Tell how all jobs fare, in two queries."""
    moment = now()
    schedulers = [one for one in db.scalars(known_schedulers()) if abs(moment - one.beat_at) < SILENT_AFTER]
    there = {one.id for one in schedulers}
    # What is planned is written down with each beat, so it is held against the last of them.
    seen = max((one.beat_at for one in schedulers), default=moment)
    runs = db.scalars(known_runs()).all()
    return SchedulerState(schedulers, [_state(run, seen, running=run.holder_id in there) for run in runs])


def _state(run: JobRun, seen: datetime, *, running: bool) -> JobState:
    """Tell how one job fares. Whoever is at it and says nothing keeps all others from it since they began."""
    due = [moment for moment in (run.next_at, run.started_at if run.holder_id else None) if moment is not None]
    lag = seen - min(due) if due and not running else timedelta()
    return JobState(run, running, max(lag, timedelta()))
