"""Do we find what twitter-text finds? Every case of its suite, as it stands; ours differs in none."""

from pathlib import Path

import pytest
import yaml

from microblog.text import find_entities

SUITE = yaml.safe_load(Path(__file__).with_name("twitter-text-conformance.yml").read_text(encoding="utf-8"))["tests"]


def cases(group):
    """Give the cases of a group, named by their descriptions."""
    return pytest.mark.parametrize(
        ("text", "expected"),
        [pytest.param(case["text"], case["expected"], id=case["description"]) for case in SUITE[group]],
    )


def values(text, kind):
    return [entity.value for entity in find_entities(text) if entity.kind == kind]


def values_with_indices(text, kind, name):
    return [
        {name: entity.value, "indices": [entity.start, entity.end]}
        for entity in find_entities(text)
        if entity.kind == kind
    ]


def reply_to(text):
    """Give the name that a text begins with."""
    for entity in find_entities(text)[:1]:
        if entity.kind == "mention" and not text[: entity.start].strip():
            return entity.value
    return None


def test_the_whole_suite_is_run():
    run = {
        "mentions",
        "mentions_with_indices",
        "replies",
        "urls",
        "urls_with_indices",
        "hashtags",
        "hashtags_with_indices",
    }

    assert set(SUITE) == run
    assert sum(map(len, SUITE.values())) == 109


@cases("mentions")
def test_mentions(text, expected):
    assert values(text, "mention") == expected


@cases("mentions_with_indices")
def test_mentions_with_indices(text, expected):
    assert values_with_indices(text, "mention", "screen_name") == expected


@cases("replies")
def test_replies(text, expected):
    assert reply_to(text) == expected


@cases("urls")
def test_urls(text, expected):
    assert values(text, "link") == expected


@cases("urls_with_indices")
def test_urls_with_indices(text, expected):
    assert values_with_indices(text, "link", "url") == expected


@cases("hashtags")
def test_hashtags(text, expected):
    assert values(text, "hashtag") == expected


@cases("hashtags_with_indices")
def test_hashtags_with_indices(text, expected):
    assert values_with_indices(text, "hashtag", "hashtag") == expected
