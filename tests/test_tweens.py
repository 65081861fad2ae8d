"""What happens around every request: limits, headers, and a last resort."""

import logging

import pytest
from pyramid.httpexceptions import HTTPConflict
from sqlalchemy import create_engine, func, select

import microblog
from microblog.actions.accounts import SignUp, sign_up
from microblog.models import MAX_ATTACHMENTS, Account, Post
from tests.making import make_account
from tests.site.page import Page, read_page
from tests.site.wire import FORM, ask, cookies_of
from tests.visitor import PASSWORD

MULTIPART = "multipart/form-data; boundary=x"
UNREADABLE = "Something of it is not UTF-8, or it was cut off on the way."


def part(value: bytes, name: bytes = b"text") -> bytes:
    """A part of a form, as multipart."""
    return b'--x\r\nContent-Disposition: form-data; name="' + name + b'"\r\n\r\n' + value + b"\r\n"


@pytest.fixture
def ann(db, visitors):
    """What makes a request one of ann's."""
    make_account(db, "ann")
    visitor = visitors().log_in("ann")
    return {"HTTP_X_CSRF_TOKEN": visitor.token(), "HTTP_COOKIE": cookies_of(visitor)}


GARBLED = {
    "path": {"path": b"/\xff"},
    "tag": {"path": b"/tags/\xc3"},
    "query": {"query": b"next=%ff", "path": "/login"},
    "raw query": {"query": b"next=\xff", "path": "/login"},
    "form": {"body": b"text=%ff%fe", "CONTENT_TYPE": FORM},
    "raw form": {"body": b"text=caf\xe9", "CONTENT_TYPE": FORM},
    "half a character": {"body": b"text=%e2%98", "CONTENT_TYPE": FORM},
    "name of a field": {"body": b"%ff=text", "CONTENT_TYPE": FORM},
    "multipart": {"body": part(b"caf\xe9") + b"--x--\r\n", "CONTENT_TYPE": MULTIPART},
    "another alphabet": {"body": b"text=caf%e9", "CONTENT_TYPE": f"{FORM}; charset=iso-8859-1"},
    "no alphabet": {"body": b"text=cafe", "CONTENT_TYPE": f"{FORM}; charset=nonsense"},
    "no boundary": {"body": part(b"Hello"), "CONTENT_TYPE": "multipart/form-data"},
    "impossible boundary": {"body": part(b"Hello"), "CONTENT_TYPE": "multipart/form-data; boundary=é"},
}


@pytest.mark.parametrize("name", GARBLED)
def test_what_cannot_be_read_is_refused_on_a_page_that_says_so(registry, db, ann, name):
    what = {"path": "/compose", "method": "POST" if "body" in GARBLED[name] else "GET", **GARBLED[name]}

    answer = ask(registry["wsgi"], **{**ann, **what})

    assert answer.status_int == 400
    assert read_page(answer)
    assert UNREADABLE in answer.text


@pytest.mark.parametrize(
    "cookie", ['login="\\355\\240\\200"', 'other="\\377"', 'form="\\377"; login="\\376"', "\xff=\xfe"]
)
@pytest.mark.parametrize("path", ["/", "/oauth/authorize"])
def test_cookies_that_cannot_be_read_are_none(registry, clean_database, cookie, path):
    answer = ask(registry["wsgi"], path=path, HTTP_COOKIE=cookie)

    assert answer.status_int == ask(registry["wsgi"], path=path).status_int
    assert read_page(answer)


def test_the_sign_for_what_is_no_character_may_be_sent_as_any_other(registry, ann):
    sign = "\N{REPLACEMENT CHARACTER}".encode()

    forms = [(b"text=%EF%BF%BD+urlencoded", FORM), (part(sign + b" multipart") + b"--x--\r\n", MULTIPART)]
    answers = [ask(registry["wsgi"], "POST", "/compose", body=body, CONTENT_TYPE=kind, **ann) for body, kind in forms]

    assert [answer.status_int for answer in answers] == [303, 303]
    assert "\N{REPLACEMENT CHARACTER} multipart" in ask(registry["wsgi"], path="/@ann").text


def test_a_form_of_many_small_parts_does_not_keep_us_busy(registry, ann):
    many_parts = ask(registry["wsgi"], "POST", "/compose", body=part(b"x") * 100_000, CONTENT_TYPE=MULTIPART, **ann)
    del ann["HTTP_X_CSRF_TOKEN"]
    many_fields = ask(registry["wsgi"], "POST", "/compose", body=b"a&" * 100_000, CONTENT_TYPE=FORM, **ann)

    assert (many_parts.status_int, many_fields.status_int) == (400, 400)
    assert len(many_fields.body) < 20_000
    read_page(many_fields)


def test_other_kinds_of_content_hold_no_token_and_do_nothing(registry, ann):
    del ann["HTTP_X_CSRF_TOKEN"]
    for kind in ("application/json", "text/plain", "text/xml", "nonsense", ""):
        answer = ask(registry["wsgi"], "POST", "/compose", body=b'{"text": "Hello"}', CONTENT_TYPE=kind, **ann)

        assert answer.status_int == 400, kind
        read_page(answer)


def test_a_multipart_form_that_is_cut_short_by_its_sender_does_nothing_bad(registry, ann):
    for body in (b"", b"--x", b"--x\r\n", part(b"Hello")[:30], b"--x--", b"nonsense"):
        answer = ask(registry["wsgi"], "POST", "/compose", body=body, CONTENT_TYPE=MULTIPART, **ann)

        assert answer.status_int in (400, 422), body
        read_page(answer)


@pytest.mark.parametrize(
    ("path", "kind", "body"),
    [
        ("/compose", FORM, b"text=" + b"x" * 2_000_000),
        ("/compose", MULTIPART, part(b"x" * 2_000_000) + b"--x--\r\n"),
        ("/settings/profile", MULTIPART, b"x" * 9_000_000),
        ("/compose", MULTIPART, b"x" * 70_000_000),
    ],
    ids=["form", "words in multipart", "file", "pictures"],
)
def test_what_is_too_large_is_refused(registry, ann, path, kind, body):
    answer = ask(registry["wsgi"], "POST", path, body=body, CONTENT_TYPE=kind, **ann)

    assert answer.status_int == 413
    assert "Go back, and make it shorter." in answer.text
    assert read_page(answer).title.startswith("That is too much at once")


@pytest.mark.parametrize("path", ["/compose", "/compose/pictures", "/@ann/1/edit"])
def test_where_people_write_several_pictures_may_come_at_once(registry, ann, path):
    files = b"".join(part(b"x" * 9_000_000, b'files"; filename="a.png') for _ in range(2)) + b"--x--\r\n"

    answer = ask(registry["wsgi"], "POST", path, body=files, CONTENT_TYPE=MULTIPART, **ann)

    media = registry.settings["microblog"].media
    assert media.album == MAX_ATTACHMENTS * media.image_bytes
    assert answer.status_int in (404, 422)  # there is no such post, and those are no pictures


def test_parts_are_counted_wherever_they_stand_in_a_large_body(registry, ann):
    body = b"x" * 65_534 + b"\n--" * 999

    answers = [
        ask(registry["wsgi"], "POST", "/compose", body=body + more, CONTENT_TYPE=MULTIPART, **ann).text
        for more in (b"", b"\n--\n--")
    ]

    assert ["it was cut off on the way" in answer for answer in answers] == [False, True]


def test_the_limit_is_what_the_settings_say(ini, db, registry, ann):
    fits, more = b"text=" + b"x" * (256 * 1024 - 5), b"text=" + b"x" * (256 * 1024 - 4)

    answers = [ask(registry["wsgi"], "POST", "/compose", body=body, CONTENT_TYPE=FORM, **ann) for body in (fits, more)]

    assert [answer.status_int for answer in answers] == [422, 413]


def test_what_a_visitor_who_went_away_had_sent_so_far_is_not_taken_for_the_whole(registry, db, ann):
    as_servers_give_it = {"webob.is_body_seekable": False, "CONTENT_LENGTH": "5000", "CONTENT_TYPE": FORM}

    with pytest.raises(OSError, match="disconnected"):  # there is nobody left to answer
        ask(registry["wsgi"], "POST", "/compose", body=b"text=Hello", **ann, **as_servers_give_it)

    assert db.scalar(select(func.count()).select_from(Post)) == 0


def test_no_length_is_not_taken_for_any_length(registry, ann):
    for length in ("nonsense", "-1", "", "1e3"):
        answer = ask(registry["wsgi"], "POST", "/compose", CONTENT_LENGTH=length, CONTENT_TYPE=FORM, **ann)

        assert answer.status_int in (400, 422), length


def test_every_answer_says_what_browsers_may_do_with_it(db, visitors):
    make_account(db, "ann")
    ann = visitors().log_in("ann")

    for visitor, path, status in [
        (visitors(), "/", 200),
        (ann, "/", 200),
        (ann, "/settings", 200),
        (ann, "/@ann.atom", 200),
        (ann, "/@nobody", 404),
        (ann, "/static/nothing", 404),
        (ann, "/robots.txt", 200),
    ]:
        headers = visitor.get(path, status=status).headers
        policy = dict(rule.split(" ", 1) for rule in headers["Content-Security-Policy"].split("; "))
        assert policy["default-src"] == policy["frame-ancestors"] == policy["base-uri"] == "'none'", path
        assert policy["script-src"] == policy["style-src"] == "'self'", path
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert headers["Cache-Control"] == "private, no-cache", path
        assert len(headers["X-Request-Id"]) == 16


def test_what_is_for_everybody_may_be_kept_by_everybody(visitor):
    style = visitor.get("/login").html.select_one("link[rel=stylesheet]")["href"]

    for path in (style, "/initials/a-0.svg", "/favicon.ico"):
        kept = visitor.get(path).headers["Cache-Control"]
        assert kept.startswith("max-age="), path


def test_a_database_that_is_away_is_said_to_be(registry, db, database_kind, ann, caplog):
    away = {"sqlite": "sqlite:////nowhere/at/all.sqlite", "postgresql": "postgresql+psycopg://localhost:1/nothing"}
    registry["engine"] = create_engine(away[database_kind])

    for method, path in [("GET", "/"), ("POST", "/compose"), ("POST", "/login"), ("GET", "/@ann"), ("GET", "/nothing")]:
        answer = ask(registry["wsgi"], method, path, body=b"", CONTENT_TYPE=FORM, **ann)
        page = Page(answer.text)

        assert (answer.status_int, answer.headers["Retry-After"]) == (503, "10"), path
        assert page.problems == []
        assert "We are away for a moment" in page.title
        assert "Content-Security-Policy" in answer.headers
        assert answer.headers["X-Request-Id"] in answer.text
        assert "all.sqlite" not in answer.text
        assert "Traceback" not in answer.text
    assert all(ask(registry["wsgi"], path=path).status_int == 200 for path in ("/robots.txt", "/initials/a-1.svg"))


@pytest.fixture
def with_broken_pages(ini, engine, clean_database):
    """The application with pages that begin something and then fail."""
    wish = SignUp(username="half", email="half@example.org", password=PASSWORD)

    def begin(request):
        sign_up(request.db, wish)
        request.db.flush()
        match request.matchdict["how"]:
            case "fault":
                raise RuntimeError("secret words")
            case "raise":
                raise HTTPConflict
            case "status":
                request.response.status = 422
            case "well":
                request.response.status = 201
        return {}

    config = microblog.configure({}, **ini)
    config.add_route("begin", "/begin/{how}")
    config.add_view(begin, route_name="begin", renderer="json", require_csrf=False)
    config.registry["engine"].dispose()
    config.registry["engine"] = engine
    return config.make_wsgi_app()


@pytest.mark.parametrize(
    ("how", "status", "made"), [("fault", 500, 0), ("raise", 409, 0), ("status", 422, 0), ("well", 201, 1)]
)
def test_only_what_ends_well_is_kept(db, with_broken_pages, how, status, made):
    answer = ask(with_broken_pages, "POST", f"/begin/{how}")

    assert answer.status_int == status
    assert db.scalar(select(func.count()).select_from(Account)) == made


def test_a_fault_of_ours_is_told_to_us_and_not_to_visitors(with_broken_pages, caplog):
    answer = ask(with_broken_pages, "POST", "/begin/fault")
    page = Page(answer.text)

    assert page.problems == []
    assert page.title == "That is our fault"
    assert answer.headers["X-Request-Id"] in answer.text
    assert not any(word in answer.text for word in ("secret words", "Traceback", "RuntimeError"))
    [told] = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert answer.headers["X-Request-Id"] in told.getMessage()
    assert told.exc_info


def test_the_log_names_pages_but_neither_secrets_nor_what_was_looked_for(registry, visitor, caplog):
    caplog.set_level(logging.INFO, "microblog.requests")

    visitor.get("/reset/secret-token", status=404)
    ask(registry["wsgi"], path="/tags/a\nb", query=b"looked=for")

    lines = [record.getMessage() for record in caplog.records if record.name == "microblog.requests"]
    assert any(line.startswith("GET /reset/{token} 404 ") for line in lines)
    assert any(line.startswith("GET /tags/a%0Ab 404 ") for line in lines)
    assert not any(word in line for line in lines for word in ("secret-token", "looked"))
