"""Editing on the website, and what a post said before."""

import pytest
from sqlalchemy import select

from microblog.models import Media, Post
from microblog.queries.polls import poll_of
from tests.making import make_account, make_media, make_poll, make_post
from tests.site.page import read_page
from tests.site.test_composing import picture


@pytest.fixture
def ann(db):
    return make_account(db, "ann")


@pytest.fixture
def writer(ann, visitor):
    """Somebody at their desk."""
    return visitor.log_in("ann")


def test_a_post_is_edited_and_everybody_can_look_up_what_it_said(db, ann, writer, visitors):
    post = make_post(db, ann, "Teh <b>tea</b> is ready", warning="Tea")
    form = writer.get(f"/@ann/{post.id}").click("Edit").forms["composer"]
    assert (form["text"].value, form["warning"].value) == ("Teh <b>tea</b> is ready", "Tea")

    form["text"], form["warning"] = "The <b>tea</b> is ready", ""
    said = form.submit(status=303).follow()
    assert "The post is changed." in said

    page = visitors().get(f"/@ann/{post.id}").click("What it said before")
    read_page(page)
    newest = page.html.select(".versions li")[0]
    assert ([one.text for one in newest.select("ins")], [one.text for one in newest.select("del")]) == (
        ["The"],
        ["Tea", "Teh"],
    )
    assert "<b>tea</b>" in newest.text


def test_only_its_author_edits_a_post(db, ann, visitors):
    post = make_post(db, ann)
    make_account(db, "bob")
    bob = visitors().log_in("bob")

    assert "/edit" not in bob.get(f"/@ann/{post.id}")
    bob.get(f"/@ann/{post.id}/edit", status=403)
    bob.send(f"/@ann/{post.id}/edit", text="Mine", status=403)
    assert "/login" in visitors().get(f"/@ann/{post.id}/edit", status=303).location


def test_what_is_wrong_with_an_edit_is_said_and_nothing_is_lost(db, ann, writer):
    post = make_post(db, ann, "Short")
    form = writer.get(f"/@ann/{post.id}/edit").forms["composer"]
    form["text"], form["files"] = "x" * 501, [picture()]

    page = form.submit(status=422)
    read_page(page)

    assert "Say it in 500 characters." in page
    db.rollback()
    [file] = db.scalars(select(Media))
    form = page.forms["composer"]
    form["text"], form[f"alt-{file.id}"] = "Shorter", "A square"
    form.submit(status=303)
    db.rollback()
    assert (db.get(Post, post.id).text, file.post_id, file.description) == ("Shorter", post.id, "A square")


def test_pictures_are_described_anew_and_taken_off(db, ann, writer):
    one, two = make_media(db, ann, description="One"), make_media(db, ann)
    post = make_post(db, ann, media=[one.id, two.id])
    form = writer.get(f"/@ann/{post.id}/edit").forms["composer"]

    form = form.submit("do", value=f"off-{one.id}").forms["composer"]
    form[f"alt-{two.id}"] = "Two"
    form.submit(status=303)

    db.rollback()
    assert (one.post_id, two.post_id, two.description) == (None, post.id, "Two")


def test_an_edit_can_be_looked_at_first(db, ann, writer):
    post = make_post(db, ann, "Before")
    form = writer.get(f"/@ann/{post.id}/edit").forms["composer"]
    form["text"] = "After #all"

    page = form.submit("do", value="preview", status=200)
    read_page(page)

    assert page.html.select_one(".preview .words").text == "After #all"
    assert "Before" in writer.get(f"/@ann/{post.id}")


def test_a_question_that_stays_keeps_its_end(db, ann, writer):
    poll = make_poll(db, ann, "Tea", "Coffee")
    end = poll.expires_at
    form = writer.get(f"/@ann/{poll.post_id}/edit").forms["composer"]
    form["text"] = "What now?"
    form.submit(status=303)

    db.rollback()
    assert db.scalar(poll_of(poll.post)).expires_at == end
