"""Whatever bytes come in, the answer is never our fault, and in the form that whoever asks can read."""

import json
from urllib.parse import quote

from hypothesis import given
from hypothesis import strategies as st

from tests.making import make_account, make_token
from tests.oauth.program import BACK
from tests.site.page import read_page
from tests.site.test_fuzz import ASCII, BODIES, BYTES, HARD, KINDS
from tests.site.wire import ask, cookies_of

KNOWN = (
    "grant_type code client_id client_secret redirect_uri scope token state response_type response_mode "
    "code_challenge code_challenge_method code_verifier force_login wish answer"
)
NAMES = st.sampled_from(KNOWN.split())
VALUES = st.sampled_from(
    ["authorization_code", "client_credentials", "read", "code", BACK, "S256", "form_post", "true", "allow", "x" * 43]
)
PAIRS = st.lists(st.tuples(NAMES, VALUES | st.text(max_size=20)), max_size=10)


def form_of(pairs):
    """A form of names and values, as a browser would write it."""
    return "&".join(f"{quote(name)}={quote(value.encode('utf-8', 'replace'))}" for name, value in pairs).encode()


@HARD
@given(path=st.sampled_from(["token", "revoke", "userinfo"]), kind=KINDS, body=BODIES, query=BYTES, header=ASCII)
def test_programs_are_answered_in_json(registry, program, path, kind, body, query, header):
    environ = {"CONTENT_TYPE": kind, "HTTP_AUTHORIZATION": header}

    answer = ask(registry["wsgi"], "POST", f"/oauth/{path}", query, body=body, **environ)

    assert answer.status_int < 500
    assert "error" in json.loads(answer.text)


@HARD
@given(path=st.sampled_from(["token", "revoke"]), pairs=PAIRS, own=st.booleans(), as_json=st.booleans())
def test_what_looks_almost_right_is_answered_in_json(db, registry, program, path, pairs, own, as_json):
    given_ = dict(pairs) | ({"client_id": program.id, "client_secret": program.secret} if own else {})
    body = json.dumps(given_).encode() if as_json else form_of(given_.items())
    kind = "application/json" if as_json else "application/x-www-form-urlencoded"

    answer = ask(registry["wsgi"], "POST", f"/oauth/{path}", body=body, CONTENT_TYPE=kind)

    assert answer.status_int in (200, 400, 401, 403)
    assert isinstance(json.loads(answer.text), dict)
    assert answer.headers["Cache-Control"] == "no-store"


@HARD
@given(pairs=PAIRS, more=BYTES, own=st.booleans(), here=st.booleans())
def test_people_are_answered_by_a_page(registry, program, ann, pairs, more, own, here):
    usual = [("client_id", program.id), ("redirect_uri", BACK), ("response_type", "code")] if own else []
    cookies = cookies_of(ann) if here else ""

    for query in (form_of(usual + pairs), form_of(usual + pairs) + b"&" + more):
        answer = ask(registry["wsgi"], "GET", "/oauth/authorize", query, HTTP_COOKIE=cookies)
        assert answer.status_int in (200, 303, 400)
        assert answer.status_int == 303 or read_page(answer)


@HARD
@given(pairs=PAIRS, kind=KINDS, body=BODIES)
def test_no_made_up_answer_allows_anything(registry, program, ann, pairs, kind, body):
    member = {"HTTP_X_CSRF_TOKEN": ann.token(), "HTTP_COOKIE": cookies_of(ann)}
    form = "application/x-www-form-urlencoded"

    for type, sent in ((form, form_of(pairs)), (kind, body)):
        answer = ask(registry["wsgi"], "POST", "/oauth/authorize", body=sent, CONTENT_TYPE=type, **member)
        assert answer.status_int in (400, 413)
        assert read_page(answer)


@HARD
@given(header=ASCII)
def test_no_made_up_header_is_a_key(db, registry, header):
    for value in (header, f"Bearer {header}", f"bearer\t{header}"):
        assert ask(registry["wsgi"], "GET", "/oauth/userinfo", HTTP_AUTHORIZATION=value).status_int == 401


def test_a_key_is_a_key_however_the_header_is_written(db, registry):
    token = make_token(db, make_account(db))

    for value in (f"Bearer {token}", f"bearer {token}", f"BEARER  {token} "):
        assert ask(registry["wsgi"], "GET", "/oauth/userinfo", HTTP_AUTHORIZATION=value).status_int == 200, value
