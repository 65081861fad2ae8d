"""The keys with which letters are signed"""

import base64

import pytest

from microblog.cli.doctor.dkim import look_at_dkim
from tests.cli.doctor.conftest import said

PLACE = "site._domainkey.example.org"


def look(names, selector="site"):
    return said(look_at_dkim(names, "example.org", selector))


@pytest.fixture
def publish(nameserver):
    return lambda *records: nameserver.replace(PLACE, "TXT", *records)


def encoded(key):
    return base64.b64encode(key).decode()


@pytest.mark.parametrize("before", ["v=DKIM1; k=rsa; ", "", "k=rsa;t=s; h=sha1:sha256 ; s=email;", "n=words; "])
def test_a_long_key_is_well(publish, names, rsa_key, before):
    publish(f"{before}p={encoded(rsa_key(2048))}")

    assert look(names) == [("ok", f"There is an RSA key of 2048 bits at {PLACE}.")]


def test_a_bare_key_is_read_too(publish, names, rsa_key):
    publish(f"v=DKIM1; p={encoded(rsa_key(2048)[24:])};")

    assert look(names) == [("ok", f"There is an RSA key of 2048 bits at {PLACE}.")]


@pytest.mark.parametrize(
    ("bits", "expected"),
    [
        (1024, ("warning", f"The key at {PLACE} has 1024 bits only.")),
        (768, ("error", f"The key at {PLACE} has 768 bits, which nobody believes.")),
    ],
)
def test_a_short_key_is_named(publish, names, rsa_key, bits, expected):
    publish(f"v=DKIM1; p={encoded(rsa_key(bits))}")

    assert look(names) == [expected]


def test_a_key_of_the_newer_kind_is_not_enough(publish, names):
    publish(f"v=DKIM1; k=ed25519; p={encoded(bytes(32))}")

    assert look(names) == [("warning", f"The key at {PLACE} is of Ed25519, which many cannot read.")]


def test_a_key_that_was_taken_back_is_an_error(publish, names):
    publish("v=DKIM1; k=rsa; p=")

    assert look(names) == [("error", f"The key at {PLACE} was revoked: it is empty.")]


@pytest.mark.parametrize(
    ("flags", "expected"),
    [
        ("t=y:s", ("warning", f"The key at {PLACE} is being tested (t=y), so nobody minds it.")),
        ("s=tlsrpt", ("error", f"The key at {PLACE} is not for mail (s=tlsrpt).")),
        ("h=sha1", ("error", f"The key at {PLACE} allows no hash that is believed (h=sha1).")),
    ],
)
def test_what_a_key_is_not_for_is_named(publish, names, rsa_key, flags, expected):
    publish(f"v=DKIM1; {flags}; p={encoded(rsa_key(2048))}")

    assert look(names)[1:] == [expected]


@pytest.mark.parametrize(
    ("record", "why"),
    [
        ("v=DKIM2; p=AAAA", "it does not begin with v=DKIM1"),
        ("p=AAAA; v=DKIM1", "it does not begin with v=DKIM1"),
        ("v=DKIM1; k=rsa", "it has no p="),
        ("v=DKIM1; p=AAAA; p=BBBB", "it says p= twice"),
        ("v=DKIM1; words; p=AAAA", "nobody understands 'words'"),
        ("v=DKIM1; p=Ä", ""),
        ("v=DKIM1; p=AAA", ""),
        ("v=DKIM1; p=AAAA", ""),
        ("v=DKIM1; p=MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A", "it was cut off"),
        ("v=DKIM1; k=ed25519; p=AAAA", "an Ed25519 key has 32 bytes"),
        ("v=DKIM1; k=dsa; p=AAAA", "there is no kind of key 'dsa'"),
    ],
)
def test_what_is_no_key_is_an_error(publish, names, record, why):
    publish(record)

    [(verdict, sentence)] = look(names)

    assert (verdict, sentence.startswith(f"The key at {PLACE} cannot be used: {why}")) == ("error", True)


def test_no_key_and_several_are_errors(publish, names):
    assert look(names) == [("error", f"There is no key at {PLACE}.")]

    publish("v=DKIM1; p=AAAA", "v=DKIM1; p=BBBB")
    assert look(names) == [("error", f"There are 2 records at {PLACE}.")]


def test_without_a_selector_nothing_is_known(names):
    assert look(names, "") == [("warning", "It is not known with which key letters are signed.")]


def test_what_cannot_be_asked_is_said_to_be_unknown(nameserver, names):
    nameserver.fail(PLACE)

    [(verdict, sentence)] = look(names)

    assert (verdict, sentence[:25]) == ("warning", "It could not be looked at")
