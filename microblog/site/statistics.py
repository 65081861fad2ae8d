"""The daily statistics, for people: charts that the server draws, and a page a day."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any

from pyramid.request import Request
from pyramid.view import view_config

from ..i18n import _
from ..models import CountedDay, Measure, Ranking
from ..pens import Pen
from ..queries.counting import closing_of
from ..queries.trends import recently, trending_labels, trending_posts, trending_tags
from .charts import Chart, Span, draw
from .days import Day, Place, day_of, days_between, labels, neighbours_of, rankings_of, yesterday
from .freshness import for_strangers, lately
from .measures import GROUPS, MEASURES, RANKINGS, Words, short

RANGES = {"30": (30, 1, _("30 days")), "90": (90, 1, _("90 days")), "365": (364, 7, _("12 months"))}
"""How many days may be looked at, how many of them are put together, and how that is called."""
USUAL = "30"
ENDS = {"sum": _("${figure} in all"), "mean": _("${figure} a day"), "last": _("${figure} on the last day")}
"""What a figure of several days is, by how they come to it."""
NOTHING = _("nothing counted")
PLACES = 10
LISTED_DAYS = 31


@view_config(
    route_name="statistics",
    renderer="statistics/statistics.jinja2",
    request_method="GET",
    decorator=for_strangers,
    budget=8,
)
def statistics(request: Request) -> Mapping[str, Any]:
    """Show the last days in charts, and what was used and liked most in the last week."""
    chosen = request.GET.get("days", USUAL)
    chosen = chosen if chosen in RANGES else USUAL
    length, together = RANGES[chosen][:2]
    spans = spans_until(yesterday(), length, together)
    days, pen = days_between(request.db, spans[0].first, spans[-1].last), request.pen
    if days:
        request.response.last_modified = lately()
    return {
        "days": days[::-1][:LISTED_DAYS],
        "groups": {title: [_chart(days, spans, one, pen) for one in group] for title, group in GROUPS.items()},
        "rankings": _trends(request) if days else {},
        "ranking_words": RANKINGS,
        "ranges": RANGES,
        "chosen": chosen,
        "together": together,
    }


@view_config(
    route_name="statistics.day",
    renderer="statistics/day.jinja2",
    request_method="GET",
    decorator=for_strangers,
    budget=8,
)
def day(context: CountedDay, request: Request) -> Mapping[str, Any]:
    """Show what was counted on one day."""
    rankings, incomplete = rankings_of(request.db, context.day)
    before, after = neighbours_of(request.db, context)
    counted_at = max(one.counted_at for one in (before, context, after) if one)
    request.response.last_modified = lately() if incomplete else counted_at
    return {
        "day": day_of(request.db, context),
        "closes_on": closing_of(context.day).date(),
        "rankings": rankings,
        "ranking_words": RANKINGS,
        "groups": GROUPS,
        "measures": MEASURES,
        "before": before,
        "after": after,
    }


@view_config(
    route_name="statistics.definitions",
    renderer="statistics/definitions.jinja2",
    request_method="GET",
    decorator=for_strangers,
    budget=3,
)
def definitions(request: Request) -> Mapping[str, Any]:
    """Say what is counted, and until when a figure may change."""
    return {"groups": GROUPS, "measures": MEASURES, "rankings": RANKINGS}


def spans_until(last: date, length: int, together: int = 1) -> list[Span]:
    """Divide the days before a day's end into spans, the oldest first."""
    firsts = (last - timedelta(days=n) for n in range(length - 1, -1, -together))
    return [Span(first, first + timedelta(days=together - 1)) for first in firsts]


def chart_of(title: str, points: Sequence[tuple[Span, int]], pen: Pen) -> Chart:
    """Draw what can be added up."""
    total = short(sum(value for _span, value in points))
    words = Words(title, "")
    figure = ENDS["sum"] % {"figure": total}
    return draw(title, figure, points, write=partial(words.write, pen=pen), shorten=words.shorten, pen=pen)


def _chart(days: Sequence[Day], spans: Sequence[Span], measure: Measure, pen: Pen) -> Chart:
    """Draw a measure."""
    words, come_to = MEASURES[measure], _SUMS[MEASURES[measure].sums]
    figures = {day.day: day.figures[measure] for day in days}
    points = [(span, come_to(_within(span, figures)) if _within(span, figures) else None) for span in spans]
    counted = list(figures.values())
    write = partial(words.write, pen=pen)
    figure = ENDS[words.sums] % {"figure": write(come_to(counted))} if counted else NOTHING
    line = words.sums == "last"
    return draw(words.title, figure, points, write=write, shorten=words.shorten, line=line, pen=pen)


def _within(span: Span, figures: Mapping[date, int]) -> list[int]:
    """The figures of a span's days, as far as they were counted."""
    days = (span.first + timedelta(days=n) for n in range((span.last - span.first).days + 1))
    return [figures[day] for day in days if day in figures]


def _mean(figures: Sequence[int]) -> float:
    """What a day has on average, to a tenth."""
    return round(sum(figures) / len(figures), 1)


def _last(figures: Sequence[int]) -> int:
    """What the last day says."""
    return figures[-1]


_SUMS: dict[str, Callable[[Sequence[int]], float]] = {"sum": sum, "mean": _mean, "last": _last}


def _trends(request: Request) -> dict[Ranking, list[Place]]:
    """What was most frequent in the last week, as far as strangers may see it now."""
    db, since = request.db, recently()
    tags, posts = db.execute(trending_tags(None, since).limit(PLACES)), trending_posts(None, since).limit(PLACES)
    return {
        Ranking.TAGS: [Place(n, tag.key, tag.name, uses) for n, (tag, uses) in enumerate(tags, start=1)],
        Ranking.POSTS: [
            Place(n, str(post.id), "", uses, post) for n, (post, uses) in enumerate(db.execute(posts), start=1)
        ],
        **{
            ranking: labels(ranking, db.execute(trending_labels(ranking, since).limit(PLACES)))
            for ranking in (Ranking.LANGUAGES, Ranking.APPLICATIONS)
        },
    }
