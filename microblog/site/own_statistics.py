"""An author's own days."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from pyramid.request import Request
from pyramid.view import view_config

from ..clock import today
from ..i18n import _
from ..queries.days import day_with
from ..queries.statistics import OwnMeasure, own_days
from .charts import Span
from .statistics import chart_of

SHOWN = timedelta(days=29)
"""How many days before today are shown."""

TITLES = {
    OwnMeasure.POSTS: _("Posts"),
    OwnMeasure.REPLIES: _("Replies among them"),
    OwnMeasure.FAVOURITES: _("Favourites received"),
    OwnMeasure.BOOSTS: _("Boosts received"),
    OwnMeasure.MENTIONS: _("Mentions of you"),
    OwnMeasure.FOLLOWERS: _("New followers"),
}


@view_config(
    route_name="settings.statistics",
    renderer="settings/statistics.jinja2",
    permission="member",
    request_method="GET",
    budget=8,
)
def own_statistics(request: Request) -> Mapping[str, Any]:
    """Show members their own last thirty days, the one that is not over among them."""
    days = [today() - SHOWN + timedelta(days=n) for n in range(SHOWN.days + 1)]
    counts: dict[OwnMeasure, dict[date, int]] = defaultdict(dict)
    for number, measure, count in request.db.execute(own_days(request.account, days[0], days[-1])):
        counts[OwnMeasure(measure)][day_with(number)] = count
    pen = request.pen
    return {
        "charts": [
            chart_of(title, [(Span(day, day), counts[measure].get(day, 0)) for day in days], pen)
            for measure, title in TITLES.items()
        ],
        "totals": [(title, sum(counts[measure].values())) for measure, title in TITLES.items()],
        "anything": any(counts.values()),
    }
