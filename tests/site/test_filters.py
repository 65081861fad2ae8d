"""What one does not want to read, on the site's pages."""

import pytest

from microblog.models import FilterAction
from tests.making import make_filter, make_list, make_media, make_poll, make_post

WHERE = {"/": "home", "/public": "public", "/tags/tea": "public", "/@bob": "account"}


@pytest.mark.parametrize("path", WHERE)
def test_a_filter_works_where_it_is_to(db, visitor, ann, bob, path):
    make_post(db, bob, "So loud #tea")
    make_filter(db, ann, "loud", contexts=[*{*WHERE.values()} - {WHERE[path]}], title="Elsewhere")
    visitor.log_in("ann")
    assert "Filtered" not in visitor.get(path)

    make_filter(db, ann, "LOUD", contexts=[WHERE[path]])

    page = visitor.get(path)
    assert page.html.select_one(".post .filtered > summary").text == "Filtered: No <noise>"
    assert "So loud" in page.html.select_one(".post .filtered").text


def test_what_is_found_is_filtered_as_what_everybody_writes(db, visitor, ann, bob):
    bob.indexable = True
    make_post(db, bob, "So loud")
    make_post(db, bob, "So quiet and loud")
    make_filter(db, ann, "loud", contexts=["public"])
    visitor.log_in("ann")
    assert len(visitor.get("/search?q=loud").html.select(".filtered")) == 2

    make_filter(db, ann, "quiet", FilterAction.HIDE, contexts=["public"])
    assert len(visitor.get("/search?q=loud").html.select(".post")) == 1
    make_filter(db, ann, "loud", FilterAction.HIDE, contexts=["public"])
    assert "Your filters hide all that would stand here." in visitor.get("/search?q=loud")


def test_news_are_filtered_by_what_their_posts_say(db, visitor, ann, bob):
    make_post(db, bob, "So loud, @ann")
    make_post(db, bob, "So shrill, @ann")
    make_filter(db, ann, "loud", contexts=["notifications"])
    make_filter(db, ann, "shrill", FilterAction.HIDE, contexts=["notifications"])

    page = visitor.log_in("ann").get("/notifications")

    assert "So loud" in page.html.select_one(".news .filtered").text
    assert "So shrill" not in page
    make_filter(db, ann, "loud", FilterAction.HIDE, contexts=["notifications"])
    assert "Your filters hide all that would stand here." in visitor.get("/notifications")


def test_what_is_hidden_is_not_there(db, visitor, ann, bob):
    make_post(db, bob, "So loud")
    make_post(db, bob, "So quiet")
    make_filter(db, ann, "loud")
    make_filter(db, ann, "loud", FilterAction.HIDE)

    page = visitor.log_in("ann").get("/")

    assert "So quiet" in page
    assert "So loud" not in page

    make_filter(db, ann, "quiet", FilterAction.HIDE)
    assert "Your filters hide all that would stand here." in visitor.get("/")


def test_pictures_are_judged_by_their_words_polls_by_their_options_and_posts_by_name(db, visitor, ann, bob):
    make_poll(db, bob, "Loud", "Soft")
    make_post(db, bob, "", media=[make_media(db, bob, description="A loud picture").id])
    named = make_post(db, bob, "Whatever")
    make_filter(db, ann, "loud", posts=[named])

    assert len(visitor.log_in("ann").get("/").html.select(".filtered")) == 3


def test_only_the_pictures_are_veiled_where_one_wants_that(db, visitor, ann, bob):
    make_post(db, bob, "So loud", media=[make_media(db, bob).id])
    make_filter(db, ann, "loud", FilterAction.BLUR)

    page = visitor.log_in("ann").get("/")

    assert page.html.select(".filtered") == []
    assert page.html.select("details .attachments img")


def test_ones_own_words_are_never_filtered(db, visitor, ann):
    make_post(db, ann, "So loud")
    make_filter(db, ann, "loud", FilterAction.HIDE)

    assert "So loud" in visitor.log_in("ann").get("/")


def test_lists_are_filtered_as_home_is(db, visitor, ann, bob):
    one = make_list(db, ann, bob)
    make_post(db, bob, "So loud")
    make_filter(db, ann, "loud")

    assert visitor.log_in("ann").get(f"/lists/{one.id}").html.select(".filtered")
