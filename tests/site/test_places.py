"""Where one stopped reading one's home page, and what came since."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from microblog import clock
from microblog.actions.markers import move_marker
from microblog.models import MarkedTimeline, Marker
from tests.making import make_account, make_poll, make_post


def place_kept(db):
    db.rollback()
    return db.scalar(select(Marker.last_read_id))


def shown(page):
    """The posts and the line between them, from top to bottom."""
    return [one.text.strip() for one in page.html.select(".posts .words, .posts .place")]


def test_what_came_since_one_was_here_is_counted_and_the_place_is_found(db, visitor, ann, bob):
    first = make_post(db, bob, "Old")
    assert "since you were here" not in visitor.log_in("ann").get("/")
    assert place_kept(db) == first.id
    last = [make_post(db, bob, f"New {number}") for number in range(3)][-1]

    page = visitor.get("/")

    assert "3 new since you were here" in page
    assert shown(page) == ["New 2", "New 1", "New 0", "You were here", "Old"]
    assert page.html.select_one(".since a")["href"] == "#place"
    assert place_kept(db) == last.id


def test_the_place_stays_for_the_rest_of_the_visit_and_not_longer(db, visitor, ann, bob):
    make_post(db, bob, "Old")
    visitor.log_in("ann").get("/")
    make_post(db, bob, "New")
    visitor.get("/")

    assert "1 new since you were here" in visitor.get("/")
    with clock.set_to(datetime.now(UTC) + timedelta(hours=1)):
        assert "since you were here" not in visitor.get("/")


def test_the_place_may_be_pages_below_and_is_read_from_oldest_first(db, visitor, ann, bob):
    make_post(db, bob, "Old")
    visitor.log_in("ann").get("/")
    for number in range(30):
        make_post(db, bob, f"New {number}")

    page = visitor.get("/")
    assert "30 new since you were here" in page
    assert "You were here" not in shown(page)

    above = page.click("Go to where you were")
    assert shown(above) == [*(f"New {number}" for number in range(19, -1, -1)), "You were here"]

    oldest = page.click("Read them oldest first")
    assert shown(oldest) == ["You were here", *(f"New {number}" for number in range(20))]
    rest = oldest.click("Newer")
    assert shown(rest) == [f"New {number}" for number in range(20, 30)]
    assert "That is all" in rest


def test_ones_own_posts_are_no_news(db, visitor, ann, bob):
    make_post(db, bob, "Old")
    visitor.log_in("ann").get("/")
    make_post(db, ann, "Mine")

    assert "since you were here" not in visitor.get("/")


def test_where_an_application_has_read_the_site_goes_on(db, visitor, ann, bob):
    posts = [make_post(db, bob, f"Number {number}") for number in range(3)]
    move_marker(db, ann, MarkedTimeline.HOME, to=posts[1].id)
    db.commit()

    assert shown(visitor.log_in("ann").get("/")) == ["Number 2", "You were here", "Number 1", "Number 0"]


def test_only_the_top_moves_the_place_and_only_if_somebody_sees_it(db, visitor, ann, bob):
    posts = [make_post(db, bob, f"Number {number}") for number in range(25)]
    visitor.log_in("ann").get(f"/?before={posts[20].id}")
    visitor.get("/", headers={"Sec-Purpose": "prefetch"})
    visitor.app.head("/")

    assert place_kept(db) is None


def test_it_keeps_to_the_budget_with_polls_and_news(db, visitor, ann, bob):
    make_post(db, bob, "Old")
    visitor.log_in("ann").get("/")
    make_poll(db, bob)

    visitor.get("/")  # which looks at the budget


def test_a_script_is_told_what_came_in(db, visitor, visitors, ann, bob):
    old = make_post(db, bob, "Old")
    visitor.log_in("ann")
    asks = visitor.get("/").html.select_one("[data-news]")["data-news"]
    assert asks == f"/news?of=home&after={old.id}"
    assert visitor.get(asks, 204).body == b""

    make_post(db, bob, "New")
    make_post(db, make_account(db, "cid"), "Elsewhere")

    assert visitor.get(asks).html.select_one("a").text == "1 new post"
    asks = asks.replace("home", "public")
    assert visitors().get(asks).html.select_one("a")["href"] == "/public"
    assert visitors().get(asks).html.select_one("a").text == "2 new posts"
