"""The daily statistics, for people and for programs."""

import csv
import io
from datetime import UTC, datetime, timedelta

import pytest

from microblog.models import Measure
from microblog.site.charts import bars, round_up


def test_page_json_and_csv_say_the_same(world, visitor):
    page, rows = visitor.get("/statistics"), visitor.get("/statistics.json").json
    table = list(csv.DictReader(io.StringIO(visitor.get("/statistics.csv").text)))
    yesterday = (datetime.now(UTC) - timedelta(days=1)).date().isoformat()

    assert [row["day"] for row in rows] == [row["day"] for row in table]
    assert rows[-1]["day"] == yesterday
    for row, line in zip(rows, table, strict=True):
        assert {measure: row[measure] for measure in Measure} == {measure: int(line[measure]) for measure in Measure}
    cells = page.html.select_one("tbody tr:last-child").select("td")
    assert int(cells[0].text) == rows[0]["posts"] == 28
    assert rows[0]["tags"][0] == {"tag": "tea", "posts": 26}
    assert "#tea" in page.html.select_one(".tags").text


def test_charts_are_drawn_without_scripts_and_can_be_heard(world, visitor):
    page = visitor.get("/statistics")

    charts = page.html.select("svg.chart")

    assert len(charts) == len(Measure)
    assert all(chart["role"] == "img" and chart["aria-label"] for chart in charts)
    assert all(len(chart.select("rect")) == 3 for chart in charts)


def test_before_the_first_day_is_over_there_is_nothing_to_see(visitor):
    assert "Nothing is counted yet" in visitor.get("/statistics")
    assert visitor.get("/statistics.json").json == []


@pytest.mark.parametrize(("count", "top"), [(0, 1), (1, 1), (2, 2), (3, 4), (9, 10), (10, 10), (11, 20), (4001, 6000)])
def test_a_scale_ends_in_a_round_number(count, top):
    assert round_up(count) == top


def test_bars_stand_within_the_picture():
    days = [(datetime(2026, 1, 1, tzinfo=UTC).date() + timedelta(days=n), n * n) for n in range(30)]

    chart = bars(days)

    assert all(bar.x >= 0 and bar.x + bar.width <= chart.width for bar in chart.bars)
    assert all(bar.y >= 0 and bar.y + bar.height <= chart.bottom + 0.1 for bar in chart.bars)
    assert chart.total == sum(count for _, count in days)
    assert bars([]).bars == []
