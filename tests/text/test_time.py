"""Does hostile text take no more time than its length allows?"""

from time import thread_time

import pytest

from microblog.text import clean, find_entities, length, summary, to_html

HOSTILE = [
    *(
        "@",
        "#",
        "a.",
        "aa.",
        "com.",
        "-",
        "_",
        "(",
        "http://",
        "RT@",
        "@a.",
        "@a-",
        "a+",
        "#a・",
        "#\u0301\u0323",
        "a.com ",
    ),
    *("http://a.com/(", "http://a.com/(x(y)", "a.com/((y)", "http://a.com/!", "http://a.com/'s", "@a.b@", "日a.com/"),
]


@pytest.mark.parametrize("beginning", ["", "http://a.com/"])
@pytest.mark.parametrize("period", HOSTILE)
def test_finding_entities_takes_linear_time(beginning, period):
    assert_linear(find_entities, beginning, period)


@pytest.mark.parametrize("function", [length, clean, summary])
@pytest.mark.parametrize("period", ["a.com ", "#a・", "\u0301\u0323", "\n ", "\u202b\u2067", "🇦", "\u0600🇦"])
def test_all_else_takes_linear_time(function, period):
    assert_linear(function, "a", period)


@pytest.mark.parametrize("period", ["a.com ", "#a・", "@a ", "\n ", "a\n\n", "\u202b\u2067", "\u2069\u202b"])
def test_showing_takes_linear_time(period):
    assert_linear(lambda text: to_html(text, mention_url=str, tag_url=str), "a", period)


def assert_linear(function, beginning, period):
    """Compare a text with one four times as long, as quadratic time would be sixteen times as much.

    What takes hardly any time at all cannot be compared, and need not be.
    """
    short = seconds(function, beginning + period * (25_000 // len(period)))
    long = seconds(function, beginning + period * (100_000 // len(period)))

    assert long < 9 * short + 0.02


def seconds(function, text):
    """Say how long the processor works for a function, whatever else keeps it busy."""
    return min(timed(function, text) for _ in range(3))


def timed(function, text):
    find_entities.cache_clear()
    begun = thread_time()
    function(text)
    return thread_time() - begun
