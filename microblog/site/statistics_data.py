"""The daily statistics as a public set of data: JSON, CSV (RFC 4180) and a feed (RFC 4287), at addresses that stay."""

import csv
import io
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import exception_view_config, view_config

from ..addresses import post_url, site_url, tag_url
from ..clock import today
from ..errors import NotFound
from ..models import CountedDay, Measure, Ranking
from .days import Day, Place, day_of, days_between, rankings_of
from .freshness import for_everybody, lately
from .measures import GROUPS, MEASURES

FEED = timedelta(days=31)
MOMENT = "%Y-%m-%dT%H:%M:%SZ"
NEVER = datetime(1970, 1, 1, tzinfo=UTC)


@view_config(route_name="statistics.json", renderer="json", request_method="GET", decorator=for_everybody, budget=6)
def as_json(request: Request) -> dict[str, Any]:
    """Give the figures of every counted day, the oldest first, with what they mean."""
    days = days_between(request.db)
    _last_changed(request, days)
    return {
        "title": f"Statistics of {request.registry.settings['microblog'].site.name}",
        "url": _url(request, "statistics"),
        "definitions": _url(request, "statistics.definitions"),
        "measures": {measure: MEASURES[measure].definition for measure in Measure},
        "days": [_figures(request, day) for day in days],
    }


@view_config(route_name="statistics.csv", request_method="GET", decorator=for_everybody, budget=6)
def as_csv(request: Request) -> Response:
    """Give the figures of every counted day: a line a day, a column a measure."""
    days = days_between(request.db)
    _last_changed(request, days)
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(["day", *Measure, "revision", "final"])
    for day in days:
        figures = [day.figures[measure] for measure in Measure]
        table.writerow([day.day.isoformat(), *figures, day.revision, "yes" if day.final else "no"])
    request.response.text = out.getvalue()
    request.response.headers["Content-Type"] = "text/csv; charset=utf-8; header=present"
    return request.response


@view_config(route_name="statistics.day.json", renderer="json", request_method="GET", decorator=for_everybody, budget=6)
def day_as_json(context: CountedDay, request: Request) -> dict[str, Any]:
    """Give one day: its figures, its rankings, and when it was counted."""
    rankings, incomplete = rankings_of(request.db, context.day)
    request.response.last_modified = lately() if incomplete else context.counted_at
    return {
        **_figures(request, day_of(request.db, context)),
        "rankings": {ranking: [_place(request, ranking, one) for one in rankings[ranking]] for ranking in Ranking},
        "definitions": _url(request, "statistics.definitions"),
    }


@exception_view_config(context=NotFound, route_name="statistics.day.json", renderer="json")
def no_such_day(error: NotFound, request: Request) -> dict[str, str]:
    """Tell programs, too, that a day was not counted."""
    request.response.status = error.status
    return {"error": str(error)}


@view_config(
    route_name="statistics.atom",
    renderer="feeds/statistics.atom.jinja2",
    request_method="GET",
    decorator=for_everybody,
    budget=6,
)
def feed(request: Request) -> Mapping[str, Any]:
    """Tell feed readers of each day that was counted, and of each whose figures changed."""
    request.response.content_type, request.response.vary = "application/atom+xml", ["Accept-Language"]
    days = days_between(request.db, today() - FEED)
    _last_changed(request, days)
    return {
        "days": days[::-1],
        "groups": GROUPS,
        "measures": MEASURES,
        "updated": max((day.changed_at for day in days), default=NEVER),
    }


def _last_changed(request: Request, days: list[Day]) -> None:
    """Say when the last of some days was counted."""
    if days:
        request.response.last_modified = max(day.counted_at for day in days)


def _figures(request: Request, day: Day) -> dict[str, Any]:
    """Write what was counted of a day."""
    return {
        "day": day.day.isoformat(),
        "url": _day_url(request, day.day),
        "revision": day.revision,
        "counted_at": day.counted_at.strftime(MOMENT),
        "changed_at": day.changed_at.strftime(MOMENT),
        "final": day.final,
        "figures": {measure: day.figures[measure] for measure in Measure},
    }


def _place(request: Request, ranking: Ranking, place: Place) -> dict[str, Any]:
    """Write a place of a ranking."""
    match ranking:
        case Ranking.TAGS:
            named = {"tag": place.name, "url": tag_url(request, place.key)}
        case Ranking.POSTS if place.post:
            named = {"post": place.key, "url": post_url(request, place.post)}
        case Ranking.LANGUAGES:
            named = {"language": place.key}
        case _:
            named = {"application": place.name}
    return {"rank": place.rank, **named, "count": place.count}


def _url(request: Request, route: str, **parts: Any) -> str:
    """The whole address of something."""
    return site_url(request) + request.route_path(route, **parts)


def _day_url(request: Request, day: date) -> str:
    """The whole address of a day."""
    return _url(request, "statistics.day.json", day=day.isoformat())
