"""Following hashtags."""

from sqlalchemy import select

from microblog.models import Tag, TagFollow
from tests.making import make_account, make_post


def test_a_tag_is_followed_and_unfollowed_from_its_page(db, visitor):
    ann, bob = make_account(db, "ann"), make_account(db, "bob")
    make_post(db, bob, "Hot #Tea")

    page = visitor.log_in("ann").get("/tags/tea")
    form = next(one for one in page.forms.values() if one.action.endswith("/follow"))
    page = form.submit().follow()

    assert "You follow #Tea now." in page
    assert db.scalars(select(TagFollow.account_id)).all() == [ann.id]
    assert "Hot #Tea" in visitor.get("/").html.select_one(".words").text
    assert visitor.get("/tags").html.select_one(".rows a").text == "#Tea"

    form = next(one for one in visitor.get("/tags").forms.values() if one.action.endswith("/unfollow"))
    assert "You do not follow #Tea any more." in form.submit().follow()
    db.rollback()
    assert db.scalars(select(TagFollow.id)).all() == []
    assert "You follow no tag yet" in visitor.get("/tags")


def test_a_tag_that_nobody_used_can_be_followed(db, visitor):
    make_account(db, "ann")
    visitor.log_in("ann").send("/tags/Never/follow")

    assert db.scalars(select(Tag.name)).all() == ["Never"]
    assert "Unfollow" in visitor.get("/tags/never")


def test_a_stranger_is_led_to_the_login(visitor):
    assert "/login?next=%2Ftags%2Ftea" in visitor.get("/tags/tea")
    visitor.send("/tags/tea/follow", 403)
