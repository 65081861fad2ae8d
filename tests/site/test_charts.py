"""Charts."""

from datetime import date, timedelta

import pytest

from microblog.site.charts import Span, draw, round_up
from microblog.site.measures import short

FIRST = date(2026, 1, 1)


def drawn(values, **more):
    days = [(Span(FIRST + timedelta(days=n), FIRST + timedelta(days=n)), value) for n, value in enumerate(values)]
    return draw("Posts", "45 in all", days, write=str, shorten=str, **more)


@pytest.mark.parametrize(("count", "top"), [(0, 1), (1, 1), (2, 2), (3, 4), (9, 10), (10, 10), (11, 20), (4001, 6000)])
def test_a_scale_ends_in_a_round_number(count, top):
    assert round_up(count) == top


@pytest.mark.parametrize("values", [[n * n for n in range(30)], [0] * 90, [3]])
def test_bars_stand_within_the_picture(values):
    chart = drawn(values)

    assert [bar.words for bar in chart.bars] == [str(value) for value in values]
    assert all(bar.x >= chart.left and bar.x + bar.width <= chart.width for bar in chart.bars)
    assert all(bar.y >= 0 and bar.y + bar.height <= chart.bottom + 0.1 for bar in chart.bars)


def test_what_was_not_counted_has_no_bar_and_keeps_its_place():
    chart, whole = drawn([1, None, 3]), drawn([1, 2, 3])

    assert [bar.x for bar in chart.bars] == [whole.bars[0].x, whole.bars[2].x]
    assert [words for _, words in chart.rows] == ["3", "1"]


def test_a_line_goes_through_all_tops_and_its_area_ends_on_the_ground():
    chart = drawn([1, 2, 3], line=True)

    assert chart.path.count("L") == 2
    assert chart.area.startswith(chart.path)
    assert chart.area.endswith("Z")
    assert drawn([None], line=True).path == ""


def test_a_chart_says_what_is_to_be_seen():
    chart = drawn([1, 2, 3])

    assert chart.label == "Posts: 45 in all, 1 January 2026 to 3 January 2026"
    assert chart.ends == ("1 Jan", "3 Jan")
    assert [words for words, _ in chart.marks] == ["0", "2", "4"]
    assert Span(FIRST, FIRST + timedelta(days=6)).words() == "1 Jan to 7 January 2026"


def test_there_may_be_nothing_to_draw():
    assert draw("Posts", "0", [], write=str, shorten=str).bars == []


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0, "0"),
        (999, "999"),
        (1000, "1\u202fk"),
        (1500, "1.5\u202fk"),
        (123456, "123\u202fk"),
        (2 * 10**20, "200000\u202fP"),
    ],
)
def test_large_figures_are_shortened(value, words):
    assert short(value) == words
    assert short(1500, "B") == "1.5\u202fkB"
    assert short(15, "B") == "15\u202fB"
