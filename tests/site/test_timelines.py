"""Pages of posts, and turning them."""

from urllib.parse import quote

import pytest

from microblog.database import statements_run
from tests.making import make_account, make_follow, make_post


def numbers(page):
    return [int(words.text.split()[-1]) for words in page.html.select(".posts .words p")]


def walk(page, direction):
    """Turn all pages in one direction by their links, and collect what stood on them."""
    found = [numbers(page)]
    while link := page.html.select_one(f"nav.turn a[rel={direction}]"):
        page = page.goto(link["href"])
        found.append(numbers(page))
    return found, page


def test_older_and_newer_lead_through_all_posts_and_back(db, visitor):
    ann = make_account(db, "ann")
    for number in range(45):
        make_post(db, ann, f"Number {number}")

    for path in ("/", "/public", "/@ann"):
        down, last = walk(visitor.get(path), "next")
        up, first = walk(last, "prev")

        assert [number for page in down for number in page] == list(range(44, -1, -1))
        assert [number for page in reversed(up) for number in page][-45:] == list(range(44, -1, -1))
        assert numbers(first)[0] == 44


@pytest.mark.parametrize(
    "key", ["x", "", "-1", "1e9", "9" * 19, "9" * 40, "%D9%A1", "1%20", "%00", "1%3BDROP TABLE posts"]
)
def test_a_page_key_that_is_no_number_is_refused(visitor, key):
    for name in ("before", "after"):
        page = visitor.get(f"/?{name}={key}", status=400)
        assert "address is not whole" in page


def test_an_address_that_goes_both_ways_is_refused(db, visitor):
    make_account(db, "ann")
    visitor.log_in("ann")

    for path in ("/", "/public", "/tags/tea", "/@ann", "/@ann/followers", "/@ann/following", "/notifications"):
        assert "it goes both ways at once" in visitor.get(f"{path}?before=9&after=1", status=400), path
        assert "it should end in a number" in visitor.get(f"{path}?before=x", status=400), path


def test_beyond_either_end_stands_nothing_but_the_way_back(db, visitor):
    make_post(db, make_account(db, "ann"))

    before_all, after_all = visitor.get("/?before=1"), visitor.get(f"/?after={2**63 - 1}")

    assert "Newer" in before_all
    assert "Older" in after_all
    assert before_all.click("Newer").html.select(".post")


def test_home_shows_whom_one_follows_and_public_shows_everybody(db, visitors):
    ann, bob, cid = (make_account(db, name) for name in ("ann", "bob", "cid"))
    make_follow(db, ann, bob)
    for author in (ann, bob, cid):
        make_post(db, author, f"I am {author.username}.")

    home, public = visitors().log_in("ann").get("/"), visitors().log_in("ann").get("/public")

    assert "I am ann." in home
    assert "I am bob." in home
    assert "I am cid." not in home
    assert "I am cid." in public


@pytest.mark.parametrize(("tag", "spelt"), [("Tea", "tEA"), ("чай", "ЧАЙ"), ("茶", "茶"), ("Straße", "STRASSE")])
def test_a_hashtag_gathers_all_its_spellings(db, visitor, tag, spelt):
    ann = make_account(db, "ann")
    make_post(db, ann, f"One #{tag}")
    make_post(db, ann, f"Two #{spelt}")

    page = visitor.get("/").click(f"#{tag}", index=-1)

    assert page.text.count("<article") == 2
    assert len({address_of(visitor, one) for one in (tag, spelt)}) == 1
    assert visitor.get("/tags/never").text.count("<article") == 0


def test_a_tag_that_cannot_be_is_refused(visitor):
    visitor.get("/tags/" + "x" * 101, status=404)
    visitor.get("/tags/a%00b", status=404)


def address_of(visitor, tag):
    """The canonical address of a tag's page."""
    return visitor.get(f"/tags/{quote(tag)}").html.select_one("link[rel=canonical]")["href"]


BUDGETS = {"/": 10, "/public": 10, "/@bob": 10, "/tags/tag": 10, "/notifications": 12, "/@ann/{}": 11, "/statistics": 8}
BUDGETS |= {"/compose": 3, "/compose?reply_to={}": 8, "/settings/profile": 3, "/settings/sessions": 4, "/about": 2}
BUDGETS |= {"/settings/applications": 4}
BUDGETS |= {"/@ann/followers": 5, "/@ann/following": 5, "/@ann.atom": 8, "/@bob.atom": 8, "/nothing": 3, "/@nobody": 4}


def test_a_page_asks_the_database_as_often_for_many_posts_as_for_one(db, visitors):
    ann, bob, cid = (make_account(db, name) for name in ("ann", "bob", "cid"))
    make_follow(db, ann, bob)
    make_follow(db, bob, ann)
    last = make_post(db, ann, "@bob #tag 0")
    first_id = last.id
    db.rollback()
    stranger, member = visitors(), visitors().log_in("ann")

    costs = []
    for count in (1, 20, 24):
        for number in range(count):
            last = make_post(db, (bob, cid)[number % 2], f"@ann @bob #tag #tag{number}", reply_to=last)
            make_post(db, bob, f"{number} @ann")
            make_follow(db, make_account(db), ann)
        db.rollback()
        costs.append({path: [cost(one, path.format(first_id)) for one in (stranger, member)] for path in BUDGETS})

    assert costs[0] == costs[1] == costs[2]
    assert {path: found for path, found in costs[0].items() if max(found) > BUDGETS[path]} == {}
    assert len(member.get("/").html.select(".post")) == 20


def cost(visitor, path):
    """How many statements a page asks the database for, apart from those that come once a day."""
    visitor.get(path, status="*")
    before = statements_run()
    visitor.get(path, status="*")
    return statements_run() - before
