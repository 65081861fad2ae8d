"""`microblog job run NAME` and `microblog jobs`: the scheduler's work by hand."""

import click

from ..clock import now
from ..jobs.timetable import TIMETABLE
from .context import Program


@click.command()
def jobs() -> None:
    """List the scheduler's jobs, and when each would run next."""
    width = max(len(entry.name) for entry in TIMETABLE)
    for entry in TIMETABLE:
        due = entry.trigger.get_next_fire_time(None, now())
        click.echo(
            f"{entry.name.ljust(width)}  {due:%Y-%m-%d %H:%M:%S} UTC  {(entry.job.__doc__ or '').splitlines()[0]}"
        )


@click.group()
def job() -> None:
    """Run the scheduler's jobs by hand."""


@job.command()
@click.argument("name", type=click.Choice([entry.name for entry in TIMETABLE]))
@click.pass_obj
def run(program: Program, name: str) -> None:
    """Run one job now, as the scheduler would."""
    [entry] = [entry for entry in TIMETABLE if entry.name == name]
    with program.request() as request:
        done = entry.job(request)
    click.echo(f"{name}: {done or 'nothing to do'}")
