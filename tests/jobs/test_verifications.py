"""Looking whether the pages of profiles lead back, on a real server of a stranger's."""

from datetime import timedelta

import pytest

from microblog import clock
from microblog.actions.profiles import Profile, edit_profile
from microblog.actions.verifications import AGAIN, PATIENCE
from microblog.clock import now
from microblog.jobs.done import NOTHING
from microblog.jobs.verifications import verify_links
from microblog.media import Storage
from tests.making import make_account
from tests.nameserver import NameServer
from tests.stranger import Stranger

BACK = '<a rel="nofollow me" href="http://LOCALHOST/@ann/">Me</a>'


@pytest.fixture
def stranger():
    with Stranger().open("127.0.0.5") as server:
        yield server


@pytest.fixture
def ini(ini, stranger):
    with NameServer().open() as nameserver:
        for name in ("ann.example.org", "other.example.org"):
            nameserver.add(name, "A", "127.0.0.5")
        yield {**ini, "development.reachable": "127.0.0.5/32", "fetching.nameserver": nameserver.address}


@pytest.fixture
def ann(db):
    return make_account(db, "ann")


def say(db, account, tmp_path, *values):
    edit_profile(account, Profile(fields=[{"name": "Web", "value": one} for one in values]), storage=Storage(tmp_path))
    db.commit()


def signs(db, account):
    db.rollback()
    db.refresh(account)
    return [bool(row.get("verified_at")) for row in account.fields]


def url(stranger, path="/", host="ann.example.org"):
    return stranger.url(path, host=host)


def test_a_page_that_leads_back_gets_a_sign(db, ann, request_off_web, visitor, stranger, tmp_path):
    stranger.answer("/", BACK)
    stranger.answer("/none", '<a href="http://localhost/@ann">me</a> <a rel=me href="http://localhost/@bob">me</a>')
    say(db, ann, tmp_path, url(stranger), url(stranger, "/none"), f"see {url(stranger)}")

    done = verify_links(request_off_web), verify_links(request_off_web)

    assert (done[0].rows, done[1]) == (1, NOTHING)
    assert signs(db, ann) == [True, False, False]
    assert stranger.paths == ["/", "/none"]
    assert visitor.get("/@ann").text.count("That page leads back here") == 2  # a title, and words for those who listen
    [first, second, _] = visitor.get("/api/v1/accounts/lookup?acct=ann").json["fields"]
    assert first["verified_at"][:4] == str(now().year)
    assert second["verified_at"] is None


def test_a_sign_is_taken_back_when_the_line_or_the_page_changes(db, ann, request_off_web, stranger, tmp_path):
    stranger.answer("/", BACK)
    say(db, ann, tmp_path, url(stranger))
    verify_links(request_off_web)
    say(db, ann, tmp_path, "He", url(stranger))
    assert signs(db, ann) == [False, True]

    say(db, ann, tmp_path, url(stranger, "/other"))
    assert signs(db, ann) == [False]
    say(db, ann, tmp_path, url(stranger))
    verify_links(request_off_web)
    assert signs(db, ann) == [True]
    stranger.answer("/", "<p>No more.")
    with clock.set_to(now() + AGAIN + timedelta(minutes=1)):
        verify_links(request_off_web)
    assert signs(db, ann) == [False]


def test_a_page_that_is_away_is_believed_for_a_while(db, ann, request_off_web, stranger, tmp_path):
    stranger.answer("/", BACK)
    say(db, ann, tmp_path, url(stranger))
    verify_links(request_off_web)
    stranger.answer("/", "", status="503 Later")

    with clock.set_to(now() + AGAIN + timedelta(minutes=1)):
        verify_links(request_off_web)
    assert signs(db, ann) == [True]
    with clock.set_to(now() + PATIENCE + timedelta(minutes=1)):
        verify_links(request_off_web)
    assert signs(db, ann) == [False]


def test_a_page_that_leads_elsewhere_proves_nothing(db, ann, request_off_web, stranger, tmp_path):
    stranger.answer("/", BACK)
    stranger.lead("/on", url(stranger, host="other.example.org"))
    stranger.lead("/inside", "http://127.0.0.1/")
    say(db, ann, tmp_path, url(stranger, "/on"), url(stranger, "/inside"))

    verify_links(request_off_web)

    assert signs(db, ann) == [False, False]


def test_who_names_no_page_is_not_looked_at(db, ann, request_off_web, tmp_path):
    say(db, ann, tmp_path, "She", "javascript:alert(1)", "example.org", "https://user@example.org")

    assert verify_links(request_off_web) == NOTHING
