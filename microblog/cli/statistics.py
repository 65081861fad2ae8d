"""`microblog statistics …`: counting again."""

from datetime import UTC, datetime, timedelta

import click

from ..actions.statistics import record_day
from ..clock import today
from ..errors import Invalid
from ..queries.statistics import oldest_account
from .context import Program


@click.group()
def statistics() -> None:
    """Look after the daily statistics."""


@statistics.command()
@click.option(
    "--from", "first", type=click.DateTime(["%Y-%m-%d"]), help="The first day (UTC); otherwise the very first."
)
@click.option("--to", "last", type=click.DateTime(["%Y-%m-%d"]), help="The last day (UTC); otherwise yesterday.")
@click.pass_obj
def rebuild(program: Program, first: datetime | None, last: datetime | None) -> None:
    """Count finished days once more, each in a transaction of its own."""
    yesterday = today() - timedelta(days=1)
    end = last.replace(tzinfo=UTC).date() if last else yesterday
    if end > yesterday:
        raise Invalid(to="Only finished days can be counted: yesterday is the last.")

    with program.request() as request:
        with request.tm:
            oldest = request.db.scalar(oldest_account())
            beginning = oldest.created_at.date() if oldest else end
            start = max(first.date(), beginning) if first else beginning
        if start > end:
            raise Invalid(**{"from": f"Days from {beginning} on can be counted, the first before the last."})
        days = [start + timedelta(days=n) for n in range((end - start).days + 1)]
        with click.progressbar(days, label="Counting") as counted:
            for day in counted:
                with request.tm:
                    record_day(request.db, day)
    click.echo(f"{len(days)} days were counted.")
