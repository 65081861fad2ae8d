"""What stands at well-known addresses."""

from xml.etree import ElementTree

import pytest

from microblog.clock import now
from microblog.models import Phase, SchemaChange
from microblog.schema import Shape, revision_of
from tests.making import make_account

XRD = "{http://docs.oasis-open.org/ns/xri/xrd-1.0}"


@pytest.fixture
def ini(ini):
    return ini | {"site.url": "https://blog.example:8443"}


@pytest.mark.parametrize(
    "resource",
    [
        "acct:ann@blog.example:8443",
        "ACCT:Ann@BLOG.example:8443",
        "acct:@ann@blog.example:8443",
        "ann@blog.example:8443",
        "https://blog.example:8443/@ann",
        "https://blog.example:8443/@Ann/",
    ],
)
def test_a_name_is_looked_up(client, db, resource):
    make_account(db, "ann")

    answer = client().get("/.well-known/webfinger", resource=resource)

    assert answer.content_type == "application/jrd+json"
    assert answer.json == {
        "subject": "acct:ann@blog.example:8443",
        "aliases": ["https://blog.example:8443/@ann"],
        "links": [
            {
                "rel": "http://webfinger.net/rel/profile-page",
                "type": "text/html",
                "href": "https://blog.example:8443/@ann",
            }
        ],
    }


@pytest.mark.parametrize(
    "resource",
    [
        "acct:bob@blog.example:8443",
        "acct:ann@blog.example",
        "acct:ann@other.example",
        "acct:ann@blogxexample:8443",
        "acct:ann",
        "ann",
        "https://other.example/@ann",
        "https://blog.example:8443/@ann/1",
        "acct:änn@blog.example:8443",
        "mailto:ann@blog.example:8443",
        "@" * 1000,
    ],
)
def test_others_are_not_ours_to_tell_of(client, db, resource):
    make_account(db, "ann")

    assert client().get("/.well-known/webfinger", 404, resource=resource).json == {"error": "Record not found"}


def test_who_is_shut_out_stands_behind_no_name(client, db):
    make_account(db, "ann", suspended_at=now())

    client().get("/.well-known/webfinger", 404, resource="acct:ann@blog.example:8443")


def test_one_must_say_whom_one_looks_for(client):
    for query in ({}, {"resource": ""}):
        client().get("/.well-known/webfinger", 400, **query)
    client().get("/.well-known/webfinger", 422, resource="a\0b")


def test_the_host_says_where_names_are_looked_up(client):
    answer = client().get("/.well-known/host-meta")

    [link] = ElementTree.fromstring(answer.body).iter(f"{XRD}Link")
    assert answer.content_type == "application/xrd+xml"
    assert link.attrib == {
        "rel": "lrdd",
        "template": "https://blog.example:8443/.well-known/webfinger?resource={uri}",
    }


def test_all_is_well(client):
    answer = client().get("/health")

    assert (answer.content_type, answer.body) == ("text/plain", b"OK")
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_database_that_was_changed_meanwhile_is_well_if_one_can_live_with_it(client, db, registry):
    found = revision_of(db.connection())
    registry["shape"] = Shape("one of our own", frozenset({"one of our own"}))
    assert client().get("/health", 503).headers["Cache-Control"] == "no-store"

    db.add_all(SchemaChange(revision=one, phase=Phase.EXPAND) for one in ("one of our own", found))
    db.commit()

    assert client().get("/health").text == "OK"


def test_health_names_the_release(client, registry):
    settings = registry.settings["microblog"]
    site = settings.site.model_copy(update={"release": "0.1.0-20261121T1550-7cdbede-py313"})
    registry.settings["microblog"] = settings.model_copy(update={"site": site})

    assert client().get("/health").text == "OK 0.1.0-20261121T1550-7cdbede-py313"
