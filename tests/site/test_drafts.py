"""Drafts and posts that wait: what was begun is not lost, and appears when it is to."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from microblog import clock
from microblog.actions.media import forget_unattached
from microblog.actions.scheduled import publish_due
from microblog.models import KeptDraft, Media, Post, ScheduledPost
from tests.making import make_account, make_media, make_poll, make_post
from tests.site.page import read_page


@pytest.fixture
def ann(db):
    return make_account(db, "ann", time_zone="Asia/Tokyo")


@pytest.fixture
def writer(ann, visitor):
    """Somebody at their desk."""
    return visitor.log_in("ann")


def keep(writer, **fields):
    """Put something away."""
    return writer.send("/compose", do="keep", **fields).follow()


def test_a_draft_is_kept_gone_on_with_and_forgotten_once_it_is_published(db, writer):
    page = keep(writer, text="Half a", warning="Thought", visibility="private", further="And", option="Yes")
    read_page(page)
    assert "Half a" in page

    form = page.click("Go on with it").forms["composer"]
    assert (form["text"].value, form["warning"].value, form["visibility"].value) == ("Half a", "Thought", "private")
    assert (form["further"].value, form.fields["option"][0].value) == ("And", "Yes")
    form["text"] = "Half a thought"
    form.submit("do", value="keep")
    db.rollback()
    assert [kept.sketch["text"] for kept in db.scalars(select(KeptDraft))] == ["Half a thought"]

    form.fields["option"][0].value = ""
    form.submit(status=303)
    db.rollback()
    assert db.scalars(select(KeptDraft)).all() == []
    assert [post.text for post in db.scalars(select(Post).order_by(Post.id))] == ["Half a thought", "And"]


def test_the_files_of_a_draft_wait_for_it(db, ann, writer):
    file = make_media(db, ann)
    make_media(db, ann)
    keep(writer, media=str(file.id))

    db.rollback()
    with clock.set_to(datetime.now(UTC) + timedelta(days=9)):
        forget_unattached(db, since=clock.now() - timedelta(days=1))
        db.commit()

    assert [one.id for one in db.scalars(select(Media))] == [file.id]


def test_a_draft_can_be_thrown_away_by_its_writer_alone(db, writer, visitors):
    make_account(db, "bob")
    page = keep(writer, text="Mine")
    [kept] = db.scalars(select(KeptDraft))
    db.rollback()

    bob = visitors().log_in("bob")
    bob.send(f"/drafts/{kept.id}/remove", status=404)
    assert bob.get(f"/compose?draft={kept.id}").forms["composer"]["text"].value == ""
    said = next(form for form in page.forms.values() if "remove" in form.action).submit(status=303).follow()

    assert "Nothing waits to be finished" in said


def test_there_is_nothing_to_keep_of_an_empty_form(writer):
    page = writer.send("/compose", do="keep", text=" ", status=422)

    assert "There is nothing to keep yet." in page


def test_a_post_can_be_deleted_and_written_anew(db, ann, writer, visitors):
    poll = make_poll(db, ann, "Tea", "Coffee", text="Waht?")
    make_account(db, "bob")
    visitors().log_in("bob").send(f"/@ann/{poll.post_id}/redraft", status=403)

    asked = writer.get(f"/@ann/{poll.post_id}/delete")
    page = writer.send(f"/@ann/{poll.post_id}/redraft").follow()

    assert "Write it anew" in asked
    form = page.forms["composer"]
    assert form["text"].value == "Waht?"
    assert [field.value for field in form.fields["option"]] == ["Tea", "Coffee", "", ""]
    writer.get(f"/@ann/{poll.post_id}", status=404)
    form["text"] = "What?"
    form.submit(status=303)
    assert "What?" in writer.get("/")


def test_a_post_waits_for_its_moment_on_its_authors_clock(db, ann, writer):
    page = writer.send("/compose", text="Later", due_at="2044-05-06T07:30").follow()
    read_page(page)

    [waiting] = db.scalars(select(ScheduledPost))
    assert waiting.due_at == datetime(2044, 5, 5, 22, 30, tzinfo=UTC)
    assert "7:30" in page.html.select_one(".kept .aside").text
    with clock.set_to(waiting.due_at):
        assert publish_due(db, waiting.id).text == "Later"


def test_what_waits_can_be_moved_and_taken_back(db, writer):
    writer.send("/compose", text="Later", due_at="2044-05-06T07:30", option=["Yes"], warning="W", status=422)
    page = writer.send("/compose", text="Later", due_at="2044-05-06T07:30").follow()
    form = page.click("Another moment").forms[0]
    assert form["due_at"].value == "2044-05-06T07:30"
    form["due_at"] = "2000-01-01T00:00"
    refused = form.submit(status=422)
    assert "at least five minutes" in refused
    refused.forms[0]["due_at"] = "2045-01-01T00:00"
    page = refused.forms[0].submit(status=303).follow()
    assert "2045" in page

    page = next(form for form in page.forms.values() if "cancel" in form.action).submit(status=303).follow()

    assert "Later" in page.html.select_one(".kept").text
    assert db.scalars(select(ScheduledPost)).all() == []


def test_a_moment_that_is_none_is_refused_beside_the_field(writer):
    for typed in ("tomorrow", "2000-01-01T00:00", "0001-01-01T00:00", "2044-13-01T00:00"):
        page = writer.send("/compose", text="Later", due_at=typed, status=422)

        assert page.html.select_one("#due_at")["aria-invalid"] == "true"
        assert page.forms["composer"]["text"].value == "Later"


def test_a_thread_does_not_wait(writer):
    page = writer.send("/compose", text="One", further="Two", due_at="2044-05-06T07:30", status=422)

    assert "A thread cannot wait." in page


def test_what_others_let_wait_does_not_exist(db, ann, writer, visitors):
    make_account(db, "bob")
    writer.send("/compose", text="Later", due_at="2044-05-06T07:30")
    [waiting] = db.scalars(select(ScheduledPost))
    db.rollback()

    bob = visitors().log_in("bob")
    bob.get(f"/scheduled/{waiting.id}", status=404)
    bob.send(f"/scheduled/{waiting.id}/cancel", status=404)
    assert "/login" in visitors().get(f"/scheduled/{waiting.id}", status=303).location


def test_an_answer_is_gone_on_with_below_what_it_answers(db, ann, writer):
    post = make_post(db, make_account(db, "bob"), "A question")

    page = keep(writer, text="@bob Well", reply_to=str(post.id)).click("Go on with it")

    assert "A question" in page.html.select_one("article").text
    page.forms["composer"].submit(status=303)
    db.rollback()
    assert db.scalars(select(Post).where(Post.parent_id == post.id)).one().text == "@bob Well"
