"""Atom feeds."""

from datetime import datetime
from xml.etree import ElementTree

from bs4 import BeautifulSoup

from tests.making import make_account, make_media, make_post

ATOM = "{http://www.w3.org/2005/Atom}"
HOSTILE = "<b>&amp; ]]> \u202e \"' <!-- </feed> #tag @ann https://example.org/?a=b&c=d"


def feed_of(visitor, address="/@ann.atom"):
    page = visitor.get(address)
    assert page.content_type == "application/atom+xml"
    return ElementTree.fromstring(page.body)


def test_a_feed_holds_what_somebody_wrote_the_newest_first(db, visitor):
    ann = make_account(db, "ann", display_name=HOSTILE, bio=HOSTILE)
    first, second = make_post(db, ann, "First."), make_post(db, ann, HOSTILE)

    feed = feed_of(visitor)
    entries = feed.findall(f"{ATOM}entry")

    assert feed.find(f"{ATOM}title").text == f"{HOSTILE} (@ann)"
    assert [entry.find(f"{ATOM}id").text for entry in entries] == [
        f"http://localhost/@ann/{second.id}",
        f"http://localhost/@ann/{first.id}",
    ]
    assert entries[0].find(f"{ATOM}link").get("href") == f"http://localhost/@ann/{second.id}"
    assert "&lt;b&gt;" in entries[0].find(f"{ATOM}content").text
    assert datetime.fromisoformat(feed.find(f"{ATOM}updated").text) == second.created_at.replace(microsecond=0)


def test_a_feed_tells_warnings_in_place_of_what_is_behind_them_and_shows_pictures(db, visitor):
    ann = make_account(db, "ann")
    make_post(db, ann, "", media=[make_media(db, ann, file="00/a.webp", description=HOSTILE).id])
    post = make_post(db, ann, "The butler did it.", warning=HOSTILE, media=[make_media(db, ann).id])

    folded, shown = feed_of(visitor).findall(f"{ATOM}entry")

    html = BeautifulSoup(folded.find(f"{ATOM}content").text, "html.parser")
    assert [element.name for element in html.find_all()] == ["p"]
    assert html.p.text == post.warning == folded.find(f"{ATOM}title").text
    html = BeautifulSoup(shown.find(f"{ATOM}content").text, "html.parser")
    assert (html.img["src"], html.img["alt"]) == ("http://localhost/media/00/a.webp", HOSTILE)
    assert shown.find(f"{ATOM}title").text == "A post without words"


def test_a_feed_of_somebody_silent_is_whole_too(db, visitor):
    make_account(db, "ann")

    feed = feed_of(visitor)

    assert feed.findall(f"{ATOM}entry") == []
    assert feed.find(f"{ATOM}updated").text


def test_a_long_feed_says_where_it_goes_on(db, visitor):
    ann = make_account(db, "ann")
    posts = [make_post(db, ann, f"Number {number}") for number in range(25)]

    feed = feed_of(visitor)
    more = feed_of(visitor, feed.find(f"{ATOM}link[@rel='next']").get("href"))

    assert len(feed.findall(f"{ATOM}entry")) == 20
    assert [entry.find(f"{ATOM}title").text for entry in more.findall(f"{ATOM}entry")] == [
        post.text for post in reversed(posts[:5])
    ]


def test_there_is_no_feed_of_nobody(visitor):
    visitor.get("/@nobody.atom", status=404)
