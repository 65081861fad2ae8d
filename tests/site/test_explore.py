"""Looking around."""

import pytest

from microblog.actions.statistics import days_to_count, record_day
from microblog.clock import now
from microblog.models import Block
from tests.making import make_account, make_follow, make_post
from tests.site.world import make_world


def names(page):
    return [one.text for one in page.html.select(".people .handle")]


@pytest.fixture
def town(db):
    """Three people, of whom the first wrote last and one is shy."""
    ann, bob, cem = make_account(db, "ann"), make_account(db, "bob"), make_account(db, "cem", discoverable=False)
    for author in (cem, bob, ann):
        make_post(db, author)
    return ann, bob, cem


def test_what_many_wrote_about_and_who_came_last_is_shown(db, visitors):
    make_world(db)
    make_account(db, "zoe")
    for day in days_to_count(db):
        record_day(db, day)
    db.commit()

    page = visitors().log_in("ann").get("/explore")

    assert "#tea 26 posts" in " ".join(page.html.select_one(".found-tags").text.split())
    assert names(page) == ["@zoe"]
    assert page.html.select_one(".people form.follow button").text.startswith("Follow")


def test_an_empty_site_says_so(visitor):
    assert "Nothing stands out yet" in visitor.get("/explore")
    assert "Nobody here" in visitor.get("/directory")


def test_the_directory_shows_who_lets_themselves_be_recommended(db, town, visitor):
    make_account(db, "dan")

    assert names(visitor.get("/directory")) == ["@ann", "@bob"]
    assert names(visitor.get("/directory?by=newest")) == ["@dan", "@bob", "@ann"]
    assert names(visitor.get("/directory?by=name")) == ["@ann", "@bob", "@dan"]
    assert names(visitor.get("/directory?by=name&letter=B")) == ["@bob"]
    assert names(visitor.get("/directory?by=x&letter=%25")) == ["@ann", "@bob"]


def test_one_neither_finds_oneself_nor_whom_one_avoids_nor_who_is_gone(db, town, visitors):
    ann, bob, _cem = town
    dan, eve, fay = (make_account(db, name) for name in ("dan", "eve", "fay"))
    db.add_all([Block(blocker_id=ann.id, blocked_id=bob.id), Block(blocker_id=dan.id, blocked_id=ann.id)])
    fay.suspended_at = now()
    make_follow(db, ann, eve)
    db.commit()

    page = visitors().log_in("ann").get("/directory?by=name")

    assert names(page) == ["@eve"]
    assert page.html.select_one("form.follow button").text.startswith("Unfollow")


@pytest.mark.parametrize("by", ["active", "newest", "name"])
def test_every_order_can_be_leafed_through(db, visitor, by):
    for number in range(25):
        make_post(db, make_account(db, f"p{number:02}"))

    first = visitor.get(f"/directory?by={by}")
    seen = names(first) + names(first.click("More", href="before="))

    assert sorted(seen) == [f"@p{number:02}" for number in range(25)]
    assert seen == sorted(seen, reverse=by != "name")
