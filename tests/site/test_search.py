"""Searching on a page."""

import pytest

from microblog.models import Visibility
from tests.making import make_account, make_post


@pytest.fixture
def town(db):
    """Two people, and what they said."""
    ann, bread = make_account(db, "ann"), make_account(db, "bread", display_name="Fresh")
    for text in ("Good bread", "#Bread #breakfast", "Tea"):
        make_post(db, ann, text)
    make_post(db, bread, "My own bread", visibility=Visibility.PRIVATE)
    return ann, bread


def found(visitor, **query):
    """What a page shows of what was found."""
    page = visitor.get("/search", params=query)
    return [" ".join(one.text.split()) for one in page.html.select(".post .words, .people .name, .found-tags a")]


def test_posts_people_and_tags_are_found_each_in_its_tab(town, visitor):
    assert found(visitor, q="bread") == ["#Bread #breakfast", "Good bread"]
    assert found(visitor, q="bread -good") == ["#Bread #breakfast"]
    assert found(visitor, q="bread", kind="people") == found(visitor, q="@bread") == ["Fresh"]
    assert found(visitor, q="bre", kind="tags") == found(visitor, q="#bre") == ["#Bread", "#breakfast"]
    assert found(visitor, q="bread", kind="nonsense") == ["#Bread #breakfast", "Good bread"]


def test_one_finds_ones_own(town, visitors):
    assert found(visitors().log_in("bread"), q="from:me") == ["My own bread"]
    assert found(visitors().log_in("ann"), q="own bread") == []


def test_what_was_typed_stays_and_what_is_wrong_stands_beside_it(town, visitor):
    page = visitor.get("/search", params={"q": 'tea before:noon "'}, status=422)

    assert page.html.select_one("#q")["value"] == 'tea before:noon "'
    assert page.html.select_one("#q")["aria-invalid"] == "true"
    assert page.html.select_one("#q-note").text == "After before: stands a day, as in before:2026-01-31."
    assert "Log in" in visitor.get("/search", params={"q": "from:me"}, status=422).html.select_one("#q-note").text
    assert "500" in visitor.get("/search", params={"q": "x" * 501}, status=422).html.select_one("#q-note").text


def test_what_is_no_text_is_not_looked_for(town, visitor):
    page = visitor.get("/search", params={"q": "rye\0\x1b[31m  bread\u202e"})

    assert page.html.select_one("#q")["value"] == "rye[31m bread"


@pytest.mark.parametrize(("kind", "says"), [("posts", "Nothing"), ("people", "Nobody"), ("tags", "No tag")])
def test_an_empty_page_says_what_to_do(town, visitor, kind, says):
    page = visitor.get("/search", params={"q": "zzz", "kind": kind})

    assert says in page.html.select_one(".empty h2").text


def test_pages_are_turned_within_what_is_looked_for(db, visitor):
    ann = make_account(db, "ann")
    for number in range(25):
        make_post(db, ann, f"bread {number} #tag{number:02}")

    first = visitor.get("/search", params={"q": "bread"})
    second = first.click("Older")

    assert len(first.html.select(".post")) == 20
    assert [one.text.split()[1] for one in second.html.select(".post .words")] == ["4", "3", "2", "1", "0"]
    assert len(second.click("Newer").html.select(".post")) == 20
    tags = visitor.get("/search", params={"q": "tag", "kind": "tags"})
    assert len(tags.html.select(".found-tags a")) == 20
    assert [one.text for one in tags.click("More", href="before=").html.select(".found-tags a")] == [
        f"#tag{n}" for n in range(20, 25)
    ]


def test_people_are_turned_from_the_nearest_on(db, visitor):
    for number in range(23):
        make_account(db, f"a_bread_{number:02}")
    make_account(db, "bread_2")
    make_account(db, "bread")

    first = visitor.get("/search", params={"q": "bread", "kind": "people"})
    names = [one.text for one in first.html.select(".people .name")]
    names += [one.text for one in first.click("More", href="before=").html.select(".people .name")]

    assert names == ["bread", "bread_2", *(f"a_bread_{number:02}" for number in range(23))]


def test_a_search_is_nothing_for_search_engines(town, visitor):
    assert visitor.get("/search").html.select_one("meta[name=robots]")["content"] == "noindex"
