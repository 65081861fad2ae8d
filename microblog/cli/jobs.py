"""`microblog jobs` and `microblog job run NAME`: how the scheduler's work goes, and doing it by hand."""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import click
from pyramid.request import Request

from ..clock import now
from ..errors import Conflict
from ..jobs.running import Runner
from ..jobs.timetable import TIMETABLE, Entry, timetable_of
from ..models import Scheduler
from ..presence import presence_of
from ..queries.jobs import JobState, SchedulerState, state_of_jobs
from ..queries.mail import MailFigures, mail_figures
from .context import Program

HEAD = ("job", "last run", "took", "rows", "next run", "lag", "state")


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Write it for programs.")
@click.pass_obj
def jobs(program: Program, as_json: bool) -> None:
    """Show how each of the scheduler's jobs fares, which schedulers are there, and how the mail goes."""
    with program.request() as request, request.tm:
        state, mail = state_of_jobs(request.db), mail_figures(request.db)
        entries = timetable_of(request.registry.settings["microblog"])
        said = json.dumps(_facts(state, entries, mail), indent=2) if as_json else _page(state, entries, mail)
    click.echo(said)


@click.group()
def job() -> None:
    """Run the scheduler's jobs by hand."""


@job.command()
@click.argument("name", type=click.Choice([entry.name for entry in TIMETABLE]))
@click.pass_obj
def run(program: Program, name: str) -> None:
    """Run one job now, as the scheduler would; not while a scheduler is at it."""
    [entry] = [entry for entry in TIMETABLE if entry.name == name]
    with program.request() as request, presence_of(request) as presence:
        runner = Runner(request.registry, presence)
        done = runner.run(entry)
        runner.write_runs()
        if done is None:
            raise Conflict(f"{_holder(request, name)} is at the job {name} just now; run it when that has ended.")
    click.echo(f"{name}: {done.words or 'nothing to do'}")


def _holder(request: Request, name: str) -> str:
    """Name the scheduler that is at a job."""
    with request.tm:
        state = state_of_jobs(request.db)
        held = {one.run.name: one.run.holder_id for one in state.jobs}
        found = [_process(one) for one in state.schedulers if one.id == held.get(name)]
    return f"The scheduler {found[0]}" if found else "Another process"


def _page(state: SchedulerState, entries: Sequence[Entry], mail: MailFigures) -> str:
    """Write a table of all jobs, and what else there is to know."""
    known = {one.run.name: one for one in state.jobs}
    rows = [HEAD, *(_row(entry, known.get(entry.name)) for entry in entries)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEAD) - 1)]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, [*widths, 0], strict=True)) for row in rows]
    there = [
        f"{_process(one)}, since {_moment(one.started_at)}, heard of {_ago(one.beat_at)}" for one in state.schedulers
    ]
    return "\n".join(
        [line.rstrip() for line in lines] + ["", f"Schedulers: {'; '.join(there) or 'none'}.", _mail(mail)]
    )


def _row(entry: Entry, job: JobState | None) -> tuple[str, ...]:
    """Write a line of the table."""
    if job is None or job.run.ended_at is None:
        took, last, rows = "", "never", ""
    else:
        took, last, rows = f"{job.run.seconds:.1f} s", _moment(job.run.ended_at), str(job.run.rows)
    next = job.run.next_at if job and not entry.off else None
    lag = f"{job.lag.total_seconds():.0f} s" if job and job.lag else ""
    return entry.name, last, took, rows, _moment(next) if next else "", lag, _state(entry, job)


def _state(entry: Entry, job: JobState | None) -> str:
    """Say in a word how a job fares."""
    if job is not None and job.running:
        return "running" + (f" since {_moment(job.run.started_at)}" if job.run.started_at else "")
    if job is not None and job.failed:
        return f"failed: {job.run.trouble}"
    if entry.off:
        return "off"
    return "late" if job is not None and job.late else "well" if job is not None and job.run.runs else "new"


def _mail(mail: MailFigures) -> str:
    """Say how the mail goes."""
    oldest = f" (the oldest since {_moment(mail.oldest_waiting_at)})" if mail.oldest_waiting_at else ""
    return (
        f"Letters: {mail.waiting} waiting{oldest}, {mail.sending} being sent, {mail.dead} dead; "
        f"in doubt and sent again: {mail.doubts}."
    )


def _facts(state: SchedulerState, entries: Sequence[Entry], mail: MailFigures) -> dict[str, Any]:
    """Gather the same for programs."""
    known = {one.run.name: one for one in state.jobs}
    return {
        "troubles": state.troubles,
        "schedulers": [
            {"id": str(one.id), "host": one.host, "pid": one.pid, **_moments(one, "started_at", "beat_at")}
            for one in state.schedulers
        ],
        "jobs": [_job_facts(entry, known.get(entry.name)) for entry in entries],
        "mail": {name: _plain(value) for name, value in vars(mail).items()},
    }


def _job_facts(entry: Entry, job: JobState | None) -> dict[str, Any]:
    """Gather what there is to know of one job."""
    facts: dict[str, Any] = {"name": entry.name, "about": entry.about, "when": entry.when, "state": _state(entry, job)}
    if job is None:
        return facts
    numbers = {name: getattr(job.run, name) for name in ("seconds", "rows", "runs", "failures", "trouble")}
    moments = _moments(job.run, "started_at", "ended_at", "succeeded_at", "next_at")
    return {**facts, "running": job.running, "lag": job.lag.total_seconds(), **numbers, **moments}


def _moments(row: Any, *names: str) -> dict[str, str | None]:
    """Write some moments of a row."""
    return {name: _plain(getattr(row, name)) for name in names}


def _plain(value: Any) -> Any:
    """Write a value as JSON can."""
    return value.isoformat() if isinstance(value, datetime) else value


def _process(one: Scheduler) -> str:
    """Name a scheduler."""
    return f"{one.pid} on {one.host}"


def _moment(moment: datetime) -> str:
    """Write a moment."""
    return f"{moment:%Y-%m-%d %H:%M:%S}"


def _ago(moment: datetime) -> str:
    """Say how long ago a moment was."""
    return f"{max(now() - moment, timedelta()).total_seconds():.0f} s ago"
