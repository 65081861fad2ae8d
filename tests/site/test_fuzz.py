"""Whatever bytes come in, the answer is never our fault."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.making import make_account, make_post
from tests.site.page import read_page
from tests.site.wire import FORM, ask, cookies_of

ADDRESSES = [
    "/",
    "/public",
    "/compose",
    "/tags/",
    "/@ann",
    "/@ann/",
    "/login",
    "/settings/profile",
    "/static/",
    "/media/",
    "/reset/",
]
FORMS = [
    "/compose",
    "/login",
    "/signup",
    "/forgotten",
    "/settings/profile",
    "/settings/password",
    "/notifications",
    "/@ann/follow",
]
BYTES = st.binary(max_size=60) | st.text(max_size=30).map(lambda text: text.encode("utf-8", "surrogatepass"))
ASCII = st.binary(max_size=60).map(lambda raw: raw.replace(b"\r", b"").replace(b"\n", b"").decode("latin-1"))
KINDS = st.sampled_from(
    [FORM, "multipart/form-data; boundary=x", "multipart/form-data", "application/json", f"{FORM}; charset=latin-1"]
)
PARTS = st.sampled_from(
    b"--x\r\n|--x--\r\n|--y\r\n|--y--\r\n|\r\n|text=|reply_to=|csrf_token=|&|%|Content-Disposition: form-data\r\n|"
    b'Content-Disposition: form-data; name="text"\r\n|Content-Disposition: form-data; name="picture"; filename="a"\r\n|'
    b"Content-Type: multipart/mixed; boundary=y\r\n|Content-Transfer-Encoding: base64\r\n|Content-Length: 9\r\n".split(
        b"|"
    )
)
BODIES = BYTES | st.lists(PARTS | BYTES, max_size=12).map(b"".join)


@pytest.fixture
def member(db, visitors):
    """The cookies of somebody, and a good form token of theirs."""
    make_post(db, make_account(db, "ann"))
    ann = visitors().log_in("ann")
    return {"HTTP_X_CSRF_TOKEN": ann.token(), "HTTP_COOKIE": cookies_of(ann)}


HARD = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


@HARD
@given(address=st.sampled_from(ADDRESSES), more=BYTES, query=BYTES, cookies=ASCII, agent=ASCII)
def test_addresses_and_headers(registry, member, address, more, query, cookies, agent):
    known = f"{member['HTTP_COOKIE']}; {cookies}"
    for who in (cookies, known):
        answer = ask(registry["wsgi"], "GET", address.encode() + more, query, HTTP_COOKIE=who, HTTP_USER_AGENT=agent)

        assert answer.status_int < 500
        if answer.status_int >= 400:
            read_page(answer)


@HARD
@given(address=st.sampled_from(FORMS), kind=KINDS, body=BODIES, name=ASCII)
def test_forms(registry, member, address, kind, body, name):
    answer = ask(registry["wsgi"], "POST", address, body=body, CONTENT_TYPE=kind, HTTP_USER_AGENT=name, **member)

    assert answer.status_int < 500
    if answer.status_int >= 400:
        read_page(answer)
