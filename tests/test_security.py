"""Who is asking, and what their cookies and links are worth."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import delete, select, update

import microblog
from microblog import clock
from microblog.models import Login, Post, Tag, Visit
from tests.making import make_account
from tests.site.page import read_page
from tests.site.wire import FORM, ask, cookies_of
from tests.visitor import Visitor


@pytest.fixture
def ann(db, visitors):
    """Ann's browser."""
    make_account(db, "ann")
    return visitors().log_in("ann")


def test_a_login_ends_when_it_was_not_used_for_long(ini, db, ann):
    now = clock.now()

    with clock.set_to(now + timedelta(days=59)):
        assert "Log out @ann" in ann.get("/")
    with clock.set_to(now + timedelta(days=118)):
        assert "Log out @ann" in ann.get("/")
    with clock.set_to(now + timedelta(days=180)):
        assert "Log out" not in ann.get("/")

    assert len(db.scalars(select(Visit)).all()) == 3
    assert db.scalar(select(Login.last_seen_on)) == (now + timedelta(days=118)).date()


def test_the_first_page_of_a_day_is_a_visit_and_renews_the_cookie(db, ann):
    with clock.set_to(clock.now() + timedelta(days=1)):
        renewed, not_again = ann.get("/nothing", status=404), ann.get("/")

    assert any(cookie.startswith("login=") for cookie in renewed.headers.getall("Set-Cookie"))
    assert not any(cookie.startswith("login=") for cookie in not_again.headers.getall("Set-Cookie"))
    assert len(db.scalars(select(Visit)).all()) == 2


def test_the_first_page_of_a_day_fails_for_nobody_who_only_reads(db, engine, registry, visitors):
    readers = [visitors() for _ in range(6)]
    for number, reader in enumerate(readers):
        make_account(db, f"reader_{number}")
        reader.log_in(f"reader_{number}")
    db.execute(update(Login).values(last_seen_on=clock.today() - timedelta(days=1)))
    db.execute(delete(Visit))
    db.commit()
    locked, free = threading.Event(), threading.Event()

    def write_for_a_while():
        with engine.execution_options(writes=True).begin() as connection:
            connection.execute(update(Tag).values(name="x"))
            locked.set()
            free.wait(0.5)

    writer = threading.Thread(target=write_for_a_while)
    writer.start()
    assert locked.wait(10)
    with ThreadPoolExecutor(len(readers)) as pool:
        pages = list(pool.map(lambda reader: reader.get("/"), readers))
    free.set()
    writer.join()

    assert [page.status_int for page in pages] == [200] * len(readers)
    assert len(db.scalars(select(Visit)).all()) == len(readers)


def test_logging_in_leaves_behind_what_the_browser_was(db, visitors):
    make_account(db, "ann")
    visitor = visitors()
    before = visitor.token()
    visitor.log_in("ann")
    first = visitor.app.cookies["login"]

    visitor.log_in("ann")

    assert visitor.token() != before
    assert visitor.app.cookies["login"] != first
    assert len(db.scalars(select(Login)).all()) == 1


def test_every_login_has_a_token_of_its_own_that_nobody_can_guess(db, ann):
    tokens = {ann.app.cookies["login"]}
    for _ in range(3):
        ann.log_in("ann")
        tokens.add(ann.app.cookies["login"])

    assert len(tokens) == 4
    assert min(map(len, tokens)) >= 43  # 256 bits
    assert not tokens & set(db.scalars(select(Login.token_hash)))


def test_a_form_cookie_that_somebody_else_signed_is_not_believed(ini, registry):
    elsewhere = microblog.configure({}, **{**ini, "security.secret": "another secret, also of thirty-two characters"})
    stranger = Visitor(elsewhere.make_wsgi_app())
    form = {"body": f"email=a@example.org&csrf_token={stranger.token()}".encode(), "CONTENT_TYPE": FORM}

    answer = ask(registry["wsgi"], "POST", "/forgotten", HTTP_COOKIE=cookies_of(stranger), **form)

    assert answer.status_int == 400
    assert "This form is out of date" in answer.text


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "http://localhost", "null", "https://localhost.evil.example"]
)
@pytest.mark.parametrize("header", ["HTTP_ORIGIN", "HTTP_REFERER"])
def test_behind_tls_a_form_from_another_site_is_refused_even_with_its_token(db, ini, request, origin, header):
    ini["site.url"] = "https://localhost"
    visitor, registry = request.getfixturevalue("visitor"), request.getfixturevalue("registry")
    make_account(db, "ann")
    tls = {"HTTP_HOST": "localhost", "wsgi.url_scheme": "https"}
    visitor.app.extra_environ = {**tls, "HTTP_REFERER": "https://localhost/"}
    visitor.log_in("ann")
    form = {"body": f"text=Hello&csrf_token={visitor.token()}".encode(), "CONTENT_TYPE": FORM}

    answer = ask(
        registry["wsgi"], "POST", "/compose", HTTP_COOKIE=cookies_of(visitor), **tls, **form, **{header: origin}
    )

    assert answer.status_int == 400
    assert read_page(answer)
    assert "This form did not come from here." in answer.text
    assert db.scalars(select(Post)).all() == []


def test_what_a_stranger_may_not_do_is_refused_before_it_is_looked_up(registry, db, visitor):
    make_account(db, "ann")
    closed = {
        "/compose",
        "/notifications",
        "/settings",
        "/settings/profile",
        "/settings/password",
        "/settings/address",
        "/settings/account",
        "/settings/account/deactivate",
        "/settings/account/delete",
        "/settings/applications",
        "/settings/sessions",
    }

    for path in closed:
        answer = visitor.get(path, status=303)
        assert answer.location == f"http://localhost/login?next={path.replace('/', '%2F')}"
        visitor.app.head(path, status=303)
    for path in [
        *closed - {"/settings", "/settings/account"},
        "/settings/sessions/1/end",
        "/confirm",
        "/@ann/follow",
        "/@ann/unfollow",
    ]:
        assert "You are not logged in any more." in visitor.send(path, status=403), path


@pytest.mark.parametrize("id", ["0", "1", "9" * 18, "9" * 19, "9223372036854775807", "9223372036854775808"])
def test_only_ones_own_logins_can_be_ended(ann, id):
    ann.send(f"/settings/sessions/{id}/end", status=404)

    assert "Log out @ann" in ann.get("/")
