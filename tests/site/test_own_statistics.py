"""An author's own days."""

from datetime import timedelta

import pytest

from microblog import clock
from microblog.actions.boosts import boost
from microblog.actions.posts import delete_post
from microblog.actions.reactions import favourite
from microblog.clock import now
from microblog.database import statements_run
from tests.making import make_account, make_follow, make_post
from tests.site.page import read_page


@pytest.fixture
def ann(db):
    return make_account(db, "ann")


@pytest.fixture
def bob(db):
    return make_account(db, "bob")


def totals(page):
    return {one.span.text: int(one.b.text) for one in page.html.select(".totals li")}


def test_strangers_are_led_to_the_login(visitor):
    assert "/login" in visitor.get("/settings/statistics", status=303).location


def test_members_see_their_own_days_and_nobody_elses(db, visitors, ann, bob):
    with clock.set_to(now() - timedelta(days=3)):
        post = make_post(db, ann, "Mine.")
        make_post(db, bob, "@ann, yours.", reply_to=post)
        make_post(db, ann, "Ours.", reply_to=post)
        favourite(db, bob, post)
        boost(db, bob, post)
        make_follow(db, bob, ann)
    with clock.set_to(now() - timedelta(days=40)):
        make_post(db, ann, "Too long ago.")
    delete_post(db, ann, make_post(db, ann, "Taken back."))
    db.commit()

    page = visitors().log_in("ann").get("/settings/statistics")

    read_page(page)
    assert totals(page) == {
        "Posts": 2,
        "Replies among them": 1,
        "Favourites received": 1,
        "Boosts received": 1,
        "Mentions of you": 1,
        "New followers": 1,
    }
    figures = page.html.select("figure")
    assert len(figures) == 6
    assert [len(figure.select("tbody tr")) for figure in figures] == [30] * 6
    posts = [cell.text for cell in figures[0].select("td")]
    assert (posts[3], sum(map(int, posts))) == ("2", 2)
    assert figures[0].th.text == "Day"
    assert totals(visitors().log_in("bob").get("/settings/statistics"))["Favourites received"] == 0


def test_before_anything_happened_the_page_says_so(visitors, ann):
    page = visitors().log_in("ann").get("/settings/statistics")

    read_page(page)
    assert "Nothing happened yet" in page
    assert page.html.select_one(".tabs [aria-current=page]").text == "Statistics"


def test_much_takes_no_more_queries_than_little(db, visitors, ann, bob):
    member, needed = visitors().log_in("ann"), []
    member.get("/")
    for _ in range(2):
        for _ in range(3):
            favourite(db, bob, make_post(db, ann, "@ann"))
        db.commit()
        before = statements_run()
        member.get("/settings/statistics")
        needed.append(statements_run() - before)

    assert needed[0] == needed[1] <= 5
