"""What one keeps."""

import pytest

from microblog.actions.reactions import bookmark, favourite
from tests.making import make_account, make_post

DO = {"/favourites": favourite, "/bookmarks": bookmark}


@pytest.mark.parametrize("path", DO)
def test_what_one_keeps_stands_on_its_page_for_oneself_alone(db, visitors, path):
    ann, bob = make_account(db, "ann"), make_account(db, "bob")
    posts = [make_post(db, bob, f"Number {number}") for number in range(3)]
    for post in (posts[2], posts[0]):
        DO[path](db, ann, post)
    db.commit()

    page = visitors().log_in("ann").get(path)

    assert [one.text.strip() for one in page.html.select(".posts .words")] == ["Number 0", "Number 2"]
    assert "Nothing yet" in visitors().log_in("bob").get(path)
    assert "/login" in visitors().get(path, 303).location


@pytest.mark.parametrize("path", DO)
def test_its_pages_can_be_turned(db, visitor, path):
    ann = make_account(db, "ann")
    for number in range(25):
        DO[path](db, ann, make_post(db, ann, f"Number {number}"))
    db.commit()

    page = visitor.log_in("ann").get(path).click("Older")

    assert len(page.html.select(".post")) == 5
    assert len(page.click("Newer").html.select(".post")) == 20
