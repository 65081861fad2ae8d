"""Reading an address once."""

import pytest

from microblog.fetching import Refused, Target, same_site


@pytest.mark.parametrize(
    ("url", "read"),
    [
        ("http://example.org", "http://example.org/"),
        ("HTTPS://EXAMPLE.org:443/a b".replace(" ", "%20"), "https://example.org/a%20b"),
        ("https://example.org./?q=ä#part", "https://example.org/?q=%C3%A4"),
        ("https://bücher.example/ü", "https://xn--bcher-kva.example/%C3%BC"),
        ("https://example.org:8443/", "https://example.org:8443/"),
        ("http://[2606:4700::1111]/", "http://[2606:4700::1111]/"),
        ("http://93.184.216.34/", "http://93.184.216.34/"),
    ],
)
def test_an_address_is_written_in_one_way(url, read):
    assert Target.read(url).url == read


@pytest.mark.parametrize(
    "url",
    [
        *(
            "ftp://example.org/",
            "file:///etc/passwd",
            "gopher://example.org/",
            "javascript:alert(1)",
            "data:text/html,x",
        ),
        *("//example.org/", "example.org", "", "http://", "http:///path", "http://:80/", "https://user@example.org/"),
        *(
            "https://user:word@example.org/",
            "http://example.org:0/",
            "http://example.org:99999/",
            "http://exa mple.org/",
        ),
        *(
            "http://example.org\\@127.0.0.1/",
            "http://example.org/\r\nHost: x",
            "http://[::1",
            "http://[fe80::1%25eth0]/",
        ),
        *("http://2130706433/", "http://0x7f000001/", "http://0x7f.1/", "http://0177.0.0.1/", "http://127.1/"),
        *("http://127.0.0.01/", "http://0/", "http://0x/", "http://127.0.0.1.5/", "http://1.2.3.4.example.0x1/"),
        *("http://-a.example/", "http://a..example/", "http://" + "a" * 64 + ".example/", "http://xn--a.example:x/"),
        "https://example.org/" + "a" * 3000,
        "https://example.org/" + "ü" * 1500,
    ],
)
def test_what_is_none_is_refused(url):
    with pytest.raises(Refused):
        Target.read(url)


@pytest.mark.parametrize("written", ["http://①②⑦.⓪.⓪.①/", "http://127。0。0。1/", "http://%31%32%37.0.0.1/"])
def test_an_address_in_other_digits_is_seen_as_one(written):
    assert Target.read(written).host == "127.0.0.1"


def test_it_leads_on_from_where_it_is():
    target = Target.read("https://example.org/a/b?c")

    assert target.follow("d").url == "https://example.org/a/d"
    assert target.follow("//other.example/x").url == "https://other.example/x"
    for bad in ("file:///etc/passwd", "http://[", "x" * 5000):
        with pytest.raises(Refused):
            target.follow(bad)


def test_www_makes_no_other_site():
    assert same_site(Target.read("https://www.example.org/"), Target.read("http://example.org/x"))
    assert not same_site(Target.read("https://example.org/"), Target.read("https://a.example.org/"))
