"""What somebody set once for all applications, on the wire."""

from microblog.models import Visibility
from tests.making import make_account


def test_what_one_set_is_told(client, db):
    ann = make_account(db, default_visibility=Visibility.PRIVATE, default_sensitive=True, default_language="de")

    assert client(ann, "read:accounts").get("/api/v1/preferences").json == {
        "posting:default:visibility": "private",
        "posting:default:sensitive": True,
        "posting:default:language": "de",
        "posting:default:quote_policy": "public",
        "posting:default:content_type": "text/plain",
        "reading:expand:media": "default",
        "reading:expand:spoilers": False,
    }


def test_what_one_set_is_for_oneself(client, db):
    client().get("/api/v1/preferences", 401)
    client(make_account(db), "read:statuses").get("/api/v1/preferences", 403)
    client.app().get("/api/v1/preferences", 422)
