"""Saying what one does not want to read, on pages."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from microblog import clock
from microblog.models import Filter, FilterAction
from tests.making import make_account, make_filter, make_post

NEW = "/settings/filters/new"


def only_filter(db):
    db.rollback()
    return db.scalars(select(Filter)).one()


def words_of(one):
    return {word.keyword: word.whole_word for word in one.keywords}


def form_of(page):
    return next(form for form in page.forms.values() if "whole" in form.fields)


def test_a_filter_is_made_changed_and_thrown_away(db, visitor, ann):
    page = visitor.log_in("ann").get("/settings/filters")
    assert "You filter nothing" in page

    form = form_of(page.click("New filter"))
    form["title"], form["whole"], form["parts"] = "Sport <3", "goal\r\n  extra   time \r\ngoal", "ball"
    form["action"], form["seconds"] = "hide", "86400"
    page = form.submit().follow()
    assert "From now on that is filtered." in page
    assert "Sport <3" in page.html.select_one(".filters").text

    one = only_filter(db)
    assert words_of(one) == {"ball": False, "goal": True, "extra time": True}
    assert (one.action, len(one.contexts)) == (FilterAction.HIDE, 5)
    assert timedelta(hours=23) < one.expires_at - clock.now() <= timedelta(days=1)

    ends, ids = one.expires_at, {word.keyword: word.id for word in one.keywords}
    form = form_of(page.click(href=f"/settings/filters/{one.id}$"))
    assert form["whole"].value.split("\n") == ["goal", "extra time"]
    form["whole"], form["parts"] = "goal\nball", "foul"
    for box in form.fields["contexts"][1:]:
        box.checked = False
    form.submit().follow()
    one = only_filter(db)
    assert words_of(one) == {"goal": True, "ball": True, "foul": False}
    assert {word.keyword: word.id for word in one.keywords}["goal"] == ids["goal"]
    assert (one.contexts, one.expires_at) == (["home"], ends)

    form = form_of(visitor.get(f"/settings/filters/{one.id}"))
    form["seconds"] = "0"
    form.submit().follow()
    assert only_filter(db).expires_at is None

    page = visitor.get(f"/settings/filters/{one.id}/delete")
    assert "Sport" in page.html.select_one("main").text
    visitor.send(f"/settings/filters/{one.id}/delete")
    db.rollback()
    assert db.scalars(select(Filter)).all() == []


def test_what_is_wrong_stands_beside_the_field_and_what_was_typed_in_it(db, visitor, ann):
    visitor.log_in("ann")

    page = visitor.send(NEW, 422, title="Sport", action="warn", seconds="0")
    assert "Write a word at least." in page.html.select_one("#whole-note").text
    assert page.html.select_one("#contexts-note").text == "Choose where it works."
    assert page.html.select_one("#title")["value"] == "Sport"

    page = visitor.send(NEW, 422, title=" ", whole="goal", contexts="home", action="warn", seconds="0")
    assert "be blank" in page.html.select_one("#title-note").text
    assert form_of(page)["whole"].value == "goal"
    assert [box.checked for box in form_of(page).fields["contexts"]] == [True, False, False, False, False]

    good = {"title": "Sport", "whole": "goal", "contexts": "home", "action": "warn", "seconds": "0"}
    for wrong in ({"seconds": "-1"}, {"seconds": "x"}, {"action": "burn"}, {"contexts": "x"}, {"whole": "g" * 600}):
        assert visitor.send(NEW, 422, **{**good, **wrong}).html.select(".wrong, .warning, #seconds-note")
    db.rollback()
    assert db.scalars(select(Filter)).all() == []


def test_a_post_leads_to_a_filter_of_its_tags_and_of_itself(db, visitor, ann, bob):
    post = make_post(db, bob, "So loud #Sport #goal")
    page = visitor.log_in("ann").get("/").click("Filter posts like this")

    form = form_of(page)
    assert (form["title"].value, form["whole"].value) == ("#Sport, #goal", "#Sport\n#goal")
    form["whole"] = ""
    form.submit().follow()

    one = only_filter(db)
    assert [named.post_id for named in one.posts] == [post.id]
    assert visitor.get("/").html.select(".filtered")

    form = form_of(visitor.get(f"/settings/filters/{one.id}"))
    form.fields["forgotten"][0].checked = True
    refused = form.submit(status=422)
    assert "Write a word at least." in refused
    form["whole"] = "quiet"
    form.submit().follow()
    assert only_filter(db).posts == []
    assert not visitor.get("/").html.select(".filtered")


@pytest.mark.parametrize("number", ["0", "x", "9" * 30, "%C2%B2"])
def test_a_post_that_one_does_not_see_suggests_nothing(db, visitor, ann, number):
    secret = make_post(db, make_account(db, "cid"), "#sport", visibility="private")

    for asked in (number, secret.id):
        page = visitor.log_in("ann").get(f"{NEW}?because={asked}")
        assert form_of(page)["whole"].value == ""
        assert page.html.select("#post") == []
        refused = {"title": "x", "contexts": "home", "action": "warn", "seconds": "0", "post": "yes"}
        visitor.send(f"{NEW}?because={asked}", 422, **refused)


def test_one_whose_time_is_over_says_so(db, visitor, ann):
    make_filter(db, ann, "loud", expires_at=clock.now() - timedelta(minutes=1))

    assert "its time is over" in visitor.log_in("ann").get("/settings/filters")


def test_nobody_sees_the_filters_of_others(db, visitors, ann, bob):
    one = make_filter(db, ann, "loud")
    stranger = visitors().log_in("bob")

    for path in (f"/settings/filters/{one.id}", f"/settings/filters/{one.id}/delete"):
        assert "/login" in visitors().get(path, 303).location
        stranger.get(path, 404)
        stranger.send(path, 404)
    assert "loud" not in stranger.get("/settings/filters")
