"""The page that a post links to, as it is shown below the post."""

import pytest
from sqlalchemy import select

from microblog.actions.previews import record_card
from microblog.models import Card, CardPicture, Preview
from tests.making import make_account, make_post

PICTURE = CardPicture("aa/" + "0" * 32 + ".png", 640, 320, "L00000fQfQfQfQfQfQfQfQfQfQfQ", "A loaf")
CARD = Card(
    url="https://example.org/bread",
    title='<b>Bread</b> & "butter"',
    description="Flour.",
    site="Kitchen",
    picture=PICTURE,
)


@pytest.fixture
def post(db):
    post = make_post(db, make_account(db, "ann"), "See example.org/bread")
    record_card(db.scalars(select(Preview)).one(), CARD)
    db.commit()
    return post


def test_a_post_shows_what_it_links_to(visitor, post):
    page = visitor.get("/public")

    assert "&lt;b&gt;Bread&lt;/b&gt; &amp; &#34;butter&#34;" in page.text
    assert 'class="page-card wide" href="https://example.org/bread" rel="nofollow noopener ugc"' in page.text
    assert f'<img src="/media/{PICTURE.name}" alt="A loaf" width="640" height="320"' in page.text
    assert '<img src="http' not in page.text


def test_a_veiled_post_shows_no_picture_of_it(db, visitor, post):
    post.sensitive = True
    db.commit()

    page = visitor.get("/public").text

    assert "page-card" in page
    assert PICTURE.name not in page
