"""Looking at the pages that posts link to, on a real server of a stranger's."""

import io
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import select

from microblog.actions.previews import link_post
from microblog.jobs.done import NOTHING, Done
from microblog.jobs.media import sweep_media
from microblog.jobs.previews import fetch_previews
from microblog.jobs.timetable import timetable_of
from microblog.models import Card, Post, PostLink, Preview
from microblog.queries.viewpoints import viewpoint_of
from microblog.settings import Misconfigured, read_settings
from tests.conftest import ini_of
from tests.making import make_account, make_post
from tests.nameserver import NameServer
from tests.stranger import Stranger


@pytest.fixture
def stranger():
    with Stranger().open("127.0.0.5") as server:
        yield server


@pytest.fixture
def ini(ini, stranger):
    with NameServer().open() as nameserver:
        nameserver.add("stranger.example.org", "A", "127.0.0.5")
        yield {**ini, "development.reachable": "127.0.0.5/32", "fetching.nameserver": nameserver.address}


@pytest.fixture
def ann(db):
    return make_account(db, "ann")


def url(stranger, path="/"):
    return stranger.url(path, host="stranger.example.org")


def picture(size=(1200, 600), kind="PNG"):
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, kind)
    return out.getvalue()


def card(db):
    db.rollback()
    kept = db.scalars(select(Preview)).one()
    return Card.read(kept.card) if kept.card else kept.trouble


PAGE = """<!doctype html><html lang="de-DE"><title>Bread &amp; butter</title>
<meta name="description" content="How\nto."><meta name=author content="Bob">
<meta property="og:image" content="/p.png"><meta property="og:image:alt" content="A loaf">
<meta property="og:site_name" content="The kitchen">
<meta property="article:published_time" content="2026-01-02T03:04Z">"""


def test_a_page_is_looked_at_once_and_its_picture_is_ours(db, ann, request_off_web, stranger, ini):
    stranger.answer("/", PAGE)
    stranger.answer("/p.png", picture(), Content_Type="image/png")
    post = make_post(db, ann, f"Look: {url(stranger)}")

    first, second = fetch_previews(request_off_web), fetch_previews(request_off_web)

    found = card(db)
    assert (first, second) == (Done(1, "looked at 1 pages"), NOTHING)
    assert stranger.paths == ["/", "/p.png"]
    assert "User-Agent: microblog (+http://localhost/about)" in stranger.asked[0]
    assert (found.title, found.description) == ("Bread & butter", "How to.")
    assert (found.site, found.author) == ("The kitchen", "Bob")
    assert (found.language, found.published) == ("de", "2026-01-02T03:04:00+00:00")
    assert (found.picture.words, found.picture.width / found.picture.height) == ("A loaf", pytest.approx(2, 0.01))
    assert found.picture.width * found.picture.height <= 640 * 360
    assert (Path(ini["media.directory"]) / found.picture.name).is_file()
    assert viewpoint_of(db, None, [post]).cards == {post.id: found}


def test_its_picture_is_not_swept(db, ann, request_off_web, stranger, ini, monkeypatch):
    stranger.answer("/", PAGE)
    stranger.answer("/p.png", picture(), Content_Type="image/png")
    make_post(db, ann, url(stranger))
    fetch_previews(request_off_web)
    monkeypatch.setattr("time.time", lambda: 2e10)

    sweep_media(request_off_web)
    assert (Path(ini["media.directory"]) / card(db).picture.name).is_file()
    db.query(Preview).delete()
    db.commit()
    sweep_media(request_off_web)
    assert list(Path(ini["media.directory"]).glob("*/*.png")) == []


def test_hostile_words_become_a_line(db, ann, request_off_web, stranger):
    title = "\u202e<script>alert(1)</script>\n" + "e" + "\u0301" * 10_000 + "x" * 3000
    stranger.answer("/", f"<meta property='og:title' content='{title.replace('<', '&lt;')}'>")
    make_post(db, ann, url(stranger))

    fetch_previews(request_off_web)

    found = card(db)
    assert found.title.startswith("<script>alert(1)</script> ")
    assert len(found.title) < 200
    assert "\u202e" not in found.title
    assert found.site == "stranger.example.org"


@pytest.mark.parametrize(
    "path",
    [
        "http://127.0.0.1/p.png",
        "http://169.254.169.254/p.png",
        "/text",
        "/tiny",
        "/broken",
        "/none",
        "data:image/png,x",
    ],
)
def test_a_picture_that_is_none_is_left_out(db, ann, request_off_web, stranger, path):
    stranger.answer("/", f'<title>T</title><meta property="og:image" content="{path}">')
    stranger.answer("/text", "<p>text")
    stranger.answer("/tiny", picture((1, 1)), Content_Type="image/png")
    stranger.answer("/broken", picture()[:200], Content_Type="image/png")
    make_post(db, ann, url(stranger))

    fetch_previews(request_off_web)

    assert (card(db).title, card(db).picture) == ("T", None)


def test_nobody_is_made_to_look_inside(db, ann, request_off_web, stranger):
    stranger.lead("/", "http://127.0.0.1/")
    make_post(db, ann, url(stranger))

    fetch_previews(request_off_web)

    assert card(db) == "its host is in a network, or at a port, that is not for us"
    assert fetch_previews(request_off_web) == NOTHING


def test_what_is_away_is_tried_again_and_holds_nothing_up(db, ann, request_off_web, stranger, monkeypatch):
    stranger.answer("/", "", status="503 Later")
    make_post(db, ann, url(stranger))
    fetch_previews(request_off_web)

    assert card(db) == "it answers 503"
    assert db.scalars(select(Preview.due_at)).one() is not None


def test_our_own_pages_are_not_asked_for(db, ann, request_off_web):
    post = make_post(db, ann, "localhost")
    db.add(preview := Preview(url="http://localhost/@ann", host="localhost"))
    db.flush()
    db.add(PostLink(post_id=post.id, preview_id=preview.id))
    db.commit()

    fetch_previews(request_off_web)

    assert card(db) == "it is our own"


def test_an_operator_may_not_want_it():
    when = {entry.name: entry.off for entry in timetable_of(settings({"fetching.previews": "false"}))}

    assert when["previews"]
    assert not when["letters"]


def settings(more):
    return read_settings({**ini_of("sqlite://"), **more}, environ={})


def test_a_public_site_opens_no_networks():
    assert settings({"development.reachable": "127.0.0.0/8  ::1"}).development.reachable == "127.0.0.0/8 ::1/128"
    for wrong in (
        {"development.reachable": "127.0.0.0/8", "site.url": "https://example.org"},
        {"development.reachable": "anything"},
        {"fetching.nameserver": "dns.example.org"},
        {"fetching.nameserver": "192.0.2.1:0"},
    ):
        with pytest.raises(Misconfigured):
            settings(wrong)
    for good in ("", "192.0.2.53", "192.0.2.53:5353", "[2001:db8::53]:5353", "2001:db8::53"):
        assert settings({"fetching.nameserver": good}).fetching.nameserver == good


def test_posts_that_link_nowhere_ask_for_nothing(db, ann, request_off_web):
    post = make_post(db, ann, "Nothing.")
    link_post(db, db.get(Post, post.id))
    db.commit()

    assert fetch_previews(request_off_web) == NOTHING
