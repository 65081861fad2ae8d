"""What scripts need of the site: little code, parts of pages, and answers that they understand."""

import json
import re
from pathlib import Path

import pytest
from sqlalchemy import select
from webtest import Upload

import microblog.site
from microblog.actions.blocks import block
from microblog.models import Media, Post, ScheduledPost, Visibility
from tests.making import make_account, make_follow, make_post
from tests.site.test_composing import picture

SITE = Path(microblog.site.__file__).parent
MOST = 20 * 1024
SCRIPT = {"FX-Request": "true"}


@pytest.fixture
def ann(db):
    return make_account(db, "ann")


@pytest.fixture
def writer(ann, visitor):
    return visitor.log_in("ann")


def minified(code: str) -> str:
    """About what a minifier makes of a script: no comments, no blanks that it does not need, short names."""
    code = re.sub(r"^\s*//.*$|^\s*/\*\*.*?\*/\s*$|\s//\s.*$", "", code, flags=re.M)
    code = re.sub(r"\n\s*", "\n", code)
    code = re.sub(r"\s*([{}()\[\];,:=<>+\-*/&|?!])\s*", r"\1", code)
    names = set(re.findall(r"\b(?:const|let|function) ([A-Za-z_]\w+)", code))
    return re.sub(rf"(?<![.\w\"'#-])(?:{'|'.join(names)})(?![\w:\"'-])", "xx", code)


def test_our_scripts_are_small():
    own = [name for name in json.loads((SITE / "bundles.json").read_text())["site.js"] if name.startswith("js/")]
    assert set(own) == {f"js/{path.name}" for path in (SITE / "static/js").glob("*.js")}

    size = sum(len(minified((SITE / "static" / name).read_text()).encode()) for name in own)

    assert size <= MOST, f"They have {size} bytes."


def test_browsers_are_not_sent_what_explains_scripts_to_people(visitor):
    sent = visitor.get("/static/site.js").text

    assert "focusOn(" in sent
    assert [line for line in sent.splitlines() if not line or line.startswith(("//", "/**", " ", "\t"))] == []


def test_no_script_needs_what_the_policy_forbids():
    for path in (SITE / "static/js").glob("*.js"):
        code = path.read_text()
        for word in ("eval(", "new Function", "import ", 'setAttribute("style', ".cssText", "document.write"):
            assert word not in code, path


def send(writer, fields, status):
    """Send what a script would."""
    return writer.post("/compose", {"csrf_token": writer.token(), **fields}, status, headers=SCRIPT)


def test_a_script_is_told_where_to_go_and_what_is_said_waits_there(writer):
    answer = send(writer, {"text": "Hello"}, 204)

    assert answer.headers["X-Go"] == "http://localhost/"
    assert "Your post is out." in writer.get("/")


def test_a_script_gets_the_form_with_what_is_wrong_in_it(writer):
    answer = send(writer, {"text": "x" * 501}, 422)

    assert answer.forms["composer"]["text"].value == "x" * 501


def test_an_edit_leads_a_script_on(db, ann, writer):
    post = make_post(db, ann, "Teh")

    answer = writer.post(f"/@ann/{post.id}/edit", {"csrf_token": writer.token(), "text": "The"}, 204, headers=SCRIPT)

    assert answer.headers["X-Go"].endswith(f"/@ann/{post.id}")


def test_what_is_sent_twice_is_published_once(db, writer):
    form = writer.get("/compose").forms["composer"]
    assert form["key"].value != writer.get("/compose").forms["composer"]["key"].value
    form["text"] = "Once"

    first = form.submit(status=303)
    second = writer.send("/compose", **{name: value for name, value in form.submit_fields() if value})

    assert first.location == second.location
    assert [post.text for post in db.scalars(select(Post))] == ["Once"]
    form["text"] = "And something else"
    form.submit(status=303)
    db.rollback()
    assert len(db.scalars(select(Post)).all()) == 2


def test_what_is_wished_for_later_twice_waits_once(db, writer):
    form = writer.get("/compose").forms["composer"]
    form["text"], form["due_at"] = "Later", "2044-01-01T00:00"

    assert form.submit(status=303).location == form.submit(status=303).location
    assert len(db.scalars(select(ScheduledPost)).all()) == 1


def test_what_was_refused_may_be_sent_again_under_its_name(db, writer):
    form = writer.get("/compose").forms["composer"]
    form["text"] = "x" * 501
    again = form.submit(status=422).forms["composer"]
    assert again["key"].value == form["key"].value
    again["text"] = "x"

    again.submit(status=303)

    assert db.scalars(select(Post)).one().text == "x"


def add(writer, file, status=200, **more):
    """Send one picture, as a script does."""
    fields = [("csrf_token", writer.token()), ("files", file), *more.items()]
    return writer.post("/compose/pictures", fields, status, headers=SCRIPT, content_type="multipart/form-data")


def test_a_picture_sent_by_itself_hangs_on_nothing_and_comes_back_as_a_part_of_the_form(db, ann, writer):
    answer = add(writer, picture(), number="2")

    [file] = db.scalars(select(Media))
    assert (file.account_id, file.post_id, answer.headers["X-Part"]) == (ann.id, None, "yes")
    assert answer.html.select_one("[name=media]")["value"] == str(file.id)
    assert "What picture 2 shows" in answer
    writer.send("/compose", text="Look", media=str(file.id), **{f"alt-{file.id}": "Teal"})
    db.rollback()
    assert db.get(Media, file.id).post_id is not None


@pytest.mark.parametrize("number", ["", "x", "-1", "9" * 30, "77"])
def test_a_number_that_cannot_be_does_no_harm(writer, number):
    assert "What picture" in add(writer, picture(), number=number)


def test_what_is_no_picture_is_refused_in_a_sentence(db, writer, visitor):

    refused = add(writer, Upload("a.png", b"no picture", "image/png"), 422)
    assert "That is no file we can show." in refused.html.select_one("main h1 + p").text
    writer.send("/compose/pictures", 422)
    assert db.scalars(select(Media)).all() == []


def test_strangers_send_no_pictures(db, visitor):
    add(visitor, picture(), 403)

    assert db.scalars(select(Media)).all() == []


def test_pictures_can_be_put_into_another_order(db, writer):
    form = writer.get("/compose").forms["composer"]
    form["files"] = [picture("red"), picture("green"), picture("blue")]
    form = form.submit("do", value="attach").forms["composer"]
    ids = [field.value for field in form.fields["media"]]

    page = form.submit("do", value=f"up-{ids[2]}")
    assert [field.value for field in page.forms["composer"].fields["media"]] == [ids[0], ids[2], ids[1]]
    for word in (ids[0], "1", "x", ""):
        page = writer.send("/compose", status=200, do=f"up-{word}", media=ids)
        assert [field.value for field in page.forms["composer"].fields["media"]] == ids


def offered(writer, beginning):
    """What is offered to somebody who wrote so far."""
    answer = writer.get("/complete", params={"q": beginning})
    return [one["data-insert"] for one in answer.html.select("[role=option]")] if answer.status_int == 200 else []


def test_names_are_completed_first_with_those_whom_one_follows(db, ann, writer):
    for name in ("bo", "bob", "bobby"):
        make_account(db, name)
    friend = make_account(db, "zoe", display_name="Mrs Bobbins")
    make_account(db, "yan", display_name="Bob the other")
    make_follow(db, ann, friend)

    assert offered(writer, "@bo") == ["@zoe", "@bo", "@bob", "@bobby"]
    assert offered(writer, "@BOBB") == ["@zoe", "@bobby"]
    assert offered(writer, "@ann") == []


def test_who_blocks_is_not_offered(db, ann, writer):
    bob = make_account(db, "bob")
    block(db, bob, ann)
    db.commit()

    assert offered(writer, "@bo") == []


def test_hashtags_are_completed_with_those_that_one_may_see(db, ann, writer):
    bob = make_account(db, "bob")
    make_post(db, bob, "#Tea #teapot")
    make_post(db, bob, "#teasecret", visibility=Visibility.PRIVATE)

    assert offered(writer, "#TE") == ["#Tea", "#teapot"]


@pytest.mark.parametrize("begun", ["", "@", "#", "bo", "@%", "@_", "#%", "@" + "x" * 51, "@\u0000", "#\u202e", "@é"])
def test_what_begins_nothing_is_not_completed(db, writer, begun):
    make_account(db, "bob")

    assert offered(writer, begun) == []


def test_what_people_call_themselves_stays_text(db, ann, writer):
    evil = make_account(db, "evil", display_name="<img src=x onerror=alert(1)>")
    make_follow(db, ann, evil)

    answer = writer.get("/complete?q=@ev")

    assert answer.html.select_one("bdi").text == "<img src=x onerror=alert(1)>"
    assert len(answer.html.select("img")) == 1


def test_strangers_are_told_no_names(db, ann, visitor):
    assert "/login" in visitor.get("/complete?q=@an", status=303).location


def test_whose_login_has_ended_is_told_so_in_place_of_news(db, ann, visitor):
    make_post(db, ann, "News")

    assert "Log in again" in visitor.get("/news?of=home&after=0").html.select_one("[data-ended]").text
    assert "1 new post" in visitor.get("/news?of=public&after=0")
