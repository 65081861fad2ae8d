"""Fetching from somebody who wishes us ill."""

import gzip
import ssl
import subprocess
import time
import zlib

import pytest

from microblog.fetching import Fetcher, Limits, Networks, Refused, Target, Unreachable
from tests.fetching.conftest import HERE
from tests.stranger import Stranger

PAGES = frozenset({"text/html"})
QUICK = Limits(seconds=2)


def fetch(fetcher, url, limits=QUICK):
    return fetcher.fetch(url, PAGES, limits)


def test_what_is_there_is_fetched(fetcher, stranger):
    stranger.answer("/", "<p>Hello.", Content_Type="Text/HTML; charset=ISO-8859-1", Set_Cookie="a=b")

    found = fetch(fetcher, stranger.url())
    again = fetch(fetcher, stranger.url())

    assert (found.data, found.type, found.charset) == (b"<p>Hello.", "text/html", "iso-8859-1")
    assert found == again
    head = stranger.asked[-1].lower()
    assert f"host: stranger.example:{stranger.port}\r\n" in head
    assert "user-agent: microblog tests\r\n" in head
    assert "connection: close" in head
    assert "cookie" not in head
    assert "referer" not in head


def test_a_page_in_pieces_or_packed_is_put_together(fetcher, stranger):
    stranger.answer("/gzip", gzip.compress(b"Hello."), Content_Encoding="gzip")
    stranger.answer("/deflate", zlib.compress(b"Hello."), Content_Encoding="deflate")
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
    stranger.send("/pieces", head, b"3\r\nHel\r\n", b"3\r\nlo.\r\n0\r\n\r\n")
    stranger.send("/old", b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\nHello.")

    assert {fetch(fetcher, stranger.url(path)).data for path in stranger.deeds} == {b"Hello."}


@pytest.mark.parametrize(
    "to",
    [
        "http://127.0.0.1:{port}/secret",
        "http://[::1]:{port}/secret",
        "http://[::ffff:127.0.0.1]:{port}/secret",
        "http://[::ffff:7f00:5]:{port}/secret",
        "http://2130706433:{port}/secret",
        "http://0x7f000005:{port}/secret",
        "http://0177.0.0.5:{port}/secret",
        "http://localhost:{port}/secret",
        "http://inside.example:{port}/secret",
        "http://inside6.example:{port}/secret",
        "http://both.example:{port}/secret",
        "http://169.254.169.254/latest/meta-data/",
        "file:///etc/passwd",
        "//127.0.0.1:{port}/secret",
        "https://user:word@stranger.example:{port}/secret",
        "http://stranger.example:{port}/" + "x" * 100_000,
        "http://[",
    ],
)
def test_nobody_is_led_inside(fetcher, nameserver, stranger, to):
    nameserver.add("inside.example", "A", "127.0.0.1").add("inside6.example", "AAAA", "::ffff:127.0.0.5")
    nameserver.add("both.example", "A", "127.0.0.5").add("both.example", "AAAA", "::1").add(
        "localhost", "A", "127.0.0.1"
    )
    stranger.answer("/secret", "<p>A secret.")
    stranger.lead("/", to.format(port=stranger.port))

    with pytest.raises(Refused):
        fetch(fetcher, stranger.url())

    assert stranger.paths in (["/"], [])  # the very long one is refused with the head that it stands in


def test_without_what_tests_open_this_machine_is_closed(nameserver, stranger):
    stranger.answer("/", "<p>A secret.")
    fetcher = Fetcher("microblog tests", nameserver=nameserver.address)

    for host in ("stranger.example", "127.0.0.5"):
        with pytest.raises(Refused, match="not for us"):
            fetch(fetcher, stranger.url(host=host))
    assert stranger.asked == []


def test_a_name_that_changes_its_address_gains_nothing(fetcher, nameserver, stranger):
    """What is checked is what is connected to: the name is asked for once, and its next answer plays no part."""
    stranger.lead("/", "/again")
    stranger.answer("/again", "<p>A secret.")
    answers = iter(["127.0.0.5", "127.0.0.1", "127.0.0.1"])
    answer = nameserver.answer

    def rebinding(data, limit):
        if (address := next(answers, None)) is not None:
            nameserver.replace("stranger.example", "A", address)
        return answer(data, limit)

    nameserver.answer = rebinding

    with pytest.raises(Refused, match="not for us"):
        fetch(fetcher, stranger.url())

    assert stranger.paths == ["/"]
    assert nameserver.asked["stranger.example", "A"] == 2


def test_the_ports_of_other_services_are_refused(fetcher, nameserver):
    nameserver.add("outside.example", "A", "93.184.216.34")

    for port in (22, 25, 6379, 8080):
        with pytest.raises(Refused, match="port"):
            fetch(fetcher, f"http://outside.example:{port}/")


def test_proxies_of_the_environment_are_not_asked(fetcher, stranger, monkeypatch):
    stranger.answer("/", "<p>Hello.")
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")

    assert fetch(fetcher, stranger.url()).data == b"<p>Hello."


def test_it_does_not_go_round_and_round(fetcher, stranger):
    stranger.lead("/", "/")

    with pytest.raises(Refused, match="on and on"):
        fetch(fetcher, stranger.url())

    assert len(stranger.asked) == QUICK.redirects + 1


def test_it_says_where_it_ended(fetcher, stranger):
    stranger.lead("/", "/there?x=1", "308 Permanent Redirect")
    stranger.answer("/there?x=1", "<p>Hello.")

    assert fetch(fetcher, stranger.url()).target == Target.read(stranger.url("/there?x=1"))


def drip(stranger, byte=b"x", pause=0.2):
    def then(connection):
        while not stranger.over.wait(pause):
            connection.sendall(byte)

    return then


def slow(stranger):
    """Bytes that come too slowly: before the head, within it, within the body, within a piece."""
    body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
    stranger.send("/silent", then=lambda _: stranger.over.wait())
    stranger.send("/head", b"HTTP/1.1 200 OK\r\nX: ", then=drip(stranger))
    stranger.send("/body", body + b"Content-Length: 1000000\r\n\r\n", then=drip(stranger))
    stranger.send("/pieces", body + b"Transfer-Encoding: chunked\r\n\r\n", then=drip(stranger, b"1\r\nx\r\n"))
    stranger.send("/forerunners", then=drip(stranger, b"HTTP/1.1 100 Continue\r\n\r\n"))
    return list(stranger.deeds)


@pytest.mark.parametrize("number", range(5))
def test_slowness_has_an_end(fetcher, stranger, number):
    path = slow(stranger)[number]
    begun = time.monotonic()

    with pytest.raises((Unreachable, Refused)):
        fetch(fetcher, stranger.url(path), Limits(seconds=1))

    assert time.monotonic() - begun < 4


def test_many_slow_redirects_have_one_end_together(fetcher, stranger):
    def late(connection):
        stranger.over.wait(0.6)
        connection.sendall(b"HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Length: 0\r\n\r\n")

    stranger.deeds["/"] = late
    begun = time.monotonic()

    with pytest.raises(Unreachable, match="too long"):
        fetch(fetcher, stranger.url(), Limits(seconds=1, redirects=20))

    assert time.monotonic() - begun < 4


def test_a_silent_dns_has_an_end(fetcher, nameserver, stranger):
    nameserver.silent = True
    begun = time.monotonic()

    with pytest.raises(Unreachable):
        fetch(fetcher, stranger.url(), Limits(seconds=1))

    assert time.monotonic() - begun < 4


def test_endless_headers_have_an_end(fetcher, stranger):
    def pour(connection):
        while not stranger.over.is_set():
            connection.sendall(b"X-More: " + b"x" * 1000 + b"\r\n")

    stranger.send("/", b"HTTP/1.1 200 OK\r\n", then=pour)
    stranger.send("/one", b"HTTP/1.1 200 OK\r\nX: ", then=lambda connection: connection.sendall(b"x" * 10_000_000))

    for path in ("/", "/one"):
        with pytest.raises(Refused, match="HTTP"):
            fetch(fetcher, stranger.url(path), Limits(seconds=20))


def test_what_is_too_large_is_refused_or_cut(fetcher, stranger):
    bomb = gzip.compress(gzip.compress(b"\0" * 200_000_000, 1), 1)
    stranger.answer("/bomb", gzip.compress(b"<p>" + b"\0" * 50_000_000), Content_Encoding="gzip")
    stranger.answer("/twice", bomb, Content_Encoding="gzip, gzip")
    stranger.answer("/large", b"x" * 3_000_000)
    small = Limits(seconds=20, bytes=100_000)

    for path in ("/bomb", "/large"):
        with pytest.raises(Refused, match="too large"):
            fetch(fetcher, stranger.url(path), small)
        assert len(fetch(fetcher, stranger.url(path), Limits(seconds=20, bytes=100_000, cut=True)).data) == 100_000
    with pytest.raises(Refused, match="packed"):
        fetch(fetcher, stranger.url("/twice"), small)


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\nContent-Length: 1\r\n\r\nx", Refused),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx", Refused),
        (b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: br\r\nContent-Length: 1\r\n\r\nx", Refused),
        (
            b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\nContent-Length: 1\r\n\r\nx",
            Refused,
        ),
        (b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 9\r\n\r\nx", Refused),
        (b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx", Refused),
        (b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", Refused),
        (b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n", Refused),
        (b"HTTP/1.1 101 Switching Protocols\r\n\r\n", Refused),
        (b"HTTP/1.1 206 Partial Content\r\nContent-Type: text/html\r\nContent-Length: 1\r\n\r\nx", Refused),
        (b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n", Unreachable),
        (b"HTTP/1.1 429 Too Many Requests\r\nContent-Length: 0\r\n\r\n", Unreachable),
        (b"220 mail.example ESMTP\r\n", Refused),
        (b"", Refused),
    ],
)
def test_other_answers_are_none(fetcher, stranger, answer, fault):
    stranger.send("/", answer)

    with pytest.raises(fault):
        fetch(fetcher, stranger.url())


def test_a_host_that_is_not_there_is_told_from_one_that_is_away(fetcher, nameserver):
    nameserver.add("away.example", "A", "127.0.0.5")

    with pytest.raises(Refused, match="no address"):
        fetch(fetcher, "http://nowhere.example/")
    with pytest.raises(Unreachable):
        fetch(fetcher, "http://away.example:1/")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tls")
    words = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -keyout key.pem -out cert.pem -subj /CN=stranger.example"
    subprocess.run(
        [*words.split(), "-addext", "subjectAltName=DNS:stranger.example"], cwd=folder, check=True, capture_output=True
    )
    return folder


def test_certificates_are_looked_at_by_name(nameserver, certificate, monkeypatch):
    nameserver.add("other.example", "A", "127.0.0.5")
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate / "cert.pem", certificate / "key.pem")
    strict = Fetcher("tests", networks=Networks(HERE), nameserver=nameserver.address)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate / "cert.pem"))
    knowing = Fetcher("tests", networks=Networks(HERE), nameserver=nameserver.address)

    with Stranger().open("127.0.0.5", tls) as stranger:
        stranger.answer("/", "<p>Hello.")

        assert fetch(knowing, stranger.url(scheme="https")).data == b"<p>Hello."
        for fetcher, host in ((strict, "stranger.example"), (knowing, "other.example"), (knowing, "127.0.0.5")):
            with pytest.raises(Refused, match="certificate"):
                fetch(fetcher, stranger.url(host=host, scheme="https"))
