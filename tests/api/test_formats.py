"""How posts are written, for applications."""

import pytest

from tests.making import make_account


@pytest.fixture
def ann(db):
    return make_account(db, "ann")


def test_a_post_may_say_how_it_is_written(client, ann):
    app = client(ann)
    wish = {"status": "*a*\nb", "content_type": "text/markdown"}

    marked = app.post("/api/v1/statuses", wish).json
    plain = app.post("/api/v1/statuses", {"status": "*a*"}).json

    assert marked["content"] == "<p><em>a</em><br />b</p>"
    assert plain["content"] == "<p>*a*</p>"
    path = f"/api/v1/statuses/{marked['id']}"
    assert app.get(f"{path}/source").json["content_type"] == "text/markdown"
    app.put(path, {"status": "**c**"})
    assert [one["content"] for one in app.get(f"{path}/history").json] == [
        marked["content"],
        "<p><strong>c</strong></p>",
    ]
    app.post("/api/v1/statuses", {"status": "a", "content_type": "text/html"}, 422)


def test_one_chooses_it_for_all_posts(client, ann):
    app = client(ann)

    shown = app.patch("/api/v1/accounts/update_credentials", {"source": {"content_type": "text/markdown"}}).json

    assert shown["source"]["content_type"] == "text/markdown"
    assert app.get("/api/v1/preferences").json["posting:default:content_type"] == "text/markdown"
    assert app.post("/api/v1/statuses", {"status": "*a*"}).json["content"] == "<p><em>a</em></p>"
