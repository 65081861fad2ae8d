"""Going away for a while or for good, and coming back, on the website."""

import re

import pytest
from sqlalchemy import select

from microblog.clock import now
from microblog.models import Login
from microblog.queries.accounts import account_named
from tests.making import make_account, make_post
from tests.visitor import PASSWORD


@pytest.fixture
def address(db):
    """Where a post of ann's is."""
    return f"/@ann/{make_post(db, make_account(db, 'ann'), 'Here I am.').id}"


def everywhere(visitor, address):
    """On which pages ann or her post is."""
    return [
        path
        for path in ("/public", "/directory", "/search?q=ann", "/sitemaps/people-a.xml", "/search?q=here")
        if "Here I am." in (page := visitor.get(path)) or "@ann" in page
    ] + [path for path in (address, "/@ann", "/@ann.atom") if visitor.get(path, status="*").status_int == 200]


def log_in(visitor, **more):
    return visitor.send("/login", name="ann", password=PASSWORD, **more)


def test_whoever_deactivates_their_account_is_nowhere_until_they_log_in_and_want_to_be_back(db, visitors, address):
    ann, other, stranger = visitors().log_in("ann"), visitors().log_in("ann"), visitors()
    before = everywhere(stranger, address)

    form = ann.get("/settings/account").click("Deactivate").forms[0]
    form["password"] = PASSWORD
    gone = form.submit(status=303).follow()
    assert "Your account is deactivated." in gone
    assert everywhere(stranger, address) == []
    assert "Log out" not in ann.get("/")
    assert "Log out" not in other.get("/")
    asked = log_in(ann, status=200, next=address)
    assert "Log out" not in ann.get("/")
    back = asked.forms[0].submit(status=303)

    assert "Welcome back, @ann" in asked
    assert back.location == f"http://localhost{address}"
    assert "Welcome back, @ann! Everything is as it was." in back.follow()
    assert everywhere(stranger, address) == before != []
    asked.forms[0].submit(status=400)  # the form is one of before they were back


def test_whoever_deletes_their_account_is_told_the_day_and_stops_it_by_logging_in(db, visitors, address):
    ann = visitors().log_in("ann")

    form = ann.get("/settings/account").click("Delete").forms[0]
    form["password"], form["username"] = PASSWORD, "ann"
    gone = form.submit(status=303).follow()
    asked = log_in(ann, status=200)

    assert "will be deleted" in gone
    assert everywhere(visitors(), address) == []
    assert re.search(r"That happens on \d+ \w+ 20\d\d, unless you stop it now", asked.html.text)
    assert "Keep my account" in asked
    assert "Everything is as it was" in asked.forms[0].submit(status=303).follow()


def test_nobody_comes_back_by_a_token_that_is_not_ours_or_not_fresh(db, visitors, address):
    ann = visitors().log_in("ann")
    ann.send("/settings/account/deactivate", password=PASSWORD)
    good = log_in(ann, status=200).forms[0]["return"].value

    for token in ("", "x", good[:-1], good + "x", good.swapcase()):
        visitors().send("/return", **{"return": token}, status=404)
    db.expire_all()

    assert db.scalars(select(Login)).all() == []
    visitors().send("/login", name="ann", password="wrong password", status=422)


def test_somebody_who_is_suspended_meanwhile_stays_out(db, visitors, address):
    ann = visitors().log_in("ann")
    ann.send("/settings/account/deactivate", password=PASSWORD)
    form = log_in(ann, status=200).forms[0]
    db.rollback()
    db.scalars(account_named("ann")).one().suspended_at = now()
    db.commit()

    form.submit(status=403)

    log_in(visitors(), status=422)
