"""What applications may give."""

from datetime import UTC, datetime

import pytest
from pydantic import Field

from microblog.api.credentials import SourceGiven
from microblog.api.given import File, Flag, Given, Key, Many, NoMoment, Number, Reference, When, Words
from microblog.api.paging import BadPlace, LongPaging, Paging
from microblog.errors import Invalid
from microblog.queries.paging import MAX_ID, Place


class Wish(Given):
    """Something of everything."""

    flag: Flag | None = None
    number: Number | None = None
    thing: Reference | None = None
    place: Key | None = None
    things: Many[Reference] = Field(default=[], alias="ids")
    words: Words | None = None
    when: When | None = None
    file: File | None = None


@pytest.mark.parametrize("no", [False, 0, "0", "false", "False", "FALSE", "f", "F", "off", "OFF"])
def test_what_says_no_is_no(no):
    assert Wish.read({"flag": no}).flag is False


@pytest.mark.parametrize("yes", [True, 1, "1", "true", "True", "on", "yes", "x"])
def test_what_does_not_say_no_is_yes(yes):
    assert Wish.read({"flag": yes}).flag is True


@pytest.mark.parametrize("name", ["flag", "number", "thing", "when"])
def test_what_is_empty_is_absent(name):
    assert getattr(Wish.read({name: ""}), name) is None


def test_an_empty_text_is_a_text():
    assert Wish.read({"words": ""}).words == ""


@pytest.mark.parametrize(("given", "words"), [(7, "7"), (1.5, "1.5"), ("7", "7")])
def test_a_number_may_be_a_text(given, words):
    assert Wish.read({"words": given}).words == words


@pytest.mark.parametrize(
    ("given", "number"), [("7", 7), (7, 7), (7.0, 7), (-7, -7), ("117653758224919037", 117653758224919037)]
)
def test_numbers_may_be_written_as_text(given, number):
    assert Wish.read({"number": given}).number == number


@pytest.mark.parametrize("given", ["x", "1.5", 1.5, True, [], {}, "9" * 30, 10**30, -(10**18), 1e300, float("nan")])
def test_what_is_no_number_is_refused(given):
    with pytest.raises(Invalid):
        Wish.read({"number": given})


@pytest.mark.parametrize("given", ["abc", "-1", -1, 10**30, "9" * 30, 1.5, True, [], {}, "٣"])
def test_what_is_no_id_names_nothing(given):
    assert Wish.read({"thing": given}).thing == 0


@pytest.mark.parametrize(("given", "ids"), [("5", [5]), (5, [5]), (["5", "x"], [5, 0]), ({"0": "5", "1": "6"}, [5, 6])])
def test_one_may_stand_for_a_list(given, ids):
    assert Wish.read({"ids": given}).things == ids


def test_a_list_ends_somewhere():
    with pytest.raises(Invalid):
        Wish.read({"ids": list(range(1001))})


@pytest.mark.parametrize("given", ["a\0b", "\ud800", ["a"], {"a": "b"}, True])
def test_what_is_no_text_is_refused(given):
    with pytest.raises(Invalid):
        Wish.read({"words": given})


@pytest.mark.parametrize("given", ["2026-11-21T12:00:00Z", "2026-11-21T13:00:00+01:00", "2026-11-21 12:00"])
def test_moments_are_in_utc(given):
    assert Wish.read({"when": given}).when == datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.mark.parametrize("given", ["tomorrow", 7, "2026-13-01", [], "0001-01-01T00:00:00+23:59"])
def test_what_is_no_moment_is_refused(given):
    with pytest.raises(NoMoment, match="Record invalid"):
        Wish.read({"when": given})


def test_words_are_no_file():
    with pytest.raises(Invalid):
        Wish.read({"file": "words"})


def test_unknown_names_are_overlooked():
    assert Wish.read({"nothing": 1}) == Wish()


@pytest.mark.parametrize(("given", "limit"), [({}, 20), ({"limit": 0}, 20), ({"limit": "x"}, 20), ({"limit": 99}, 40)])
def test_pages_have_a_size(given, limit):
    assert Paging.read(given).place == Place(size=limit)


def test_long_pages_are_longer():
    assert LongPaging.read({"limit": "500"}).limit == 80


def test_nobody_counts_backwards():
    with pytest.raises(BadPlace):
        Paging.read({"limit": "-1"})


@pytest.mark.parametrize(("given", "key"), [("5", 5), ("-5", 0), ("9" * 30, MAX_ID)])
def test_places_outside_of_a_list_are_its_ends(given, key):
    assert Paging.read({"max_id": given}).place.before == key


def test_a_choice_that_is_none_is_told_what_there_is():
    with pytest.raises(Invalid) as refusal:
        SourceGiven.read({"privacy": "foes"})

    assert refusal.value.problems == {"privacy": "Privacy input should be 'public', 'unlisted' or 'private'"}
