"""What runs here, on the wire."""

import pytest

from microblog.actions.sessions import record_visit
from tests.making import make_account, make_post


def test_the_documents_are_where_the_links_lead(client, db):
    ann = make_account(db)
    make_post(db, ann)
    record_visit(db, ann)
    db.commit()

    links = client().get("/.well-known/nodeinfo").json["links"]

    assert [link["rel"].rpartition("/")[2] for link in links] == ["2.0", "2.1"]
    for link in links:
        node = client().get(link["href"].removeprefix("http://localhost")).json
        assert node["version"] == link["rel"].rpartition("/")[2]
        assert node["software"]["name"] == "microblog"
        assert node["metadata"]["upstream"] == {"name": "mastodon"}
        assert node["usage"] == {"users": {"total": 1, "activeMonth": 1, "activeHalfyear": 1}, "localPosts": 1}
        assert node["openRegistrations"]


@pytest.mark.parametrize("version", ["1.0", "2.2", "2x0", "2.0.1"])
def test_there_are_no_others(client, version):
    client().get(f"/nodeinfo/{version}", 404)


def test_scripts_of_other_sites_may_read_them(client):
    answer = client().get("/nodeinfo/2.0/", headers={"Origin": "https://example.org"})

    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "public" in answer.headers["Cache-Control"]
