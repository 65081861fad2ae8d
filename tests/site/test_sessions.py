"""Logging in, out, and elsewhere."""

from urllib.parse import quote

import pytest
from sqlalchemy import select

from microblog.models import Login, Visit
from tests.making import make_account
from tests.site.page import read_page
from tests.site.wire import FORM, ask, cookies_of
from tests.visitor import PASSWORD

ELSEWHERE = [
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "/\t/evil.example",
    "/%0d%0aSet-Cookie:a=b\r\n",
    "\\\\evil.example",
    "https://evil.example",
    "https:evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "evil.example",
    "//localhost:80@evil.example",
    "／／evil.example",
    "/／evil.example",
    "",
]


def test_after_logging_in_one_is_where_one_wanted_to_be(db, visitor):
    make_account(db, "ann")

    login = visitor.get("/compose?reply_to=", status=303).follow()
    login.forms[0]["name"], login.forms[0]["password"] = "@Ann", PASSWORD
    page = login.forms[0].submit(status=303)

    assert page.location == "http://localhost/compose?reply_to="


@pytest.mark.parametrize("address", ELSEWHERE)
def test_logging_in_leads_nobody_elsewhere(db, visitor, address):
    make_account(db, "ann")

    page = visitor.send("/login", name="ann", password=PASSWORD, next=address)

    assert page.location == "http://localhost/"


@pytest.mark.parametrize("address", ELSEWHERE)
def test_joining_leads_nobody_elsewhere(visitor, address):
    wish = {"username": "new", "email": "new@example.org", "password": PASSWORD}

    page = visitor.send("/signup", **wish, next=address)

    assert page.location == "http://localhost/welcome"


def test_a_wrong_name_and_a_wrong_password_are_answered_alike(db, visitors):
    make_account(db, "ann")

    wrong = [visitors().send("/login", status=422, name=name, password="wrong password") for name in ("ann", "nobody")]
    pages = [page.text.replace("nobody", "ann").replace(page.forms[0]["csrf_token"].value, "") for page in wrong]

    assert pages[0] == pages[1]
    assert "That name and password do not belong together." in pages[0]


def test_the_cookie_is_out_of_reach_and_its_token_is_not_in_the_database(db, visitor):
    make_account(db, "ann")

    page = visitor.send("/login", name="ann", password=PASSWORD)
    [cookie] = [one for one in page.headers.getall("Set-Cookie") if one.startswith("login=")]
    token = cookie.split(";")[0].partition("=")[2]

    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))
    assert "secure" not in cookie.lower()
    assert token not in str(db.execute(select(Login.__table__)).all())


def test_behind_tls_no_cookie_travels_in_the_open_or_from_another_host(db, ini, request):
    ini["site.url"] = "https://localhost"
    visitor = request.getfixturevalue("visitor")
    make_account(db, "ann")
    visitor.app.extra_environ = {
        "HTTP_HOST": "localhost",
        "wsgi.url_scheme": "https",
        "HTTP_REFERER": "https://localhost/",
    }

    page = visitor.send("/login", name="ann", password=PASSWORD)
    cookies = [*page.headers.getall("Set-Cookie"), *visitor.get("/login").headers.getall("Set-Cookie")]

    assert cookies[0].startswith("__Host-login=")
    assert all("secure" in cookie.lower().split("; ") for cookie in cookies)
    assert "Log out @ann" in visitor.get("/")


def test_logging_out_ends_the_login_and_not_only_the_cookie(db, visitor):
    make_account(db, "ann")
    cookies = dict(visitor.log_in("ann").app.cookies)

    page = visitor.send("/logout").follow()
    visitor.app.set_cookie("login", cookies["login"])

    assert "You are logged out." in page
    assert "Log out" not in visitor.get("/")
    assert db.scalars(select(Login)).all() == []
    visitor.send("/logout")


def test_one_sees_ones_logins_and_ends_them_from_anywhere(db, visitors):
    make_account(db, "ann")
    make_account(db, "bob")
    here, there, bob = visitors().log_in("ann"), visitors(), visitors().log_in("bob")
    there.app.extra_environ["HTTP_USER_AGENT"] = "The other <browser>"
    there.log_in("ann")
    page = here.get("/settings/sessions")
    address = page.forms[0].action

    assert "The other &lt;browser&gt;" in page
    assert "this is the one you are using" in page
    bob.send(address.removeprefix("http://localhost"), status=404)
    assert "Log out @ann" in there.get("/")

    page.forms[0].submit(status=303)
    assert "Log out" not in there.get("/")
    assert "Log out @ann" in here.get("/")


def test_all_other_logins_can_be_ended_at_once(db, visitors):
    make_account(db, "ann")
    here, *others = (visitors().log_in("ann") for _ in range(3))

    here.send("/settings/sessions")

    assert "Log out @ann" in here.get("/")
    assert not any("Log out" in other.get("/") for other in others)


def test_a_cookie_that_is_broken_or_foreign_is_a_strangers(db, visitors):
    make_account(db, "ann")
    good = visitors().log_in("ann").app.cookies["login"]

    for value in ("", "x", good[:-1], good + "x", good.upper(), "%00", "é", "x" * 8000):
        visitor = visitors()
        page = visitor.get("/", headers={"Cookie": f"login={value}; form={value}"})
        assert "Log in" in page, value


@pytest.mark.parametrize(
    "agent",
    ["", "\0", "a\0\x1b[31m\x7fb", "é\xff", "x" * 9000, "\N{RIGHT-TO-LEFT OVERRIDE}".encode().decode("latin-1")],
)
def test_a_browser_may_call_itself_anything(db, registry, visitor, agent):
    make_account(db, "ann")
    form = {"body": f"name=ann&password={quote(PASSWORD)}&csrf_token={visitor.token()}".encode(), "CONTENT_TYPE": FORM}

    answer = ask(registry["wsgi"], "POST", "/login", HTTP_USER_AGENT=agent, HTTP_COOKIE=cookies_of(visitor), **form)

    assert answer.status_int == 303
    assert read_page(visitor.log_in("ann").get("/settings/sessions")).title


def test_a_day_on_which_somebody_came_by_is_noted_once(db, visitor):
    ann = make_account(db, "ann")

    visitor.log_in("ann")
    for _ in range(3):
        visitor.get("/")

    assert [visit.account_id for visit in db.scalars(select(Visit))] == [ann.id]
