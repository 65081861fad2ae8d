"""The daily statistics: charts for people, JSON and CSV for programs."""

import csv
import io
from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from ..clock import today
from ..models import DailyRank, Measure
from ..queries.statistics import counts_between, tags_between
from .charts import bars

SHOWN_DAYS = 30

PEOPLE = {Measure.WRITERS, Measure.READERS}
"""What cannot be added up over days: somebody who came twice is one person."""

TITLES = {
    Measure.POSTS: "Posts",
    Measure.REPLIES: "Replies among them",
    Measure.WRITERS: "People who wrote",
    Measure.READERS: "People who came by",
    Measure.ACCOUNTS: "New accounts",
    Measure.MENTIONS: "Mentions",
    Measure.FOLLOWS: "New follows",
}


@view_config(route_name="statistics", renderer="statistics/statistics.jinja2", request_method="GET")
def statistics(request: Request) -> Mapping[str, Any]:
    """Show the last month in charts that the server draws."""
    first, last = today() - timedelta(days=SHOWN_DAYS), today() - timedelta(days=1)
    counts, tags = _counts(request, first, last), _tags(request, first, last)
    days = sorted(counts)
    charts = [
        (measure, title, bars([(day, counts[day][measure]) for day in days])) for measure, title in TITLES.items()
    ]
    return {"days": days, "counts": counts, "charts": charts, "tags": _top(tags), "people": PEOPLE}


@view_config(route_name="statistics.json", renderer="json", request_method="GET")
def as_json(request: Request) -> list[dict[str, Any]]:
    """Give every counted day as JSON."""
    counts, tags = _counts(request, date.min, date.max), _tags(request, date.min, date.max)
    return [
        {
            "day": day.isoformat(),
            **{measure: counts[day].get(measure, 0) for measure in Measure},
            "tags": [{"tag": tag.label, "posts": tag.count} for tag in tags[day]],
        }
        for day in sorted(counts)
    ]


@view_config(route_name="statistics.csv", request_method="GET")
def as_csv(request: Request) -> Response:
    """Give every counted day as CSV (RFC 4180)."""
    counts, tags = _counts(request, date.min, date.max), _tags(request, date.min, date.max)
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(["day", *Measure, "tags"])
    for day in sorted(counts):
        used = " ".join(f"{tag.label}={tag.count}" for tag in tags[day])
        table.writerow([day.isoformat(), *(counts[day].get(measure, 0) for measure in Measure), used])
    return Response(out.getvalue(), content_type="text/csv", charset="utf-8")


def _counts(request: Request, first: date, last: date) -> dict[date, dict[Measure, int]]:
    """The figures of some days."""
    days: dict[date, dict[Measure, int]] = defaultdict(lambda: dict.fromkeys(Measure, 0))
    for row in request.db.scalars(counts_between(first, last)):
        days[row.day][row.measure] = row.count
    return days


def _tags(request: Request, first: date, last: date) -> dict[date, list[DailyRank]]:
    """The hashtags of some days."""
    days: dict[date, list[DailyRank]] = defaultdict(list)
    for row in request.db.scalars(tags_between(first, last)):
        days[row.day].append(row)
    return days


def _top(days: dict[date, list[DailyRank]], limit: int = 15) -> list[tuple[str, int]]:
    """The most used hashtags of all of these days."""
    uses: dict[str, int] = defaultdict(int)
    for tags in days.values():
        for tag in tags:
            uses[tag.label] += tag.count
    return sorted(uses.items(), key=lambda one: (-one[1], one[0]))[:limit]
