"""Pages that posts link to, for applications."""

from sqlalchemy import select

from microblog.actions.previews import record_card
from microblog.models import Preview
from tests.making import make_account, make_post
from tests.site.test_links import CARD, PICTURE


def test_a_post_tells_what_it_links_to(db, client):
    post = make_post(db, make_account(db, "ann"), "See example.org/bread")
    path = f"/api/v1/statuses/{post.id}"
    assert client().get(path).json["card"] is None
    record_card(db.scalars(select(Preview)).one(), CARD)
    db.commit()

    card = client().get(path).json["card"]

    assert (card["url"], card["title"], card["type"]) == ("https://example.org/bread", CARD.title, "link")
    assert (card["provider_name"], card["provider_url"]) == ("Kitchen", "https://example.org/")
    assert card["image"] == f"http://localhost/media/{PICTURE.name}"
    assert (card["width"], card["height"], card["blurhash"]) == (640, 320, PICTURE.blurhash)
    assert (card["html"], card["embed_url"], card["published_at"]) == ("", "", None)
