"""`microblog statistics …`: counting again, and comparing."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import click
from pyramid.request import Request

from ..actions.statistics import Figures, days_to_count, figures_of, record_day, recorded_figures
from ..clock import now, today
from ..errors import Invalid, NotFound
from ..queries.counting import closing_of
from ..queries.statistics import counted_days_between, oldest_account
from .context import Program

DAY = timedelta(days=1)

a_day = click.DateTime(["%Y-%m-%d"])
first_option = click.option("--from", "first", type=a_day, help="The first day (UTC); otherwise the very first.")
last_option = click.option("--to", "last", type=a_day, help="The last day (UTC); otherwise yesterday.")


@click.group()
def statistics() -> None:
    """Look after the daily statistics."""


@statistics.command()
@first_option
@last_option
@click.pass_obj
def rebuild(program: Program, first: datetime | None, last: datetime | None) -> None:
    """Count finished days once more, each in a transaction of its own."""
    with program.request() as request:
        days = _days(request, first, last)
        changed = 0
        with click.progressbar(days, label="Counting") as counted:
            for day in counted:
                with request.tm:
                    changed += record_day(request.db, day) > 0
    click.echo(f"{len(days)} days were counted, {changed} of them have new figures.")


@statistics.command()
@first_option
@last_option
@click.pass_context
def verify(context: click.Context, first: datetime | None, last: datetime | None) -> None:
    """Count the counted days once more, and compare, bit for bit. Nothing is changed.

    A day that is still open follows what is deleted: where that was after it was last counted, it is no fault.
    """
    program: Program = context.obj
    verified, wrong, moving = 0, 0, 0
    with program.request() as request:
        days = _counted(request, _days(request, first, last))
        with request.tm:
            unsettled = set(days_to_count(request.db))
        for day in days:
            with request.tm:
                differences = list(_differences(day, recorded_figures(request.db, day), figures_of(request.db, day)))
            for difference in differences:
                click.echo(difference)
            verified += not differences
            wrong += bool(differences) and day not in unsettled
            moving += bool(differences) and day in unsettled
    if moving:
        click.echo(f"{moving} of these days were not counted since they were closed: the scheduler will do so.")
    if wrong:
        click.echo(f"{wrong} days differ: what is stored is not what the raw rows say.", err=True)
        context.exit(1)
    span = f" from {days[0]} to {days[-1]}" if verified else ""
    click.echo(f"{verified} days verified: each figure{span} is what the raw rows say.")


@statistics.command()
@click.argument("day", type=a_day)
@click.pass_obj
def show(program: Program, day: datetime) -> None:
    """Show the figures of a day."""
    with program.request() as request, request.tm:
        figures = recorded_figures(request.db, day.date())
        [counted] = list(request.db.scalars(counted_days_between(day.date(), day.date()))) or [None]
        if counted is None:
            raise NotFound(f"{day.date()} was not counted.")
        revision, changed_at = counted.revision, counted.changed_at
    closing = closing_of(day.date())
    state = "closed" if closing <= now() else f"open until {closing:%Y-%m-%d %H:%M} UTC"
    click.echo(f"{day.date()}: revision {revision} of {changed_at:%Y-%m-%d %H:%M:%S} UTC, {state}")
    for measure, count in figures.counts.items():
        click.echo(f"  {measure:15}{count:>15}")
    for ranking, rank, key, label, count in figures.ranks:
        click.echo(f"  {ranking:15}{count:>15}  {rank}. {label or key}")


def _days(request: Request, first: datetime | None, last: datetime | None) -> list[date]:
    """List the finished days of a range; Invalid if there are none that can be counted."""
    yesterday = today() - DAY
    end = last.replace(tzinfo=UTC).date() if last else yesterday
    if end > yesterday:
        raise Invalid(to="Only finished days can be counted: yesterday is the last.")
    with request.tm:
        oldest = request.db.scalar(oldest_account())
        beginning = oldest.created_at.date() if oldest else end
    start = max(first.date(), beginning) if first else beginning
    if start > end and (first or last):
        raise Invalid(**{"from": f"Days from {beginning} on can be counted, the first before the last."})
    return [start + n * DAY for n in range((end - start).days + 1)]


def _counted(request: Request, days: list[date]) -> list[date]:
    """Leave out the days that were not counted yet."""
    if not days:
        return []
    with request.tm:
        return [one.day for one in request.db.scalars(counted_days_between(days[0], days[-1]))]


def _differences(day: date, stored: Figures, counted: Figures) -> Iterator[str]:
    """Say what differs of a day, a line each."""
    one, other = _flat(stored), _flat(counted)
    for name in sorted(one.keys() | other.keys()):
        if one.get(name) != other.get(name):
            yield f"{day} {name}: stored {one.get(name, 'nothing')}, counted {other.get(name, 'nothing')}"


def _flat(figures: Figures) -> dict[str, str]:
    """Give each figure a name, and each place of a ranking."""
    counts = {str(measure): str(count) for measure, count in figures.counts.items()}
    return counts | {f"{ranking} {rank:>2}": f"{key} {label} {n}" for ranking, rank, key, label, n in figures.ranks}
