"""The daily statistics, for programs."""

import csv
import io
from datetime import timedelta
from xml.etree import ElementTree

from microblog.clock import now, today
from microblog.models import CountedDay, Measure
from tests.making import make_post
from tests.site.test_statistics import at, count, yesterday

ATOM = "{http://www.w3.org/2005/Atom}"


def test_all_formats_say_the_same(world, visitor):
    days = visitor.get("/statistics.json").json["days"]
    answer = visitor.get("/statistics.csv")
    table = list(csv.DictReader(io.StringIO(answer.text, newline="")))

    assert [day["day"] for day in days] == [line["day"] for line in table]
    assert days[-1]["day"] == yesterday().isoformat()
    for day, line in zip(days, table, strict=True):
        assert day["figures"] == {measure: int(line[measure]) for measure in Measure}
        alone = visitor.get(day["url"].removeprefix("http://localhost")).json
        assert {name: alone[name] for name in day} == day
    assert days[0]["figures"]["posts"] == 28


def test_csv_is_written_as_rfc_4180_has_it(world, visitor):
    answer = visitor.get("/statistics.csv")

    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8; header=present"
    lines = answer.text.split("\r\n")
    assert lines[0] == ",".join(["day", *Measure, "revision", "final"])
    assert lines[-1] == ""
    assert len(lines) == 5
    assert "\n" not in answer.text.replace("\r\n", "")


def test_a_day_tells_its_rankings_and_how_it_was_counted(world, visitor):
    day = visitor.get(f"/statistics/{today() - timedelta(days=3)}.json").json

    assert (day["revision"], day["final"]) == (1, False)
    assert day["counted_at"] >= day["changed_at"]
    assert day["rankings"]["tags"][0] == {"rank": 1, "tag": "tea", "url": "http://localhost/tags/tea", "count": 26}
    assert day["definitions"] == "http://localhost/statistics/definitions"


def test_the_measures_come_with_their_definitions(visitor):
    data = visitor.get("/statistics.json").json

    assert list(data["measures"]) == list(Measure)
    assert all(data["measures"].values())
    assert data["days"] == []
    assert visitor.get("/statistics.csv").text.count("\r\n") == 1


def test_a_day_whose_figures_change_has_another_revision(db, world, visitor):
    address = f"/statistics/{yesterday()}.json"
    with at(yesterday()):
        make_post(db, world.ann)

    count(db)

    day = visitor.get(address).json
    assert (day["revision"], day["figures"]["posts"]) == (2, 1)
    assert visitor.get("/statistics.json").json["days"][-1]["revision"] == 2


def test_feed_readers_are_told_of_days_and_of_their_changes(db, world, visitor):
    answer = visitor.get("/statistics.atom")
    feed = ElementTree.fromstring(answer.body)

    assert answer.content_type == "application/atom+xml"
    assert feed.find(f"{ATOM}link[@rel='self']").get("href") == "http://localhost/statistics.atom"
    entries = feed.findall(f"{ATOM}entry")
    assert [one.find(f"{ATOM}id").text for one in entries] == [
        f"http://localhost/statistics/{today() - timedelta(days=n)}" for n in (1, 2, 3)
    ]
    assert "Posts: 28" in entries[-1].find(f"{ATOM}content").text

    changed = db.get(CountedDay, today() - timedelta(days=2))
    changed.changed_at = now() + timedelta(hours=1)
    db.commit()
    feed = ElementTree.fromstring(visitor.get("/statistics.atom").body)
    updated = [one.find(f"{ATOM}updated").text for one in feed.findall(f"{ATOM}entry")]
    assert max(updated) == updated[1] == feed.find(f"{ATOM}updated").text == f"{changed.changed_at:%Y-%m-%dT%H:%M:%SZ}"


def test_a_feed_without_days_is_one_all_the_same(visitor):
    feed = ElementTree.fromstring(visitor.get("/statistics.atom").body)

    assert feed.find(f"{ATOM}updated").text
    assert feed.findall(f"{ATOM}entry") == []
