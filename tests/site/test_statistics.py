"""The daily statistics, for people."""

from datetime import UTC, datetime, time, timedelta
from urllib.parse import quote

import pytest
from sqlalchemy import delete, update

from microblog import clock
from microblog.actions.posts import delete_post
from microblog.actions.reactions import favourite
from microblog.actions.statistics import record_day
from microblog.clock import now, today
from microblog.database import statements_run
from microblog.models import ApiCalls, CountedDay, Measure, Visibility
from tests.making import make_account, make_post
from tests.site.page import read_page


def yesterday():
    return today() - timedelta(days=1)


def at(day):
    return clock.set_to(datetime.combine(day, time(12), UTC))


def count(db, *days):
    for day in days or (yesterday(),):
        record_day(db, day)
    db.commit()


def charts(page):
    return {one.select_one("figcaption span").text: one for one in page.html.select("figure")}


def test_every_measure_has_a_chart_that_can_be_heard_and_read(world, visitor):
    page = visitor.get("/statistics")

    read_page(page)
    drawn = charts(page)
    assert len(drawn) == len(Measure)
    for title, chart in drawn.items():
        assert chart.svg["role"] == "img"
        assert chart.svg["aria-label"].startswith(f"{title}: ")
        assert len(chart.select("rect")) == 3
        assert chart.table.caption.text == chart.svg["aria-label"]
        assert len(chart.select("tbody tr")) == 3
        assert [cell["scope"] for cell in chart.select("thead th")] == ["col", "col"]
    assert [cell.text for cell in drawn["Posts"].select("td")] == ["0", "0", "28"]
    assert "28 in all" in drawn["Posts"].figcaption.text
    assert not page.html.select("main script")


@pytest.mark.parametrize(("query", "bars"), [("", 2), ("?days=90", 3), ("?days=365", 4), ("?days=x", 2)])
def test_one_chooses_how_far_to_look_back(db, visitor, query, bars):
    with at(today() - timedelta(days=200)):
        ann = make_account(db)
    for ago in (200, 60, 20, 1):
        with at(today() - timedelta(days=ago)):
            make_post(db, ann)
        count(db, today() - timedelta(days=ago))

    page = visitor.get(f"/statistics{query}")

    read_page(page)
    assert len(charts(page)["Posts"].select("rect")) == bars
    assert f"{bars} in all" in charts(page)["Posts"].figcaption.text
    assert len(page.html.select("nav.tabs [aria-current=page]")) == 1


def test_people_are_not_added_up_over_days(db, visitor):
    days = [today() - timedelta(days=n) for n in (2, 1)]
    for day, number in zip(days, (1, 2), strict=True):
        with at(day):
            for _ in range(number):
                make_post(db, make_account(db))
    count(db, *days)

    year = charts(visitor.get("/statistics?days=365"))

    assert [cell.text for cell in year["People who wrote"].select("td")] == ["1.5"]
    assert [cell.text for cell in year["Posts"].select("td")] == ["3"]
    assert "1.5 a day" in year["People who wrote"].figcaption.text


def test_what_is_named_is_what_strangers_may_see_now(db, visitor):
    with at(yesterday()):
        ann, bob, fan = make_account(db, "ann"), make_account(db, "bob"), make_account(db, "fan")
        shown, gone, hidden = make_post(db, ann, "#shown"), make_post(db, ann, "#gone"), make_post(db, bob, "#hidden")
        shy = make_post(db, ann, "#unlisted", visibility=Visibility.UNLISTED)
        for post in (shown, gone, hidden, shy):
            favourite(db, fan, post)
        db.commit()
    count(db)
    delete_post(db, ann, gone)
    bob.suspended_at = now()
    db.commit()

    for address in ("/statistics", f"/statistics/{yesterday()}"):
        page = visitor.get(address)
        read_page(page)
        posts, tags = page.html.select(".ranking")[:2]
        assert [one.text for one in tags.select("a")] == ["#shown", "#unlisted"]
        assert [one["href"] for one in posts.select("a")] == [f"/@ann/{shown.id}"]
    day = visitor.get(f"/statistics/{yesterday()}.json").json
    assert [one["tag"] for one in day["rankings"]["tags"]] == ["shown", "unlisted"]
    assert [one["post"] for one in day["rankings"]["posts"]] == [str(shown.id)]
    assert (day["figures"]["posts"], day["figures"]["favourites"]) == (4, 4)


def test_applications_are_named_only_if_they_have_a_name(db, visitor):
    with at(yesterday()):
        make_post(db, make_account(db), language="de")
    db.add_all(
        ApiCalls(day=yesterday(), application_id=id, name=name, count=9) for id, name in ((1, "Tea <3"), (2, ""))
    )
    count(db)

    for address in ("/statistics", f"/statistics/{yesterday()}"):
        languages, applications = visitor.get(address).html.select(".ranking")[2:]
        assert languages.li.get_text(" ", strip=True) == "1 German 1"
        assert [one.get_text(" ", strip=True) for one in applications.select("li")] == ["1 Tea <3 9"]
    rankings = visitor.get(f"/statistics/{yesterday()}.json").json["rankings"]
    assert rankings["applications"] == [{"rank": 1, "application": "Tea <3", "count": 9}]
    assert rankings["languages"] == [{"rank": 1, "language": "de", "count": 1}]


def test_a_day_has_a_page_that_leads_to_its_neighbours(world, visitor):
    page = visitor.get(f"/statistics/{today() - timedelta(days=2)}")

    read_page(page)
    assert [one["href"] for one in page.html.select(".turn a")] == [
        f"/statistics/{today() - timedelta(days=3)}",
        f"/statistics/{yesterday()}",
    ]
    assert len(page.html.select(".whole td")) == len(Measure)
    assert "may still change" in page
    assert len(visitor.get(f"/statistics/{yesterday()}").html.select(".turn a")) == 1


def test_a_day_that_is_closed_says_so(db, visitor):
    day = today() - timedelta(days=9)
    with at(day):
        make_post(db, make_account(db))
    count(db, day)

    assert "It is closed" in visitor.get(f"/statistics/{day}")
    assert visitor.get(f"/statistics/{day}.json").json["final"] is True


@pytest.mark.parametrize(
    "day",
    ["2026-13-01", "20261120", "2026-W47-5", "tomorrow", "2026-11-20.xml", "٢٠٢٦-١١-٢٠", "0000-00-00", "1999-01-01"],
)
def test_what_is_no_counted_day_is_not_there(world, visitor, day):
    address = quote(f"/statistics/{day}")
    page = visitor.get(address, status=404)
    assert "That day was not counted" in page

    answer = visitor.get(f"{address}.json", status=404)
    assert answer.content_type == "application/json"
    assert answer.json == {"error": "That day was not counted. A day is counted once it is over."}


def test_a_day_that_is_not_over_is_not_there_even_if_somebody_counted_it(db, world, visitor):
    count(db, today())

    visitor.get(f"/statistics/{today()}", status=404)
    visitor.get(f"/statistics/{today()}.json", status=404)
    assert visitor.get("/statistics.json").json["days"][-1]["day"] == yesterday().isoformat()
    assert len(visitor.get(f"/statistics/{yesterday()}").html.select(".turn a")) == 1


def test_before_the_first_day_is_over_the_pages_say_so_kindly(visitor):
    page = visitor.get("/statistics")

    read_page(page)
    assert "Nothing is counted yet" in page
    assert not page.html.select("figure")


def test_it_is_said_what_is_counted(visitor):
    page = visitor.get("/statistics/definitions")

    read_page(page)
    assert {code.text for code in page.html.select("dt code")} >= set(Measure)
    assert len(page.html.select("dl")) == 7


PAGES = ["/statistics", "/statistics/{}", "/statistics/definitions"]
DATA = ["/statistics.json", "/statistics.csv", "/statistics.atom", "/statistics/{}.json"]


@pytest.mark.parametrize("address", PAGES + DATA)
def test_whoever_has_it_already_is_not_sent_it_again(world, visitor, address):
    address = address.format(yesterday())
    answer = visitor.get(address)

    assert answer.headers["Cache-Control"] == "public, max-age=300"
    again = visitor.get(address, headers={"If-None-Match": answer.headers["ETag"]}, status=304)
    assert again.body == b""
    if "Last-Modified" in answer.headers:
        visitor.get(address, headers={"If-Modified-Since": answer.headers["Last-Modified"]}, status=304)
    visitor.get(address, headers={"If-None-Match": '"another"'}, status=200)
    assert ("Last-Modified" in answer.headers) == ("definitions" not in address)


@pytest.mark.parametrize("address", DATA)
def test_new_figures_are_sent(db, world, visitor, address):
    address = address.format(yesterday())
    answer = visitor.get(address)
    with at(yesterday()):
        make_post(db, world.ann)
    with clock.set_to(now() + timedelta(seconds=2)):
        count(db)

    for known in ({"If-None-Match": answer.headers["ETag"]}, {"If-Modified-Since": answer.headers["Last-Modified"]}):
        assert visitor.get(address, headers=known, status=200).headers["ETag"] != answer.headers["ETag"]


@pytest.mark.parametrize("address", PAGES)
def test_pages_of_members_are_theirs(world, visitors, address):
    answer = visitors().log_in("ann").get(address.format(yesterday()))

    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert "Last-Modified" not in answer.headers
    assert "Cookie" in answer.headers["Vary"]


@pytest.mark.parametrize("address", DATA)
def test_data_are_for_everybody_and_for_scripts_of_other_sites(world, visitors, address):
    address = address.format(yesterday())
    member = visitors().log_in("ann")
    member.get("/")

    own, other = member.get(address), visitors().get(address)

    assert (own.body, own.headers["ETag"]) == (other.body, other.headers["ETag"])
    assert own.headers["Access-Control-Allow-Origin"] == "*"
    assert "Set-Cookie" not in own.headers


def test_a_post_that_went_away_is_not_kept_by_whoever_asks_by_the_clock(db, world, visitor):
    with at(yesterday()):
        favourite(db, world.bob, world.question)
        db.commit()
    count(db)
    db.execute(update(CountedDay).values(counted_at=now() - timedelta(hours=1)))
    db.commit()
    address = f"/statistics/{yesterday()}.json"
    answer = visitor.get(address)
    assert answer.json["rankings"]["posts"]

    delete_post(db, world.ann, world.question)
    db.commit()

    later = visitor.get(address, headers={"If-Modified-Since": answer.headers["Last-Modified"]}, status=200)
    assert later.json["rankings"]["posts"] == []


@pytest.mark.parametrize("address", PAGES + DATA)
def test_more_days_take_no_more_queries(db, visitor, address):
    def needed():
        before = statements_run()
        visitor.get(address.format(yesterday()))
        return statements_run() - before

    with at(yesterday()):
        ann, fan = make_account(db), make_account(db)
        favourite(db, fan, make_post(db, ann, "#tea"))
        db.commit()
    count(db)
    one = needed()
    for ago in range(2, 9):
        with at(today() - timedelta(days=ago)):
            author = make_account(db)
            favourite(db, fan, make_post(db, author, f"#tag{ago}"))
            with at(yesterday()):
                favourite(db, ann, make_post(db, author, f"#and{ago}"))
            db.commit()
        count(db, today() - timedelta(days=ago), yesterday())

    assert needed() == one <= 7
    db.execute(delete(CountedDay))
    db.commit()
