"""How the API speaks, whatever is spoken of."""

from datetime import timedelta
from urllib.parse import quote

import pytest
from sqlalchemy import select, text

from microblog.actions.applications import shut_out
from microblog.clock import now, set_to
from microblog.models import AccessToken
from microblog.rates import PER_ADDRESS, PER_KEY
from tests.making import make_account, make_post

ELSEWHERE = "203.0.113.7"


@pytest.fixture
def alice(db):
    return make_account(db, "alice")


@pytest.fixture
def post(db, alice):
    return make_post(db, alice)


def test_an_address_may_end_in_a_slash(client, post):
    address = f"/api/v1/statuses/{post.id}"

    assert client().get(f"{address}/").json == client().get(address).json


def test_brackets_may_stand_in_a_query_as_they_are(client, alice):
    answer = client(alice).request("GET", "/api/v1/statuses?types[]=\xe4&id[]=1".encode().decode("latin-1"))

    assert answer.status_int == 200


@pytest.mark.parametrize("path", ["/api/v1/nothing", "/api/v3/instance", "/api/v1/statuses/1/nothing"])
def test_what_is_not_there_is_said_in_json(client, path):
    assert client().get(path, 404).json == {"error": "Record not found"}


def test_a_method_that_is_not_there_is_told_which_are(client, post):
    answer = client().post(f"/api/v1/statuses/{post.id}", status=405)

    assert answer.json == {"error": "This method is not allowed here"}
    assert answer.headers["Allow"] == "DELETE, GET, HEAD, PATCH, PUT"


@pytest.mark.parametrize(("path", "status"), [("/api/v1/statuses/{}", 200), ("/api/v1/statuses/7", 404)])
def test_answers_and_refusals_name_their_charset(client, post, path, status):
    assert client().get(path.format(post.id), status).headers["Content-Type"] == "application/json; charset=utf-8"


def test_what_should_not_be_used_any_more_says_since_when(client):
    assert client().get("/api/v1/instance").headers["Deprecation"] == "@1668384000"
    assert "Deprecation" not in client().get("/api/v2/instance").headers


def test_head_is_get_without_its_body(client, post):
    answer = client().request("HEAD", f"/api/v1/statuses/{post.id}", 200)

    assert answer.body == b""


@pytest.mark.parametrize("path", ["/api/v1/statuses/{}", "/api/v1/nothing", "/oauth/token", "/.well-known/webfinger"])
def test_pages_of_other_sites_may_ask_first(client, post, path):
    headers = {
        "Origin": "https://phone.example",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "authorization,idempotency-key",
    }

    answer = client().request("OPTIONS", path.format(post.id), 200, headers=headers)

    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Access-Control-Allow-Headers"] == "authorization,idempotency-key"
    assert "PATCH" in answer.headers["Access-Control-Allow-Methods"]
    assert "Access-Control-Allow-Credentials" not in answer.headers


@pytest.mark.parametrize(("path", "status"), [("/api/v1/statuses/{}", 200), ("/api/v1/statuses/7", 404)])
def test_pages_of_other_sites_may_read_answers_and_refusals(client, post, path, status):
    answer = client().get(path.format(post.id), status)

    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "Link" in answer.headers["Access-Control-Expose-Headers"]


def test_pages_for_people_are_not_for_other_sites(visitor):
    assert "Access-Control-Allow-Origin" not in visitor.get("/").headers


def test_a_login_on_the_site_is_no_key(visitors, alice, client):
    person = visitors().log_in("alice")

    answer = person.get("/api/v1/accounts/verify_credentials", status=401)

    assert answer.json == {"error": "The access token is invalid"}
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


def test_a_key_opens_until_it_ends(client, alice):
    lasting = client(alice, expires_at=now() + timedelta(days=1))

    lasting.get("/api/v1/preferences")
    with set_to(now() + timedelta(days=2)):
        assert lasting.get("/api/v1/preferences", 401).json == {"error": "The access token is invalid"}


def test_a_key_that_was_taken_back_opens_nothing(client, alice, db):
    phone = client(alice)
    phone.get("/api/v1/preferences")

    shut_out(db, alice, db.scalars(select(AccessToken)).one().application_id)
    db.commit()

    assert phone.get("/api/v1/preferences", 401).json == {"error": "The access token is invalid"}


def test_no_cookie_is_set(client, alice, post):
    assert "Set-Cookie" not in client(alice).get(f"/api/v1/statuses/{post.id}").headers


@pytest.mark.parametrize("where", ["header", "query", "form", "json"])
def test_a_key_may_be_shown_in_the_old_ways(client, alice, where):
    token = client(alice).token
    stranger = client()
    sent = {
        "header": {"headers": {"Authorization": f"bearer {token}"}},
        "query": {},
        "form": {"form": {"access_token": token, "status": "Hello."}},
        "json": {"json": {"access_token": token, "status": "Hello."}},
    }[where]
    path = "/api/v1/statuses" + (f"?access_token={token}&status=Hello." if where == "query" else "")
    if where == "header":
        sent["json"] = {"status": "Hello."}

    stranger.request("POST", path, 200, **sent)


def test_a_key_is_kept_out_of_links(client, alice, post):
    answer = client().get(f"/api/v1/timelines/home?limit=1&access_token={client(alice).token}")

    assert answer.headers["Link"].startswith("<http://localhost/api/v1/timelines/home?limit=1&max_id=")
    assert "access_token" not in answer.headers["Link"]


def test_a_key_is_kept_out_of_caches(client, alice, post):
    answer = client(alice).get(f"/api/v1/statuses/{post.id}")

    assert answer.headers["Cache-Control"] == "private, no-store"
    assert {"Authorization", "Origin"} <= set(answer.headers["Vary"].replace(" ", "").split(","))


def test_a_visit_by_an_application_counts_as_one(client, alice, db):
    client(alice).get("/api/v1/accounts/verify_credentials")

    assert db.execute(text("SELECT count(*) FROM visits")).scalar() == 1


def test_what_is_left_is_told(client, alice, post):
    phone = client(alice)
    phone.app.extra_environ["REMOTE_ADDR"] = ELSEWHERE

    answer = phone.get(f"/api/v1/statuses/{post.id}")

    assert answer.headers["X-RateLimit-Limit"] == str(PER_KEY.amount)
    assert answer.headers["X-RateLimit-Remaining"] == str(PER_KEY.amount - 1)
    assert answer.headers["X-RateLimit-Reset"].endswith("Z")


def test_strangers_are_counted_by_their_network(client, post, registry):
    stranger = client()
    counters = registry["rates"].counters
    stranger.app.extra_environ["REMOTE_ADDR"] = "2001:db8::1"
    counters.hit(PER_ADDRESS, "", "2001:db8::/64", cost=PER_ADDRESS.amount)

    stranger.get(f"/api/v1/statuses/{post.id}", 429)
    stranger.app.extra_environ["REMOTE_ADDR"] = "2001:db8:0:1::1"
    stranger.get(f"/api/v1/statuses/{post.id}", 200)


def test_loopback_is_not_counted(client, post):
    stranger = client()
    stranger.app.extra_environ["REMOTE_ADDR"] = "127.0.0.1"

    assert "X-RateLimit-Limit" not in stranger.get(f"/api/v1/statuses/{post.id}").headers


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b'{"status": ', "application/json", 400),
        (b'["status"]', "application/json", 400),
        (b'{"status": NaN}', "application/json", 400),
        (b"\xff\xfe", "application/json", 400),
        (b"status=%ff", "application/x-www-form-urlencoded", 400),
        (b"--x\r\nbroken", "multipart/form-data; boundary=x", 422),
        (b"status", "text/plain", 422),
        (b'{"status": {"a": 1}}', "application/json", 422),
        (b'{"status": ["a"]}', "application/json", 422),
        (b'{"status": true}', "application/json", 422),
        (b'{"status": "a\\u0000b"}', "application/json", 422),
        (b'{"status": "\\ud800"}', "application/json", 422),
        (b'{"status": "x", "visibility": "secret"}', "application/json", 422),
        (b'{"status": "x", "media_ids": ["abc"]}', "application/json", 422),
        (b'{"status": "x", "in_reply_to_id": "abc"}', "application/json", 404),
        (b'{"status": "x", "in_reply_to_id": -1}', "application/json", 404),
        (b'{"status": "x", "in_reply_to_id": 1e30}', "application/json", 404),
        (b'{"status": "x", "poll": "yes"}', "application/json", 422),
        (b'{"status": "x", "language": "xx-xx-xx-xx-xx"}', "application/json", 422),
        (b'{"status": "x", "scheduled_at": "tomorrow"}', "application/json", 422),
    ],
)
def test_what_is_no_post_is_refused_and_nothing_is_written(client, alice, db, body, kind, status):
    answer = client(alice).request("POST", "/api/v1/statuses", status, body=body, headers={"Content-Type": kind})

    assert list(answer.json) == ["error"]
    assert db.execute(text("SELECT count(*) FROM posts")).scalar() == 0


@pytest.mark.parametrize("id", ["abc", "-1", "1" * 31, "0", "1.5", "%00", "٣", "9223372036854775808", "%F0%9F%98%80"])
def test_absurd_ids_name_nothing(client, alice, id):
    for path in ("/api/v1/statuses/{}", "/api/v1/accounts/{}", "/api/v1/lists/{}", "/api/v1/notifications/{}"):
        assert client(alice).get(path.format(quote(id, safe="%")), 404).json == {"error": "Record not found"}


@pytest.mark.parametrize("query", ["max_id=abc", "limit=-1", "min_id=1&min_id=2", "since_id[]=x"])
def test_absurd_places_are_refused(client, alice, query):
    assert client(alice).get(f"/api/v1/timelines/home?{query}", None).status_int in (400, 422)


@pytest.mark.parametrize("query", ["limit=0", "limit=x", "limit=100000", "max_id=-5", f"max_id={'9' * 30}", "limit="])
def test_odd_places_are_understood(client, alice, query):
    client(alice).get(f"/api/v1/timelines/home?{query}")
