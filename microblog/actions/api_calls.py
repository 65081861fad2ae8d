"""Counting the requests of applications."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from ..models import ApiCalls
from ..queries.applications import public_names
from .late_changes import is_closed

WITHOUT_KEY = 0
"""What stands for an application where no key was shown."""

Calls = Mapping[tuple[date, int], int]
"""(day, id of the application) → how many."""


def add_calls(db: Session, calls: Calls) -> None:
    """Add requests to those that were counted before; whatever comes in after its day was closed is left out."""
    names = dict(db.execute(public_names({id for _, id in calls})).all())
    rows = [
        {"day": day, "application_id": id, "name": names.get(id, ""), "count": count}
        for (day, id), count in sorted(calls.items())  # in one order for all, so that no two wait for each other
        if not is_closed(day)
    ]
    if not rows:
        return
    insert = (postgresql if db.get_bind().dialect.name == "postgresql" else sqlite).insert(ApiCalls)
    more = {"count": ApiCalls.count + insert.excluded.count}
    db.execute(insert.on_conflict_do_update(index_elements=["day", "application_id"], set_=more), rows)
