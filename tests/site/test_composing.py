"""Writing posts on the website: whatever is wrong, nothing that was typed or chosen is lost."""

import io

import pytest
from PIL import Image
from sqlalchemy import select
from webtest import Upload

from microblog.models import Media, Post, Visibility
from microblog.queries.polls import poll_of
from tests.making import make_account, make_poll, make_post
from tests.site.page import read_page


def picture(colour: str = "teal") -> Upload:
    """A small picture."""
    file = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(file, "PNG")
    return Upload(f"{colour}.png", file.getvalue(), "image/png")


@pytest.fixture
def ann(db):
    return make_account(db, "ann", default_visibility=Visibility.UNLISTED, default_language="de")


@pytest.fixture
def writer(ann, visitor):
    """Somebody at their desk."""
    return visitor.log_in("ann")


def latest(db) -> Post:
    """What was published last."""
    db.rollback()
    return db.scalars(select(Post).order_by(Post.id.desc())).first()


def test_a_post_begins_as_its_author_is_used_to(db, writer):
    form = writer.get("/compose").forms["composer"]
    assert (form["visibility"].value, form["language"].value) == ("unlisted", "de")

    form["text"], form["visibility"], form["language"], form["warning"] = "For few", "private", "fr", "Food"
    form.submit(status=303)

    post = latest(db)
    assert (post.text, post.visibility, post.language, post.warning) == ("For few", "private", "fr", "Food")


def test_an_answer_is_seen_by_no_more_people_than_what_it_answers(db, ann, writer):
    bob = make_account(db, "bob")
    post = make_post(db, bob, "Psst, @ann", visibility="direct", warning="Secret")

    form = writer.get(f"/compose?reply_to={post.id}").forms["composer"]

    assert (form["visibility"].value, form["warning"].value) == ("direct", "Secret")


def test_a_question_is_asked_with_plain_fields(db, writer):
    form = writer.get("/compose").forms["composer"]
    form["text"] = "Tea?"
    for field, words in zip(form.fields["option"], ["Yes", "", "No"], strict=False):
        field.value = words
    form["lasts"], form["multiple"] = "3600", True
    form.submit(status=303)

    poll = db.scalar(poll_of(latest(db)))
    assert (poll.options, poll.multiple, poll.hide_totals) == (["Yes", "No"], True, False)


def test_what_is_wrong_with_a_question_is_said_beside_it(writer):
    form = writer.get("/compose").forms["composer"]
    form["text"], form.fields["option"][0].value = "Tea?", "Only one"

    page = form.submit(status=422)

    assert "A poll needs 2 to 4 options." in page.html.select_one(".extra[open] .problem").text
    assert page.forms["composer"].fields["option"][0].value == "Only one"
    read_page(page)


def test_pictures_are_kept_while_something_else_is_wrong_and_described_later(db, writer):
    form = writer.get("/compose").forms["composer"]
    form["text"], form["files"] = "x" * 501, [picture()]
    page = form.submit(status=422)
    read_page(page)
    [file] = db.scalars(select(Media))

    form = page.forms["composer"]
    assert form["media"].value == str(file.id)
    form["text"] = "My garden"
    reminded = form.submit(status=422)
    assert "A picture has no description." in reminded

    form = reminded.forms["composer"]
    form[f"alt-{file.id}"] = "A green square"
    form.submit(status=303)
    db.rollback()
    assert (file.post_id, file.description) == (latest(db).id, "A green square")
    assert 'alt="A green square"' in writer.get("/")


def test_who_was_reminded_may_leave_a_picture_without_words(db, writer):
    form = writer.get("/compose").forms["composer"]
    form["files"] = [picture()]

    form.submit(status=422).forms["composer"].submit(status=303)

    assert db.scalars(select(Media)).one().post_id == latest(db).id


def test_pictures_can_be_added_one_after_the_other_and_taken_off(db, writer):
    form = writer.get("/compose").forms["composer"]
    for colour in ("red", "green", "blue", "black"):
        form["files"] = [picture(colour)]
        form = form.submit("do", value="attach").forms["composer"]
    assert len(form.fields["media"]) == 4
    assert "files" not in form.fields
    second = form.fields["media"][1].value

    form = form.submit("do", value=f"off-{second}").forms["composer"]

    assert len(form.fields["media"]) == 3
    form["text"] = "Three"
    form.submit(status=422).forms["composer"].submit(status=303)
    db.rollback()
    assert [file.id for file in db.scalars(select(Media).where(Media.post_id.is_(None)))] == [int(second)]


def test_a_bad_picture_among_good_ones_takes_none_of_them_away(db, writer):
    form = writer.get("/compose").forms["composer"]
    form["text"], form["files"] = "Look", [picture("red"), Upload("a.png", b"no picture", "image/png"), picture("blue")]

    page = form.submit(status=422)

    assert page.html.select_one("#files")["aria-invalid"] == "true"
    assert "That is no file we can show." in page.html.select_one("#files-note").text
    assert len(page.forms["composer"].fields["media"]) == 2
    assert page.forms["composer"]["text"].value == "Look"


def test_what_is_no_picture_is_refused_beside_the_field(db, writer):
    form = writer.get("/compose").forms["composer"]
    form["text"], form["files"] = "Look", [Upload("a.png", b"no picture", "image/png")]

    page = form.submit(status=422)

    assert page.html.select_one("#files")["aria-invalid"] == "true"
    assert page.forms["composer"]["text"].value == "Look"
    assert db.scalars(select(Media)).all() == []


def test_a_preview_shows_the_post_and_publishes_nothing(db, writer):
    form = writer.get("/compose").forms["composer"]
    form["text"], form["warning"] = "So be it, #now", "Careful"

    page = form.submit("do", value="preview", status=200)
    read_page(page)

    assert page.html.select_one(".preview .words a")["href"] == "/tags/now"
    assert page.html.select_one(".preview summary").text == "Careful"
    assert page.forms["composer"]["text"].value == "So be it, #now"
    assert latest(db) is None
    page.forms["composer"].submit(status=303)
    assert latest(db).text == "So be it, #now"


def test_the_preview_of_a_question_with_a_picture_says_that_it_cannot_be(db, writer):
    form = writer.get("/compose").forms["composer"]
    form["files"] = [picture()]
    for field, words in zip(form.fields["option"], ["Yes", "No"], strict=False):
        field.value = words

    assert "A post has pictures or a poll, not both." in form.submit("do", value="preview", status=422)


def test_several_posts_become_one_thread_or_none(db, writer):
    form = writer.get("/compose").forms["composer"]
    form["text"], form["warning"] = "One", "Long"
    form = form.submit("do", value="another", status=200).forms["composer"]
    form.fields["further"][0].value = "x" * 501
    page = form.submit(status=422)
    assert "Say it in 500 characters." in page.html.select_one("#further-0-note").text
    assert latest(db) is None

    form = page.forms["composer"]
    form.fields["further"][0].value = "Two"
    form = form.submit("do", value="another", status=200).forms["composer"]
    form.fields["further"][1].value = "Three"
    said = form.submit(status=303).follow()

    assert "Your thread is out." in said
    db.rollback()
    third, second, first = db.scalars(select(Post).order_by(Post.id.desc()))
    assert (first.text, second.text, third.text) == ("One", "Two", "Three")
    assert (second.parent_id, third.parent_id, first.parent_id) == (first.id, second.id, None)
    assert {(post.visibility, post.warning, post.language) for post in (first, second, third)} == {
        (Visibility.UNLISTED, "Long", "de")
    }


def test_one_votes_once_and_sees_how_it_stands(db, ann, writer, visitors):
    bob = make_account(db, "bob")
    poll = make_poll(db, bob, "Tea", "Coffee")
    page = writer.get(f"/@bob/{poll.post_id}")
    form = page.forms[_voting(page)]

    form["choices"] = "1"
    after = form.submit(status=303).follow()

    assert "Your vote is counted." in after
    assert after.html.select_one(".poll .own").text.split()[0] == "Coffee"
    assert "1 has voted" in after
    again = writer.send(f"/@bob/{poll.post_id}/vote", choices="0").follow()
    assert "You have already voted on this poll." in again
    assert not visitors().get(f"/@bob/{poll.post_id}").html.select(".poll form")


def test_who_chooses_nothing_is_told_so(db, ann, writer):
    poll = make_poll(db, make_account(db, "bob"), "Tea", "Coffee", multiple=True)

    for choices in ({}, {"choices": "x"}, {"choices": "7"}, {"choices": "9" * 5000}):
        page = writer.send(f"/@bob/{poll.post_id}/vote", **choices).follow()
        assert page.html.select_one(".poll form")
    assert "does not exist" in page


def test_a_script_gets_the_poll_alone(db, ann, writer):
    poll = make_poll(db, make_account(db, "bob"), "Tea", "Coffee")
    fields = {"csrf_token": writer.token(), "choices": "0", "row": str(poll.post_id)}

    part = writer.post(f"/@bob/{poll.post_id}/vote", fields, headers={"FX-Request": "true"})

    assert part.headers["X-Part"] == "yes"
    assert f'data-part="poll-{poll.post_id}"' in part
    assert "<form" not in part.text.partition("notices")[0]


def _voting(page) -> int:
    """Where the form stands with which one votes."""
    return next(number for number, form in page.forms.items() if "choices" in form.fields)
